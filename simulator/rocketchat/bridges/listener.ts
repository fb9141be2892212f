import { randomUUID } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import type { IListenerBridge } from '@rocket.chat/apps-engine/server/bridges/IListenerBridge';

import { convertDepartment } from '../converters/departments';
import { type AppMessage, convertAppMessage, convertMessage } from '../converters/messages';
import { convertAppRoom, convertRoom } from '../converters/rooms';
import { convertUser } from '../converters/users';
import { convertVisitor } from '../converters/visitors';
import type { DepartmentDoc, MessageDoc, RoomDoc, UserDoc } from '../documents';
import type { Engine } from '../engine/load';
import { NEWEST_ENGINE } from '../engine/prepare';
import type { AppEvents, Host } from '../host';

type EventName = keyof typeof AppInterface;

/** Raw payloads of events that are about more than one document. */
interface MessageContext {
  message: MessageDoc;
  user: UserDoc;
  [detail: string]: unknown;
}
interface RoomContext {
  room: RoomDoc;
  joiningUser?: UserDoc;
  inviter?: UserDoc;
  leavingUser?: UserDoc;
  removedBy?: UserDoc;
}
interface AgentChange {
  room: RoomDoc;
  user: UserDoc;
}
interface Transfer {
  type: 'agent' | 'department';
  room: string;
  from?: string;
  to: string;
}
interface FileCheck {
  file: object;
  content: Buffer;
}
interface Deletion {
  user: UserDoc;
  performedBy?: UserDoc;
}
interface PresenceChange {
  user: UserDoc;
  [detail: string]: unknown;
}

