import type { Contact, Sender, WhatsAppAddress } from '../domain/contact';
import type { Conversation } from '../domain/conversation';
import { ok, type Failure, type Result } from '../domain/failure';
import type { InboundMessage } from '../domain/inbound';
import { LIMITS } from '../domain/limits';
import type { ConnectedNumber } from '../domain/number';
import type { Route } from '../domain/outreach';
import { serviceWindowEnd } from '../domain/window';
import { identityOf, type Identities } from './identities';
import { VISITOR_GONE, type Clock, type Conversations, type Livechat, type Locks, type Room } from './ports';
import type { Routing } from './outreach/routing';
import { Recent } from './recent';

/** Conversations kept in memory; a record of one is about a kilobyte. */
const REMEMBERED = 5_000;
/** How far the stored time of the customer's last message may lag behind, milliseconds. */
const WINDOW_LAG = 5 * 60_000;
/** After a silence of so long the customer service window may have been closed, milliseconds. */
const LONG_SILENCE = LIMITS.serviceWindow - 60 * 60_000;
/** How long what waited may take to be on its way: the job that looks after it runs every 15 s, milliseconds. */
const CATCH_UP = 60_000;

export interface OpenConversation {
  contact: Contact;
  conversation: Conversation & { roomId: string };
  room: Room;
  /** True when the room was opened for this message. */
  fresh: boolean;
  /** True for a while after nobody was there, or the customer had been silent for long: messages may be waiting. */
  isCatchingUp: boolean;
  /** True when this message opened the customer service window again, in a room that was open all the time. */
  reopened: boolean;
}

/** The room, or why the host opens none (nobody online, channel blocked) and whom it would have been for. */
export type Opening = { ok: true; value: OpenConversation } | { ok: false; failure: Failure; wanted?: Route };

export interface KnownConversation {
  contact: Contact;
  conversation?: Conversation;
}

interface Known extends KnownConversation {
  /** `lastInboundAt` as the database has it. */
  storedInboundAt: number;
}

/** Which room somebody's words belong in: one open room a contact and number. */
export class ConversationService {
  private readonly recent = new Recent<Known>(REMEMBERED);

  constructor(
    private readonly identities: Identities,
    private readonly conversations: Conversations,
    private readonly livechat: Livechat,
    private readonly locks: Locks,
    private readonly routing: Pick<Routing, 'routeOf' | 'wanted'>,
    private readonly clock: Clock,
  ) {}

  /** The open room for what a sender wrote, opened now if there is none. The contact is kept where there is no room. */
  async open(
    number: ConnectedNumber,
    message: Pick<InboundMessage, 'sender' | 'sentAt' | 'quotes'>,
  ): Promise<Opening> {
    const { sender, sentAt } = message;
    const key = senderKey(number, sender);
    const known = this.recent.get(key) ?? (await this.load(number, sender));
    const room = await this.openRoomOf(known?.conversation);
    if (known?.conversation && room) {
      return ok(await this.continue(key, known, room, sender, sentAt));
    }
    return this.locks.hold(`room:${key}`, () => this.reopen(key, number, message));
  }

  /** Whom a sender is to us, for events that open no room. */
  find(number: ConnectedNumber, address: WhatsAppAddress): Promise<KnownConversation | undefined> {
    return this.load(number, address);
  }

  /** The room in use, when it is open. */
  async openRoomOf(conversation: Conversation | undefined): Promise<Room | undefined> {
    const room = await this.lastRoomOf(conversation);
    return room?.isOpen ? room : undefined;
  }

  /** The room in use, or the one that was until it was closed. */
  async lastRoomOf(conversation: Conversation | undefined): Promise<Room | undefined> {
    return conversation?.roomId ? this.livechat.room(conversation.roomId) : undefined;
  }

