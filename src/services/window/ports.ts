import type { Conversation } from '../../domain/conversation';

/** What names a conversation. */
export type ConversationRef = Pick<Conversation, 'contactId' | 'numberId'>;

/** Conversations by when their customer service window ends. */
export interface WindowEnds {
  /**
   * Those whose window may end between two moments, Unix milliseconds: all that do, and some whose customers have
   * written again since.
   */
  endingBetween(from: number, to: number): Promise<ConversationRef[]>;
}

/** A free entry point, as far as webhooks told of it. Unix milliseconds. */
export interface FreeEntrySigns {
  /** When the customer last came from an advertisement. */
  referredAt?: number;
  /** The end of the window, where one was opened. */
  freeUntil?: number;
}

export interface FreeEntries {
  note(conversation: ConversationRef, signs: FreeEntrySigns): Promise<void>;
  of(conversation: ConversationRef): Promise<FreeEntrySigns>;
}

/** The reminder of one window, which one server gives once. */
export interface Reminder extends ConversationRef {
  /** The conversation, and the customer's message that opened the window. */
  key: string;
}

export interface Reminders {
  /** @returns false when somebody gives the reminder, or has given it */
  claim(reminder: Reminder): Promise<boolean>;
  /** Ends a reminder that was given, or has become needless. */
  done(reminder: Reminder): Promise<void>;
  /** Puts one off that could not be given; it comes up again with the abandoned ones. */
  postpone(reminder: Reminder, milliseconds: number): Promise<void>;
  /** What a server left behind when it ended. */
  abandoned(): Promise<Reminder[]>;
}
