import type { WhatsAppAddress } from '../../domain/contact';
import type { OutboundContent } from '../../domain/outbound';
import type { AttachedFile } from '../../domain/outreach';
import type { FilledTemplate } from '../../domain/template';
import type { Option } from '../../whatsapp/offer';
import type { RoomMessage } from './message';

/** One WhatsApp message that is to be sent for a message of a room. */
export interface OutboxEntry {
  /** See `outboxKey`; travels with the message as callback data. */
  key: string;
  /** Of a reaction: the message that it is about. */
  messageId: string;
  roomId: string;
  numberId: string;
  contactId: string;
  part: OutboundPart;
  /** Unix milliseconds: its place in the conversation. */
  writtenAt: number;
  /** The message of the room that it quotes. */
  answers?: string;
  /** True while a request is under way: after a crash nobody can tell whether WhatsApp took the message. */
  posted?: boolean;
  /** How often the workspace failed us over it. */
  attempts?: number;
  /** Unix milliseconds: as of when it is what stands in the room. Absent where it is not to follow the room. */
  readAt?: number;
}

/** What a part sends; files are read when their turn comes, so that records stay small. */
export type OutboundPart =
  | Exclude<OutboundContent, { kind: 'media' | 'reaction' | 'template' }>
  | { kind: 'template'; to: WhatsAppAddress; template: FilledTemplate; files: AttachedFile[] }
  | { kind: 'file'; fileId: string; filename: string; mimeType: string; caption?: string }
  | { kind: 'reaction'; emoji: string };

/** What became of a part. Unknown: it went out, and no answer came back. */
export interface OutboxOutcome {
  fate: 'sent' | 'unknown' | 'dropped';
  wamid?: string;
  /** The notice that tells of the unknown fate. */
  noticeId?: string;
  /** Of what was sent: see {@link OutboxEntry}. */
  readAt?: number;
}

export interface Outbox {
  /** @returns false when another server, or an earlier attempt, has the part already. */
  claim(entry: OutboxEntry): Promise<boolean>;
  /** To be called just before the request; marks the entry as `posted`. */
  posting(entry: OutboxEntry): Promise<void>;
  /** To be called when the request was refused, and is going to be made again. */
  refused(entry: OutboxEntry): Promise<void>;
  sent(entry: OutboxEntry, wamid: string): Promise<void>;
  /** Ends a part that will not be sent. */
  drop(entry: OutboxEntry): Promise<void>;
  /** Ends a part of which nobody knows whether it was sent. */
  lose(entry: OutboxEntry, noticeId: string): Promise<void>;
  /** A status told that the part was sent, before our request was answered or although it never was. */
  confirm(key: string, wamid: string): Promise<void>;
  /** Absent while the part is still under way. */
  outcome(key: string): Promise<OutboxOutcome | undefined>;
  /** Whether anybody has ever claimed the part. */
  isKnown(key: string): Promise<boolean>;
  /** Puts a part off: it comes up again with the abandoned ones after that time. Nothing for one that has ended. */
  postpone(entry: OutboxEntry, milliseconds: number): Promise<void>;
  /** Whether this server has the part, and has not ended it. */
  has(entry: OutboxEntry): boolean;
  /**
   * Takes over parts that nobody works on any more, those of a conversation in their order.
   * @param onTaken gets each at the very moment from which this server has it, so that it stands in line at once
   */
  takeAbandoned(onTaken: (entry: OutboxEntry) => void): Promise<void>;
  /** Whether another server, or one that died, has an earlier part of the conversation. */
  isAhead(entry: OutboxEntry): Promise<boolean>;
}

/** Messages of agents that wait until the customer's next message opens the service window. */
export interface HeldMessage {
  messageId: string;
  numberId: string;
  contactId: string;
  /** The customer's last message before, as it was known then; this and the next in Unix milliseconds. */
  inboundAt: number;
  heldAt: number;
}

export interface Held {
  add(message: HeldMessage): Promise<void>;
  all(): Promise<HeldMessage[]>;
  /** Those of one conversation. */
  of(contactId: string, numberId: string): Promise<HeldMessage[]>;
  has(messageId: string): Promise<boolean>;
  remove(messageId: string): Promise<void>;
}

/** What was told to people, so that it is told once. */
export interface Told {
  /** @returns whether nobody, on any server, has asked for this before */
  first(what: string): Promise<boolean>;
}

/** Rooms of ours in which something happened. */
export interface ActiveRooms {
  note(roomId: string): Promise<void>;
  /** Ids, the most recently active first. May name some whose last activity is a little older. */
  since(time: number): Promise<string[]>;
}

/** Media ids of files that were uploaded before, by number and content. */
export interface Uploads {
  find(numberId: string, sha256: string): Promise<string | undefined>;
  remember(numberId: string, sha256: string, mediaId: string): Promise<void>;
}

/** A message of a room, and when it was written, Unix milliseconds. */
export interface WrittenAt {
  id: string;
  writtenAt: number;
}

/** What our side wrote in rooms of ours, as it stands there now. */
export interface Written {
  /** @returns undefined when it is gone, or was written by a visitor */
  byId(messageId: string): Promise<RoomMessage | undefined>;
  /** What our side may have written since then, the newest first, as far as so many messages of the room tell. */
  recent(roomId: string, since: number, limit: number): Promise<WrittenAt[]>;
  /** The id of the visitor's last message, if it is among the last ones of the room. */
  lastOfVisitor(roomId: string): Promise<string | undefined>;
}

/** Other servers over the same records. */
export interface Company {
  /** Whether there are any. A matter of memory. */
  present(): Promise<boolean>;
}

/** Choices that customers were offered. */
export interface Options {
  /** @param id begins the id of each choice */
  offer(id: string, conversation: string, offered: { options: Option[]; numbered: boolean }): Promise<void>;
  /** What is behind a tapped button or row, by the id that came back. */
  tapped(choiceId: string): Promise<Option | undefined>;
  /** What a typed number means, if the conversation's latest offer was a numbered one. */
  typed(conversation: string, words: string): Promise<Option | undefined>;
}
