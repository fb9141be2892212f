import type { IUser } from '@rocket.chat/apps-engine/definition/users';

const ADMINISTRATORS = ['admin', 'livechat-manager'];

/** Whether somebody may connect and change numbers. To be asked at every interaction: buttons outlive roles. */
export function mayAdminister({ roles }: IUser): boolean {
  return roles.some((role) => ADMINISTRATORS.includes(role));
}