/** Tells apps of what happens in the workspace, in their own terms, and brings back what they made of it. */
export function createListenerBridge(engine: Engine, host: Host): IListenerBridge & AppEvents {
  const { store } = host;
  const knowsFiles = engine.version === NEWEST_ENGINE;

  /** How the payloads of an event become what apps get; of events that are not named here it stays as it is. */
  const conversions: Partial<Record<EventName, (payload: never) => Promise<unknown>>> = {
    IPreMessageSentPrevent: appMessage,
    IPreMessageSentExtend: appMessage,
    IPreMessageSentModify: appMessage,
    IPostMessageSent: appMessage,
    IPostSystemMessageSent: appMessage,
    IPreMessageUpdatedPrevent: appMessage,
    IPreMessageUpdatedExtend: appMessage,
    IPreMessageUpdatedModify: appMessage,
    IPostMessageUpdated: appMessage,
    IPreMessageDeletePrevent: appMessage,
    IPostMessageDeleted: messageContext,
    IPostMessageReacted: messageContext,

    IPreRoomCreatePrevent: appRoom,
    IPreRoomCreateExtend: appRoom,
    IPreRoomCreateModify: appRoom,
    IPostRoomCreate: appRoom,
    IPreRoomDeletePrevent: appRoom,
    IPostRoomDeleted: appRoom,
    IPreRoomUserJoined: roomContext,
    IPostRoomUserJoined: roomContext,
    IPreRoomUserLeave: roomContext,
    IPostRoomUserLeave: roomContext,

    IPreLivechatRoomCreatePrevent: appRoom,
    IPostLivechatRoomStarted: appRoom,
    IPostLivechatRoomClosed: appRoom,
    ILivechatRoomClosedHandler: appRoom,
    IPostLivechatAgentAssigned: agentChange,
    IPostLivechatAgentUnassigned: agentChange,
    IPostLivechatRoomTransferred: transfer,
    IPostLivechatRoomSaved: roomById,
    IPostLivechatGuestSaved: visitorById,
    IPostLivechatDepartmentRemoved: department,
    IPostLivechatDepartmentDisabled: department,
    IPostUserDeleted: deletion,
    IPostUserStatusChanged: presenceChange,
  };

  async function trigger(event: EventName, payload: unknown): Promise<unknown> {
    if (event === 'IPreFileUpload') {
      return checkFile(payload as FileCheck);
    }
    const converted = await (conversions[event]?.(payload as never) ?? payload);
    return changeOf(event, await execute(event, converted));
  }

  async function execute(event: EventName, payload: unknown): Promise<unknown> {
    // The engine types an event's payload by an overload for each event; the name and its conversion go together.
    return host.manager
      .getListenerManager()
      .executeListener(event as AppInterface.IPostRoomCreate, payload as never);
  }

  /** What the apps want changed, as a document; a yes or no passes. */
  async function changeOf(event: EventName, answer: unknown): Promise<unknown> {
    if (typeof answer !== 'object' || answer === null || !/^IPre.*(Extend|Modify)$/.test(event)) {
      return answer;
    }
    return event.startsWith('IPreMessage')
      ? convertAppMessage(store, answer as AppMessage)
      : convertAppRoom(store, answer);
  }

  /** Newer engines read the bytes from a file, older ones take them as they are. */
  async function checkFile({ file, content }: FileCheck): Promise<unknown> {
    if (engine.version !== NEWEST_ENGINE) {
      return execute('IPreFileUpload', { file, content });
    }
    const path = join(host.manager.getTempFilePath(), randomUUID());
    await writeFile(path, content);
    try {
      return await execute('IPreFileUpload', { file, path });
    } finally {
      await unlink(path);
    }
  }

  async function appMessage(message: MessageDoc): Promise<unknown> {
    return convertMessage(store, message, knowsFiles);
  }

  async function messageContext({ message, user, ...details }: MessageContext): Promise<unknown> {
    return { message: await appMessage(message), user: convertUser(user), ...details };
  }

  async function appRoom(room: RoomDoc): Promise<unknown> {
    return convertRoom(store, room);
  }

  async function roomContext({ room, ...people }: RoomContext): Promise<unknown> {
    const converted = Object.entries(people).map(([part, user]) => [part, user && convertUser(user)]);
    return { room: await appRoom(room), ...Object.fromEntries(converted) };
  }

  async function agentChange({ room, user }: AgentChange): Promise<unknown> {
    return { room: await appRoom(room), agent: convertUser(user) };
  }

  async function transfer({ type, room, from, to }: Transfer): Promise<unknown> {
    const convert = type === 'agent' ? userById : departmentById;
    return { type, room: await roomById(room), from: from && (await convert(from)), to: await convert(to) };
  }

  async function department(change: { department: DepartmentDoc }): Promise<unknown> {
    return { department: convertDepartment(change.department) };
  }

  async function deletion({ user, performedBy }: Deletion): Promise<unknown> {
    return { user: convertUser(user), performedBy: performedBy && convertUser(performedBy) };
  }

  async function presenceChange({ user, ...details }: PresenceChange): Promise<unknown> {
    return { user: convertUser(user), ...details };
  }

  async function roomById(id: string): Promise<unknown> {
    const room = await host.workspace.rooms.byId(id);
    return room ? appRoom(room) : undefined;
  }

  async function visitorById(id: string): Promise<unknown> {
    const visitor = await host.workspace.livechat.visitors.byId(id);
    return visitor ? convertVisitor(visitor) : undefined;
  }

  async function userById(id: string): Promise<unknown> {
    const user = await host.workspace.users.byId(id);
    return user ? convertUser(user) : undefined;
  }

  async function departmentById(id: string): Promise<unknown> {
    const found = await host.workspace.livechat.departments.byId(id);
    return found ? convertDepartment(found) : undefined;
  }

  return {
    trigger,
    // The engine knows a host's listener by these names, and calls none of them.
    messageEvent: (event, message) => execute(event, message) as Promise<boolean>,
    roomEvent: (event, room) => execute(event, room) as Promise<boolean>,
    uiKitInteractionEvent: (event, interaction) => execute(event, interaction) as Promise<boolean>,
  };
}
