import type { IUser } from '@rocket.chat/apps-engine/definition/users';

const ADMINISTRATORS = ['admin', 'livechat-manager'];

const AGENTS = [...ADMINISTRATORS, 'livechat-agent', 'livechat-monitor'];

/** Whether somebody may connect and change numbers. To be asked at every interaction: buttons outlive roles. */
export function mayAdminister({ roles }: IUser): boolean {
  return roles.some((role) => ADMINISTRATORS.includes(role));
}

/** Whether somebody may have messages to customers sent. */
export function mayAnswer({ roles }: IUser): boolean {
  return roles.some((role) => AGENTS.includes(role));
}