  /** Notes that the customer was told that nobody is there. @returns undefined when that was so already. */
  async tellOffline(
    number: ConnectedNumber,
    sender: Sender,
    sentAt: number,
  ): Promise<Conversation | undefined> {
    const known = await this.load(number, sender);
    if (!known || known.conversation?.offlineToldAt) {
      return undefined;
    }
    const conversation: Conversation = {
      ...(known.conversation ?? { contactId: known.contact.id, numberId: number.id }),
      replyTo: addressOf(sender),
      lastInboundAt: sentAt,
      offlineToldAt: this.clock.now(),
    };
    await this.conversations.save(conversation);
    return conversation;
  }

  /** Notes that the customer was told something in this room. @returns false when that was so already. */
  async tell(opened: OpenConversation, what: string): Promise<boolean> {
    const { contactId, numberId } = opened.conversation;
    const stored =
      (await this.conversations.find(contactId, numberId, { fresh: true })) ?? opened.conversation;
    const told = stored.told ?? [];
    if (told.includes(what)) {
      return false;
    }
    await this.conversations.save({ ...stored, told: [...told, what] });
    // What is remembered of the conversation is saved again later, and must not forget this.
    opened.conversation.told = [...told, what];
    return true;
  }

  /** A person is called something else from now on. @returns undefined when nobody here knows that person */
  async move(
    number: ConnectedNumber,
    from: WhatsAppAddress,
    to: WhatsAppAddress,
  ): Promise<KnownConversation | undefined> {
    const contact = await this.identities.find(from);
    if (!contact) {
      return undefined;
    }
    const moved = await this.identities.refresh(contact, to);
    this.recent.delete(senderKey(number, from));
    this.recent.delete(senderKey(number, to));
    const all = await this.all(moved, number);
    for (const conversation of all) {
      await this.conversations.save({ ...conversation, replyTo: addressOf(moved) });
    }
    return { contact: moved, conversation: all[0] };
  }

  private async reopen(
    key: string,
    number: ConnectedNumber,
    { sender, sentAt, quotes }: Pick<InboundMessage, 'sender' | 'sentAt' | 'quotes'>,
  ): Promise<Opening> {
    const known = await this.load(number, sender);
    const room = await this.openRoomOf(known?.conversation);
    if (known?.conversation && room) {
      return ok(await this.continue(key, known, room, sender, sentAt));
    }
    const person = known
      ? await this.identities.refresh(known.contact, sender)
      : await this.identities.introduce(number, sender);
    const { lastInboundAt, offlineToldAt } = known?.conversation ?? {};
    // What was written while nobody was there still waits, and may be the answer; so may what is tried once more.
    const isAnswered = offlineToldAt === undefined && (lastInboundAt ?? 0) < sentAt;
    const answeredAt = isAnswered ? lastInboundAt : undefined;
    const wanted = await this.routing.wanted(number, { sender: person, quotes, answeredAt });
    const route = await this.routing.routeOf(number, wanted);
    const { contact, opened } = await this.roomFor(person, number, route);
    if (!opened.ok) {
      return { ...opened, wanted };
    }
    const catchUpUntil = this.catchUpUntil(known?.conversation, sentAt);
    const conversation = {
      contactId: contact.id,
      numberId: number.id,
      roomId: opened.value.id,
      replyTo: addressOf(sender),
      lastInboundAt: sentAt,
      ...(catchUpUntil && { catchUpUntil }),
    };
    await this.conversations.save(conversation);
    this.recent.set(key, { contact, conversation, storedInboundAt: sentAt });
    const isCatchingUp = this.isCatchingUp(conversation);
    return ok({ contact, conversation, room: opened.value, fresh: true, isCatchingUp, reopened: false });
  }

  /** For somebody whose contact was deleted meanwhile, as a new visitor. */
  private async roomFor(
    person: Contact,
    number: ConnectedNumber,
    route: Route,
  ): Promise<{ contact: Contact; opened: Result<Room> }> {
    const opened = await this.livechat.openRoom(person, number, route);
    if (opened.ok || opened.failure.code !== VISITOR_GONE) {
      return { contact: person, opened };
    }
    const contact = await this.identities.renew(number, person);
    return { contact, opened: await this.livechat.openRoom(contact, number, route) };
  }

