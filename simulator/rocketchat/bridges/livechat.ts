import type { IExtraRoomParams } from '@rocket.chat/apps-engine/definition/accessors/ILivechatCreator';
import type {
  IDepartment,
  ILivechatMessage,
  ILivechatRoom,
  ILivechatTransferData,
  IVisitor,
  ResolveVisitorContactData,
} from '@rocket.chat/apps-engine/definition/livechat';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LivechatBridge } from '@rocket.chat/apps-engine/server/bridges';

import { convertDepartment } from '../converters/departments';
import { convertAppMessage, convertMessage } from '../converters/messages';
import { convertAppRoom, convertRoom } from '../converters/rooms';
import { convertAppUser } from '../converters/users';
import { convertAppVisitor, convertVisitor } from '../converters/visitors';
import type { RoomDoc, UserRef, VisitorDoc } from '../documents';
import type { Engine } from '../engine/load';
import { NEWEST_ENGINE } from '../engine/prepare';
import type { Host } from '../host';
import type { ExternalId, Guest } from '../workspace/livechat/visitors';

/** System messages that a transcript leaves out. */
const notInTranscript = ['command', 'livechat-close', 'livechat-started', 'livechat_transcript_history'];

export function createLivechatBridge(engine: Engine, host: Host): LivechatBridge {
  const { store } = host;
  const knowsFiles = engine.version === NEWEST_ENGINE;

  class Livechat extends engine.bridges.LivechatBridge {
    protected isOnline(departmentId?: string): boolean {
      // The server waits for the answer by blocking; the engine passes a promise on just as well.
      return this.isOnlineAsync(departmentId) as unknown as boolean;
    }

    protected async isOnlineAsync(departmentId?: string): Promise<boolean> {
      return host.workspace.livechat.agents.isOnline(departmentId);
    }

    protected async createMessage(message: ILivechatMessage, appId: string): Promise<string> {
      if (!message.token || !message.visitor) {
        throw new Error('Invalid token for livechat message');
      }
      const sent = await host.workspace.livechat.rooms.sendAsVisitor({
        visitor: convertAppVisitor(message.visitor),
        message: await convertAppMessage(store, message),
        source: { type: 'app', id: appId, alias: host.manager.getOneById(appId)?.getNameSlug() },
      });
      if (!sent) {
        // The server goes on with the message that an app has prevented, and stumbles.
        throw new TypeError('Cannot convert undefined or null to object');
      }
      return sent._id;
    }

    protected async getMessageById(messageId: string): Promise<ILivechatMessage> {
      const message = await host.workspace.messages.byId(messageId);
      return (message && (await convertMessage(store, message, knowsFiles))) as unknown as ILivechatMessage;
    }

    /** Nobody gets past the server's check: it looks for the visitor's id where an app's visitor has none. */
    protected async updateMessage(message: ILivechatMessage): Promise<void> {
      if (message.id && (await host.workspace.messages.byId(message.id))) {
        throw new Error('error-action-not-allowed');
      }
    }

    protected async createVisitor(visitor: IVisitor): Promise<string> {
      return (await host.workspace.livechat.visitors.register(guestOf(visitor)))._id;
    }

    protected async createAndReturnVisitor(visitor: IVisitor): Promise<IVisitor | undefined> {
      return convertVisitor(await host.workspace.livechat.visitors.register(guestOf(visitor)));
    }

    protected async findVisitors(query: object): Promise<IVisitor[]> {
      return (await store.visitors.findAsync(query)).map(convertVisitor);
    }

    protected async findVisitorById(id: string): Promise<IVisitor | undefined> {
      return found(await host.workspace.livechat.visitors.byId(id));
    }

    protected async findVisitorByEmail(email: string): Promise<IVisitor | undefined> {
      return found(await host.workspace.livechat.visitors.byEmail(email));
    }

    protected async findVisitorByToken(token: string): Promise<IVisitor | undefined> {
      return found(await host.workspace.livechat.visitors.byToken(token));
    }

    protected async findVisitorByPhoneNumber(phoneNumber: string): Promise<IVisitor | undefined> {
      return found(await host.workspace.livechat.visitors.byPhone(phoneNumber));
    }

    protected async resolveVisitor(
      externalId: ExternalId,
      contactData: ResolveVisitorContactData | undefined,
      appId: string,
    ): Promise<IVisitor | undefined> {
      const { visitors } = host.workspace.livechat;
      return found(await visitors.resolve(appId, externalId, contactData ?? {}));
    }

    protected async updateVisitorExternalId(
      visitorId: string,
      externalId: ExternalId,
      appId: string,
    ): Promise<IVisitor | undefined> {
      return found(await host.workspace.livechat.visitors.setExternalId(visitorId, appId, externalId));
    }

    protected async transferVisitor(
      visitor: IVisitor,
      { currentRoom, targetAgent, targetDepartment }: ILivechatTransferData,
      appId: string,
    ): Promise<boolean> {
      const { users, livechat } = host.workspace;
      if (!visitor) {
        throw new Error('Invalid visitor, cannot transfer');
      }
      const appUser = await users.byAppId(appId);
      if (!appUser) {
        throw new Error('Invalid app user, cannot transfer');
      }
      if (targetAgent?.id && !(await livechat.agents.byId(targetAgent.id))) {
        throw new Error('Invalid target agent, cannot transfer');
      }
      const { _id, username, name } = appUser;
      return livechat.rooms.transfer(
        (await convertAppRoom(store, currentRoom)) as RoomDoc,
        { agentId: targetAgent?.id, departmentId: targetDepartment || undefined },
        { _id, username, name, userType: 'app' },
      );
    }

    protected async createRoom(
      visitor: IVisitor,
      agent: IUser,
      appId: string,
      { source, customFields }: IExtraRoomParams & { customFields?: Record<string, unknown> } = {},
    ): Promise<ILivechatRoom> {
      if (source?.type !== 'app') {
        throw new Error('Invalid source type for livechat room');
      }
      const { label, sidebarIcon, defaultIcon, destination } = source;
      const alias = host.manager.getOneById(appId)?.getName();
      const room = await host.workspace.livechat.rooms.create({
        visitor: convertAppVisitor(visitor),
        source: { type: 'app', id: appId, alias, label, sidebarIcon, defaultIcon, destination },
        agent: agent?.id ? await selectedAgent(agent.id) : undefined,
        customFields: customFields ?? undefined,
      });
      return (await convertRoom(store, room)) as ILivechatRoom;
    }

    protected async closeRoom(room: ILivechatRoom, comment: string, closer?: IUser): Promise<boolean> {
      await host.workspace.livechat.rooms.close({
        room: (await convertAppRoom(store, room)) as RoomDoc,
        comment,
        user: closer ? (convertAppUser(closer) as UserRef) : undefined,
        visitor: room.visitor ? convertAppVisitor(room.visitor) : undefined,
      });
      return true;
    }

    protected async countOpenRoomsByAgentId(agentId: string): Promise<number> {
      return (await this.findOpenRoomsByAgentId(agentId)).length;
    }

    protected async findOpenRoomsByAgentId(agentId: string): Promise<ILivechatRoom[]> {
      if (!agentId) {
        throw new Error('Invalid agentId');
      }
      return livechatRooms(await host.workspace.livechat.rooms.openOfAgent(agentId));
    }

    protected async findRooms(visitor: IVisitor, departmentId: string | null): Promise<ILivechatRoom[]> {
      if (!visitor) {
        return [];
      }
      const { rooms } = host.workspace.livechat;
      return livechatRooms(await rooms.openOf(visitor.token, departmentId ?? undefined));
    }

    protected async findDepartmentByIdOrName(value: string): Promise<IDepartment | undefined> {
      const department = await host.workspace.livechat.departments.byIdOrName(value);
      return department ? convertDepartment(department) : undefined;
    }

    protected async findDepartmentsEnabledWithAgents(): Promise<IDepartment[]> {
      return (await host.workspace.livechat.departments.enabledWithAgents()).map(convertDepartment);
    }

    protected async _fetchLivechatRoomMessages(_appId: string, roomId: string): Promise<IMessage[]> {
      const room = await host.workspace.rooms.byId(roomId);
      if (room?.t !== 'l') {
        throw new Error('invalid-room');
      }
      const messages = await store.messages
        .findAsync({ rid: roomId, t: { $nin: notInTranscript } })
        .sort({ ts: 1 });
      return Promise.all(messages.map((message) => convertMessage(store, message, knowsFiles)));
    }

    protected async setCustomFields(data: {
      token: string;
      key: string;
      value: string;
      overwrite: boolean;
    }): Promise<number> {
      const { token, key, value, overwrite } = data;
      return host.workspace.livechat.customFields.set(token, key, value, overwrite);
    }
  }

  async function selectedAgent(id: string): Promise<{ agentId: string; username: string }> {
    const agent = await host.workspace.livechat.agents.byId(id);
    if (!agent) {
      throw new Error(`The agent with id "${id}" was not found.`);
    }
    return { agentId: agent._id, username: agent.username };
  }

  async function livechatRooms(rooms: RoomDoc[]): Promise<ILivechatRoom[]> {
    return Promise.all(rooms.map(async (room) => (await convertRoom(store, room)) as ILivechatRoom));
  }

  return new Livechat();
}

function found(visitor: VisitorDoc | null): IVisitor | undefined {
  return visitor ? convertVisitor(visitor) : undefined;
}

/** What registering looks at: the first phone and the first address alone. */
function guestOf(visitor: IVisitor): Guest {
  return {
    id: visitor.id ?? undefined,
    token: visitor.token,
    name: visitor.name,
    username: visitor.username,
    department: visitor.department ?? undefined,
    phone: visitor.phone?.[0]?.phoneNumber,
    email: visitor.visitorEmails?.[0]?.address,
  };
}
