import type { WhatsAppAddress } from '../../domain/contact';
import type { AttachedFile, Outreach } from '../../domain/outreach';
import type { TemplateValues } from '../../domain/template';

/** Templates that were sent, as long as the retention time lasts. */
export interface Outreaches {
  add(outreach: Outreach): Promise<void>;
  byId(id: string): Promise<Outreach | undefined>;
  /** All that went to a person over a number, by any of the person's ids, oldest first. */
  to(numberId: string, person: WhatsAppAddress): Promise<Outreach[]>;
  /** Notes what became of one that was added before. */
  save(outreach: Outreach): Promise<void>;
  /** Notes what else the person is called that it went to. */
  alsoKnownAs(outreach: Outreach, userId: string): Promise<void>;
}

/** A template that somebody is about to send, between the steps of the dialogue: forms do not remember them. */
export interface Draft {
  id: string;
  /** Whose it is: nobody else may go on with it. */
  userId: string;
  step: 'recipient' | 'choice' | 'values' | 'preview';
  /** The open room of the person, where there is one. */
  roomId?: string;
  /** Whether the sender began in it, and so sees what is sent. */
  isHere?: boolean;
  numberId?: string;
  to?: WhatsAppAddress;
  /** What the person is called, for the eyes of the sender. */
  recipient: string;
  /** Who gets the answer when the sender is not there. */
  departmentId?: string;
  /** What blanks may be filled in with. */
  facts: Facts;
  search: string;
  /** Counts from 0. */
  page: number;
  templateId?: string;
  /** Cards of a carousel beyond those that it was made with, where it takes more. */
  moreCards?: number;
  values: TemplateValues;
  /** Files that headers may show: of the person's room, and what the sender gave to our bot. */
  files: AttachedFile[];
  /** Counts the times that values were entered: each may be sent once. */
  revision: number;
  /** Unix milliseconds. */
  begunAt: number;
}

/** What is known of a conversation, by the words that stand for it in blanks. */
export type Facts = Partial<Record<string, string>>;

export interface Drafts {
  find(id: string): Promise<Draft | undefined>;
  save(draft: Draft): Promise<void>;
}

/** The catalogs that numbers' templates with products were sent with last: Meta's ids of them. */
export interface Catalogs {
  lastOf(numberId: string): Promise<string | undefined>;
  remember(numberId: string, catalogId: string): Promise<void>;
}

/** A file that stands in a room. */
export interface RecentFile {
  id: string;
  name: string;
  mimeType: string;
}

/** What the dialogue looks up in rooms. */
export interface RoomFiles {
  /** The last files of a room, the newest first. */
  recent(roomId: string): Promise<RecentFile[]>;
  /** The last files that a user sent to our bot in direct messages, the newest first. */
  sentToBot(username: string): Promise<RecentFile[]>;
}
