import { UserType, type IUser } from '@rocket.chat/apps-engine/definition/users';

/** Who may do something; asked at every command, click and submit, since buttons and views outlive roles. */
export type Audience = 'administrators' | 'agents' | 'everybody';

const ADMINISTRATORS = ['admin', 'livechat-manager'];

/** By audience; administrators connect and change numbers, agents have messages to customers sent. */
const ROLES: Record<Exclude<Audience, 'everybody'>, readonly string[]> = {
  administrators: ADMINISTRATORS,
  agents: [...ADMINISTRATORS, 'livechat-agent', 'livechat-monitor'],
};

export function mayUse(audience: Audience, { roles }: Pick<IUser, 'roles'>): boolean {
  return audience === 'everybody' || roles.some((role) => ROLES[audience].includes(role));
}

/** Whether somebody takes chats at all. */
export function isAgent({ roles }: Pick<IUser, 'roles'>): boolean {
  return roles.includes('livechat-agent');
}

/**
 * Whether a program writes under this name. Rocket.Chat's administration makes bots as users with the role `bot`; the
 * type `bot` stays for those that the server has made itself.
 */
export function isBot({ type, roles = [] }: Partial<Pick<IUser, 'type' | 'roles'>>): boolean {
  return type === UserType.BOT || type === UserType.APP || roles.includes('bot');
}
