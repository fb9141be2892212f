import type { IMessage, Reaction } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { MessageBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { ITypingDescriptor } from '@rocket.chat/apps-engine/server/bridges/MessageBridge';

import { convertAppChange, convertAppMessage, convertMessage } from '../converters/messages';
import type { UserDoc } from '../documents';
import type { Engine } from '../engine/load';
import { NEWEST_ENGINE } from '../engine/prepare';
import type { Host } from '../host';

export function createMessageBridge(engine: Engine, host: Host): MessageBridge {
  const { store } = host;

  class Messages extends engine.bridges.MessageBridge {
    protected async create(message: IMessage): Promise<string> {
      const draft = await convertAppMessage(store, message);
      const sender = await existingUser(draft.u._id, 'Invalid user [error-invalid-user]');
      return (await host.workspace.messages.post(sender, draft))._id;
    }

    protected async update(message: IMessage): Promise<void> {
      if (!message.editor) {
        throw new Error('Invalid editor assigned to the message for the update.');
      }
      if (!message.id || !(await host.workspace.messages.byId(message.id))) {
        throw new Error('A message must exist to update.');
      }
      const change = { ...(await convertAppChange(store, message)), _id: message.id };
      const editor = await existingUser(message.editor.id, 'Could not find message editor');
      await host.workspace.edits.update(change, editor);
    }

    protected async notifyUser(user: IUser, message: IMessage): Promise<void> {
      await notify([user.id], message);
    }

    protected async notifyRoom(room: IRoom, message: IMessage): Promise<void> {
      const members = await host.workspace.rooms.members(room.id);
      await notify(
        members.map(({ _id }) => _id),
        message,
      );
    }

    protected async typing({ scope, id, username, isTyping }: ITypingDescriptor): Promise<void> {
      if ((scope as string) !== 'room') {
        throw new Error('Unrecognized typing scope provided');
      }
      if (!username) {
        throw new Error('Invalid username');
      }
      for (const { _id } of await host.workspace.rooms.members(id)) {
        host.streams.publish(_id, { type: 'typing', rid: id, username, isTyping });
      }
    }

    protected async getById(messageId: string): Promise<IMessage> {
      const message = await host.workspace.messages.byId(messageId);
      const knowsFiles = engine.version === NEWEST_ENGINE;
      // The engine's type has no word for a message that is not there; apps get null.
      return (message && (await convertMessage(store, message, knowsFiles))) as IMessage;
    }

    protected async delete(message: IMessage, user: IUser): Promise<void> {
      if (!message.id) {
        throw new Error('Invalid message id');
      }
      const deleter = await existingUser(user.id, 'Invalid user');
      await host.workspace.edits.delete({ _id: message.id }, deleter);
    }

    protected async addReaction(messageId: string, userId: string, reaction: Reaction): Promise<void> {
      await react(messageId, userId, reaction, true);
    }

    protected async removeReaction(messageId: string, userId: string, reaction: Reaction): Promise<void> {
      await react(messageId, userId, reaction, false);
    }
  }

  async function react(messageId: string, userId: string, reaction: string, set: boolean): Promise<void> {
    if (!reaction.startsWith(':') || !reaction.endsWith(':')) {
      throw new Error('Invalid reaction');
    }
    const user = await existingUser(userId, 'Invalid user [error-invalid-user]');
    await host.workspace.edits.react(user, messageId, reaction, set);
  }

  /** Notices are no documents: who is not connected now never sees them. */
  async function notify(userIds: string[], message: IMessage): Promise<void> {
    const draft = await convertAppMessage(store, message);
    const notice = { ...draft, groupable: false, private: true, ts: new Date() };
    for (const id of userIds) {
      host.streams.publish(id, { type: 'ephemeral', message: notice });
    }
  }

  async function existingUser(id: string, complaint: string): Promise<UserDoc> {
    const user = await host.workspace.users.byId(id);
    if (!user) {
      throw new Error(complaint);
    }
    return user;
  }

  return new Messages();
}
