import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import { UserType } from '@rocket.chat/apps-engine/definition/users';

import { formerAgentOf } from '../../src/rocketchat/roomMessage';

describe('Who has a room does not get to see it any more', () => {
  it.each<[string, { type?: string; roles?: string[] } | undefined, string | undefined]>([
    ['an agent', { roles: ['user', 'livechat-agent'] }, undefined],
    ['somebody who lost the role', { roles: ['user'] }, 'ana'],
    ['somebody who lost all roles', { roles: [] }, 'ana'],
    ['a manager who lost the role, and sees all rooms', { roles: ['livechat-manager'] }, undefined],
    ['an admin who lost the role, and sees all rooms', { roles: ['user', 'admin'] }, undefined],
    ['a bot, which goes on in its rooms', { roles: ['bot'] }, undefined],
    ['a bot of the server', { type: UserType.BOT, roles: [] }, undefined],
    ['somebody of whom the host tells the name alone', {}, undefined],
    ['nobody', undefined, undefined],
  ])('as %s', (_, user, expected) => {
    const servedBy = user && { type: UserType.USER, username: 'ana', ...user };
    expect(formerAgentOf({ servedBy } as Partial<ILivechatRoom>)).toBe(expected);
  });
});
