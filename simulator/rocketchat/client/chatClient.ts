import type { InquiryDoc, MessageDoc, RoomDoc, UserDoc } from '../documents';
import type { RestClient } from './rest';
import { DEFAULT_WAIT_MS, waitFor } from './wait';

/** A document as JSON carries it. */
type Json<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

export type Message = Json<MessageDoc>;
export type Room = Json<RoomDoc>;
export type Me = Pick<UserDoc, '_id' | 'username' | 'name' | 'roles'>;

/** Which message is meant: a part of its text, or what a function says. */
export type MessageMatch = string | RegExp | ((message: Message) => boolean);

export interface OutgoingFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** The words of addresses: `https://chat.example.org/live/<room id>?msg=<message id>`. */
const ROOM_PATHS = { c: 'channel', p: 'group', d: 'direct', l: 'live' } as const;

/** What a user does with rooms and messages, through Rocket.Chat's REST API. */
const OUTBOUND = '/api/v1/omnichannel/outbound/providers';

export interface OutboundProvider {
  providerId: string;
  providerName: string;
}

export interface OutboundTemplate {
  name: string;
  [field: string]: unknown;
}

export class ChatClient {
  constructor(
    protected readonly rest: RestClient,
    readonly me: Me,
  ) {}

  /** The user's rooms. */
  async rooms(): Promise<Room[]> {
    return (await this.rest.get<{ update: Room[] }>('/api/v1/rooms.get')).update;
  }

  /** @param idOrName a room that the user may see, by id, name or displayed name */
  async room(idOrName: string): Promise<Room> {
    const own = await this.rooms();
    const found = own.find((room) => [room._id, room.name, room.fname].includes(idOrName));
    return found ?? (await this.rest.get<{ room: Room }>('/api/v1/rooms.info', { roomId: idOrName })).room;
  }

  /** The room of the user and another one, opened when they first talk. */
  async directRoom(username: string): Promise<Room> {
    return (await this.rest.post<{ room: Room }>('/api/v1/im.create', { username })).room;
  }

  /** Everything said in a room, system messages included, oldest first. */
  async history(rid: string): Promise<Message[]> {
    const { result } = await this.rest.get<{ result: { updated: Message[] } }>('/api/v1/chat.syncMessages', {
      roomId: rid,
      lastUpdate: new Date(0).toISOString(),
    });
    return result.updated.reverse();
  }

  async message(id: string): Promise<Message> {
    return (await this.rest.get<{ message: Message }>('/api/v1/chat.getMessage', { msgId: id })).message;
  }

  async send(
    rid: string,
    text: string,
    options: { quote?: Message; thread?: string } = {},
  ): Promise<Message> {
    const { quote, thread } = options;
    const msg = quote ? `[ ](${await this.permalink(quote)}) ${text}` : text;
    const message = { rid, msg, ...(thread && { tmid: thread }) };
    return (await this.rest.post<{ message: Message }>('/api/v1/chat.sendMessage', { message })).message;
  }

  /** @param captionAs `msg` as today's composer sends it, `description` as older and mobile clients do */
  async upload(
    rid: string,
    file: OutgoingFile,
    caption?: string,
    captionAs: 'msg' | 'description' = 'msg',
  ): Promise<Message> {
    const form = new FormData();
    form.append('file', new Blob([file.bytes], { type: file.type }), file.name);
    const stored = await this.rest.postForm<{ file: { _id: string } }>(`/api/v1/rooms.media/${rid}`, form);
    const path = `/api/v1/rooms.mediaConfirm/${rid}/${stored.file._id}`;
    const body = caption === undefined ? {} : { [captionAs]: caption };
    return (await this.rest.post<{ message: Message }>(path, body)).message;
  }

  async edit({ rid, _id }: Message, text: string): Promise<Message> {
    const body = { roomId: rid, msgId: _id, text };
    return (await this.rest.post<{ message: Message }>('/api/v1/chat.update', body)).message;
  }

