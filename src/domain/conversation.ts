import type { WhatsAppAddress } from './contact';

/** One contact's exchange with one of our numbers, over all the rooms that it passes through. */
export interface Conversation {
  contactId: string;
  numberId: string;
  /** The room in use, or the last one; absent while no room could be opened yet. */
  roomId?: string;
  /** Where answers go: the address that wrote last, never a normalised one. */
  replyTo: WhatsAppAddress;
  /** Unix milliseconds of the customer's last message: the customer service window ends 24 h later. */
  lastInboundAt: number;
  /** When the customer was told that nobody is there; gone once a room opens. */
  offlineToldAt?: number;
  /**
   * Unix milliseconds. Until then messages may still be on their way into their places: those of the customer that
   * waited for somebody to be there, and those of agents that waited for the customer to write.
   */
  catchUpUntil?: number;
  /** What else the customer was told by us in this room, by the keys of the sentences; each once. */
  told?: string[];
}

export function conversationId(contactId: string, numberId: string): string {
  return `${contactId}@${numberId}`;
}
