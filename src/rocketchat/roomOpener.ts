import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom, IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Contact } from '../domain/contact';
import type { ConnectedNumber } from '../domain/number';
import type { Route } from '../domain/outreach';
import { VISITOR_GONE } from '../services/ports';
import { isAgent } from './access';
import { whatsAppRoom } from './roomMessage';

const SOURCE_ALIAS = 'WhatsApp';
const ICON = 'whatsapp';
const OFFLINE = 'offline';

/** Opens Omnichannel rooms, and brings them to whom they are for. */
export class RoomOpener {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
  ) {}

  /** The contact's open room with the number, else a new one. Throws what the host throws. */
  async open(
    contact: Contact,
    number: ConnectedNumber,
    { agentId, departmentId }: Route,
  ): Promise<ILivechatRoom> {
    const visitor = await this.read.getLivechatReader().getLivechatVisitorByToken(contact.visitorToken);
    if (!visitor) {
      throw new Error(VISITOR_GONE);
    }
    const known = await this.openRoomOf(visitor, contact, number);
    if (known) {
      return known;
    }
    const agent = agentId ? await this.agent(agentId) : undefined;
    const room = await this.modify
      .getCreator()
      .getLivechatCreator()
      .createRoom(
        // Never the visitor's own: that may be of another channel, or of the number's past and not there any more.
        { ...visitor, department: departmentId },
        // The type asks for an agent; without one the host routes the room.
        agent as never,
        {
          source: {
            ...{ type: 'app' as never, alias: SOURCE_ALIAS, sidebarIcon: ICON, defaultIcon: ICON },
            ...{ label: number.displayNumber, destination: number.displayNumber },
          },
          customFields: { whatsappNumberId: number.id, whatsappContactId: contact.id },
        },
      );
    return agent && !room.servedBy ? this.handTo(agent, visitor, room) : room;
  }

  /** Whether somebody is an agent and online, as far as the host tells apps: not whether they take chats just now. */
  async isAgentThere(id: string): Promise<boolean> {
    return (await this.agent(id)) !== undefined;
  }

  private async agent(id: string): Promise<IUser | undefined> {
    const user = await this.read.getUserReader().getById(id);
    return user && isAgent(user) && user.isEnabled && user.status !== OFFLINE ? user : undefined;
  }

  /** Where agents take chats from the queue themselves, a new room waits there even if it is for one of them. */
  private async handTo(agent: IUser, visitor: IVisitor, room: ILivechatRoom): Promise<ILivechatRoom> {
    try {
      const updater = this.modify.getUpdater().getLivechatUpdater();
      await updater.transferVisitor(visitor, { currentRoom: await this.room(room.id), targetAgent: agent });
      return await this.room(room.id);
    } catch {
      // Online, but not taking chats: the room waits in the queue for somebody who does.
      return room;
    }
  }

  /** What the host hands out of a new room is not complete enough to be handed back. */
  private async room(id: string): Promise<ILivechatRoom> {
    return (await this.read.getRoomReader().getById(id)) as ILivechatRoom;
  }

  /** The room that was opened by somebody who ended before noting it down. */
  private async openRoomOf(
    visitor: IVisitor,
    contact: Contact,
    number: ConnectedNumber,
  ): Promise<ILivechatRoom | undefined> {
    const rooms = (await this.read.getLivechatReader().getLivechatRooms(visitor)) ?? [];
    return rooms.find((room) => {
      const ours = whatsAppRoom(room);
      return room.isOpen && ours?.numberId === number.id && ours.contactId === contact.id;
    });
  }
}