  private async continue(
    key: string,
    known: Known,
    room: Room,
    sender: Sender,
    sentAt: number,
  ): Promise<OpenConversation> {
    const contact = await this.identities.refresh(known.contact, sender);
    const { offlineToldAt, ...before } = known.conversation!;
    const reopened = await this.isReopened(before, sentAt);
    const wasAbsent = offlineToldAt !== undefined;
    const catchUpUntil = this.catchUpUntil(known.conversation, sentAt);
    const conversation = {
      ...before,
      ...(catchUpUntil && { catchUpUntil }),
      roomId: room.id,
      replyTo: addressOf(sender),
      lastInboundAt: Math.max(before.lastInboundAt, sentAt),
    };
    let { storedInboundAt } = known;
    const isOutdated = conversation.lastInboundAt - storedInboundAt > WINDOW_LAG;
    if (isOutdated || wasAbsent || !sameAddress(before, conversation)) {
      await this.conversations.save(conversation);
      storedInboundAt = conversation.lastInboundAt;
    }
    this.recent.set(key, { contact, conversation, storedInboundAt });
    const isCatchingUp = this.isCatchingUp(conversation);
    return { contact, conversation, room, fresh: false, isCatchingUp, reopened };
  }

  /** Set anew by a message that comes when others may be waiting, else as it was. */
  private catchUpUntil(before: Conversation | undefined, sentAt: number): number | undefined {
    const wasSilent = before !== undefined && sentAt - before.lastInboundAt > LONG_SILENCE;
    return before?.offlineToldAt || wasSilent ? this.clock.now() + CATCH_UP : before?.catchUpUntil;
  }

  private isCatchingUp({ catchUpUntil = 0 }: Conversation): boolean {
    return catchUpUntil > this.clock.now();
  }

  /** Another server may have handled a message in between, so what would be news is looked up first. */
  private async isReopened(
    { contactId, numberId, lastInboundAt }: Conversation,
    sentAt: number,
  ): Promise<boolean> {
    if (sentAt < serviceWindowEnd(lastInboundAt)) {
      return false;
    }
    const stored = await this.conversations.find(contactId, numberId, { fresh: true });
    return stored === undefined || sentAt >= serviceWindowEnd(stored.lastInboundAt);
  }

  private async load(number: ConnectedNumber, address: WhatsAppAddress): Promise<Known | undefined> {
    const contact = await this.identities.find(address);
    if (!contact) {
      return undefined;
    }
    const [conversation] = await this.all(contact, number);
    return { contact, conversation, storedInboundAt: conversation?.lastInboundAt ?? 0 };
  }

  /** A contact's conversations with a number, those of contacts that became part of it too, the last one first. */
  private async all(contact: Contact, number: ConnectedNumber): Promise<Conversation[]> {
    const ids = [contact.id, ...(contact.absorbed ?? [])];
    const found = await Promise.all(ids.map((id) => this.conversations.find(id, number.id, { fresh: true })));
    return found
      .filter((conversation) => conversation !== undefined)
      .sort((a, b) => b.lastInboundAt - a.lastInboundAt);
  }
}

function senderKey(number: ConnectedNumber, address: WhatsAppAddress): string {
  return `${number.id}:${identityOf(address)}`;
}

function addressOf({ groupId, waId, userId }: WhatsAppAddress): Conversation['replyTo'] {
  if (groupId) {
    return { groupId };
  }
  return { ...(waId ? { waId } : {}), ...(userId ? { userId } : {}) };
}

function sameAddress(a: Conversation, b: Conversation): boolean {
  return a.replyTo.waId === b.replyTo.waId && a.replyTo.userId === b.replyTo.userId;
}
