import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';

import { FailureError, ok, type Result } from '../domain/failure';
import {
  CHANNEL_BLOCKED,
  MESSAGE_PREVENTED,
  NO_AGENT_ONLINE,
  OMNICHANNEL_OFF,
  ROOM_CLOSED,
  type File,
  type Room,
} from '../services/ports';
import { codeIn, failureOf } from './hostErrors';
import { lastMessages } from './lastMessages';
import { created, roomReference } from './references';
import type { UploadEchoes } from './uploadEchoes';
import type { Uploads } from './uploads';

const PREVENTED = 'error-app-prevented';
/** What the host says when another app keeps a visitor's message out: it goes on with the message that it has not got. */
const NO_MESSAGE = 'Cannot convert undefined or null to object';

/**
 * What errors of the host mean to whoever writes as a visitor. A message to a closed room makes the host open another
 * one, which we prevent (`strayRooms.ts`) unless the host refuses it first; and a room is as good as closed to a visitor
 * whom the host took for the same person as another one, and gave another token.
 */
const MEANINGS: readonly (readonly [sign: string, code: string])[] = [
  [CHANNEL_BLOCKED, CHANNEL_BLOCKED],
  [OMNICHANNEL_OFF, OMNICHANNEL_OFF],
  [NO_AGENT_ONLINE, ROOM_CLOSED],
  [`[${PREVENTED}]`, ROOM_CLOSED],
  ['cannot-access-room', ROOM_CLOSED],
  ['invalid-token', ROOM_CLOSED],
  ['invalid-file]', ROOM_CLOSED],
  [NO_MESSAGE, MESSAGE_PREVENTED],
];

/** Writes in the name of visitors. */
export class VisitorMessages {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly uploads: Uploads,
    private readonly echoes: UploadEchoes,
  ) {}

  async post(room: Room, words: string): Promise<string> {
    const creator = this.modify.getCreator();
    const message = creator
      .startLivechatMessage()
      .setRoom(roomReference(room.id))
      .setVisitor(room.visitor)
      .setText(words);
    try {
      return created(await creator.finish(message));
    } catch (error) {
      throw await this.meaningOf(error, room);
    }
  }

  async upload(room: Room, file: File): Promise<Result<string | undefined>> {
    const uploaded = await this.add(room, file);
    if (!uploaded.ok) {
      return uploaded;
    }
    const heard = await this.echoes.messageOf(uploaded.value);
    if (heard !== undefined) {
      return ok(heard);
    }
    // Into a closed room, or one whose visitor has another token by now, the host takes a file without a word, and
    // posts no message of it.
    const posted = await lastMessages(this.read, room.id);
    const found = posted.find(({ file: shown }) => shown?._id === uploaded.value);
    if (found === undefined) {
      throw failureError(ROOM_CLOSED);
    }
    return ok(found.id);
  }

  private async add(room: Room, file: File): Promise<Result<string>> {
    try {
      const by = { visitorToken: room.visitor.token };
      const uploaded = await this.uploads.add(roomReference(room.id), file, by);
      // What is prevented is the file, or the room that the host would have opened for it.
      if (!uploaded.ok && uploaded.failure.code === PREVENTED && !(await this.isOpen(room))) {
        throw failureError(ROOM_CLOSED);
      }
      return uploaded;
    } catch (error) {
      throw await this.meaningOf(error, room);
    }
  }

  /** What the host throws when somebody writes as a visitor, as a failure where it means something. */
  private async meaningOf(error: unknown, room: Room): Promise<unknown> {
    const [, code] = MEANINGS.find(([sign]) => codeIn(error, [sign])) ?? [];
    if (code === undefined) {
      return error;
    }
    // Apps prevent messages in the same words.
    const isPrevented = codeIn(error, [PREVENTED]) !== undefined && (await this.isOpen(room));
    return failureError(isPrevented ? MESSAGE_PREVENTED : code);
  }

  private async isOpen(room: Room): Promise<boolean> {
    const now = (await this.read.getRoomReader().getById(room.id)) as ILivechatRoom | undefined;
    return now?.isOpen ?? false;
  }
}

function failureError(code: string): FailureError {
  return new FailureError(failureOf(code, 'inbound.noRoom'));
}