  async delete({ rid, _id }: Message): Promise<void> {
    await this.rest.post('/api/v1/chat.delete', { roomId: rid, msgId: _id });
  }

  /** @param emoji e.g. `:thumbsup:`; a second time takes it back */
  async react({ _id }: Message, emoji: string): Promise<void> {
    await this.rest.post('/api/v1/chat.react', { messageId: _id, emoji });
  }

  /** Takes a waiting livechat room. */
  async takeInquiry(rid: string): Promise<void> {
    const { inquiry } = await this.rest.get<{ inquiry: Json<InquiryDoc> | null }>(
      '/api/v1/livechat/inquiries.getOne',
      { roomId: rid },
    );
    if (!inquiry) {
      throw new Error(`Nobody waits in room ${rid}`);
    }
    await this.rest.post('/api/v1/livechat/inquiries.take', { inquiryId: inquiry._id });
  }

  async closeRoom(rid: string, comment: string): Promise<void> {
    await this.rest.post('/api/v1/livechat/room.closeByUser', { rid, comment });
  }

  async deleteContact(contactId: string): Promise<void> {
    await this.rest.post('/api/v1/omnichannel/contacts.delete', { contactId });
  }

  async forward(
    rid: string,
    target: { userId?: string; departmentId?: string; comment?: string },
  ): Promise<void> {
    await this.rest.post('/api/v1/livechat/room.forward', { roomId: rid, ...target });
  }

  async waitForMessage(rid: string, match: MessageMatch, timeoutMs = DEFAULT_WAIT_MS): Promise<Message> {
    return waitFor(
      `a message ${String(match)} in room ${rid}`,
      async () => (await this.history(rid)).find((message) => matches(message, match)),
      async () => `There was: ${(await this.history(rid)).map(brief).join(' | ') || 'nothing'}`,
      timeoutMs,
    );
  }

  async waitForRoom(match: (room: Room) => boolean, timeoutMs = DEFAULT_WAIT_MS): Promise<Room> {
    return waitFor(
      'a room',
      async () => (await this.rooms()).find(match),
      async () => {
        const names = (await this.rooms()).map((room) => room.fname ?? room.name ?? room._id);
        return `${this.me.username} was in: ${names.join(', ') || 'no room'}`;
      },
      timeoutMs,
    );
  }

  private async permalink({ rid, _id }: Message): Promise<string> {
    const room = await this.room(rid);
    const { settings } = await this.rest.get<{ settings: { value: string }[] }>('/api/v1/settings.public', {
      _id: 'Site_Url',
    });
    const name = room.t === 'c' || room.t === 'p' ? (room.name ?? rid) : rid;
    return `${settings[0]?.value.replace(/\/$/, '') ?? ''}/${ROOM_PATHS[room.t]}/${name}?msg=${_id}`;
  }

  /** What the wizard for outbound messages can choose from. */
  async outboundProviders(): Promise<OutboundProvider[]> {
    return (await this.rest.get<{ providers: OutboundProvider[] }>(OUTBOUND)).providers;
  }

  /** The templates of a provider, by the numbers that they are sent from. */
  async outboundTemplates(providerId: string): Promise<Record<string, OutboundTemplate[]>> {
    const path = `${OUTBOUND}/${providerId}/metadata`;
    const { metadata } = await this.rest.get<{ metadata: { templates: Record<string, OutboundTemplate[]> } }>(
      path,
    );
    return metadata.templates;
  }

  /** What the wizard does at its end. */
  async sendOutbound(providerId: string, message: object): Promise<void> {
    await this.rest.post(`${OUTBOUND}/${providerId}/message`, message);
  }
}

function matches(message: Message, match: MessageMatch): boolean {
  if (typeof match === 'function') {
    return match(message);
  }
  return typeof match === 'string' ? message.msg.includes(match) : match.test(message.msg);
}

function brief({ u, alias, t, msg, file }: Message): string {
  return `${alias ?? u.username}: ${t ? `[${t}] ` : ''}${msg}${file ? ` (file ${file.name})` : ''}`;
}
