import type { Result } from '../../domain/failure';
import type { InboundEvent } from '../../domain/inbound';
import type { Route } from '../../domain/outreach';
import type { MediaReference, MessageLink } from '../ports';

/** An event of a webhook between its acceptance and its handling. */
export interface InboxEntry {
  key: string;
  numberId: string;
  event: InboundEvent;
  /** Unix milliseconds. */
  receivedAt: number;
  /** How often handling it was tried in vain. */
  attempts?: number;
  /** True while it waits for somebody to be there. */
  held?: boolean;
  /** Who should get it, while it is held; the number's department gets it as well when it is there first. */
  wanted?: Route;
}

export interface HeldBefore {
  /** What this server has now, the oldest first. */
  taken: InboxEntry[];
  /** False when somebody else, or this server's own queue, has one that comes after those and before the event. */
  complete: boolean;
}

export interface Inbox {
  /**
   * Stores the event; the record is at once the deduplication claim and the recovery log.
   * @returns false when the event is known already, on this server or another one.
   */
  claim(entry: InboxEntry): Promise<boolean>;
  /** Marks an event as handled for the retention time. */
  done(entry: InboxEntry, link?: MessageLink): Promise<void>;
  /** Puts an event off: it comes up again with the abandoned ones after that time. */
  postpone(entry: InboxEntry, milliseconds: number): Promise<void>;
  /**
   * Takes over events that were accepted and that nobody works on any more.
   * @param isDue leaves events alone that have nothing to gain from a try just now
   * @param onTaken gets each at the very moment from which this server has it, so that it stands in line at once
   */
  takeAbandoned(
    isDue: (entry: InboxEntry) => Promise<boolean>,
    onTaken: (entry: InboxEntry) => void,
  ): Promise<void>;
  /** Whether another server is busy with an earlier event of the same line. No call to the host on a single server. */
  isAhead(entry: InboxEntry): Promise<boolean>;
  /** Takes over the earlier events of the same line that were held. */
  takeHeldBefore(entry: InboxEntry): Promise<HeldBefore>;
}

/** Code of the failure when a room cannot go where it should because nobody is there. */
export const NOBODY_THERE = 'error-no-agents-online-in-department';

/** What a bot's buttons do with a room. The host's refusals are failures; what it may do later throws. */
export interface RoomControl {
  /**
   * To somebody of a department. Nothing happens where a person of it serves the room already.
   * @param department name or id
   */
  handOver(roomId: string, department: string): Promise<Result<void>>;
  /** Nothing happens to a room that is closed already. */
  close(roomId: string, comment: string): Promise<Result<void>>;
}

/** A file that could not be fetched when it came. */
export interface LostFile {
  wamid: string;
  numberId: string;
  contactId: string;
  roomId: string;
  /** The bot's message in its place. */
  noteId: string;
  file: MediaReference & { mimeType: string; filename: string };
  /** Unix milliseconds, by WhatsApp's clock. */
  sentAt: number;
}

export interface LostFiles {
  save(file: LostFile): Promise<void>;
  find(wamid: string): Promise<LostFile | undefined>;
  remove(wamid: string): Promise<void>;
}

/** How a customer's reaction is shown: as our bot's reaction, or as a note. */
export interface ShownReaction {
  shortcode?: string;
  noteId?: string;
}

export interface Reactions {
  /** @param by the customer, or the business */
  find(wamid: string, by: string): Promise<ShownReaction | undefined>;
  save(wamid: string, by: string, shown: ShownReaction): Promise<void>;
}
