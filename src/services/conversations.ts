import { randomBytes, randomUUID } from 'node:crypto';

import type { Contact, Sender } from '../domain/contact';
import type { Conversation } from '../domain/conversation';
import { ok, type Result } from '../domain/failure';
import type { ConnectedNumber } from '../domain/number';
import { canonicalForm, displayPhone } from '../whatsapp/phone';
import type { Clock, Contacts, Conversations, Livechat, Locks, Room } from './ports';
import { Recent } from './recent';

/** Conversations kept in memory; a record of one is about a kilobyte. */
const REMEMBERED = 5_000;
/** How far the stored time of the customer's last message may lag behind, milliseconds. */
const WINDOW_LAG = 5 * 60_000;

export interface OpenConversation {
  contact: Contact;
  conversation: Conversation & { roomId: string };
  room: Room;
  /** True when the room was opened for this message. */
  fresh: boolean;
}

/** Why no room could be opened, with the conversation that waits for one. */
export interface Unopened {
  contact: Contact;
  conversation: Conversation;
}

interface Known {
  contact: Contact;
  conversation?: Conversation;
  /** `lastInboundAt` as the database has it. */
  storedInboundAt: number;
}

/** Who wrote, and which room their words belong in: one contact a person, one open room a contact and number. */
export class ConversationService {
  private readonly recent = new Recent<Known>(REMEMBERED);

  constructor(
    private readonly contacts: Contacts,
    private readonly conversations: Conversations,
    private readonly livechat: Livechat,
    private readonly locks: Locks,
    private readonly clock: Clock,
  ) {}

  /**
   * The open room for what a sender wrote, opened now if there is none. Where the host refuses a room
   * (nobody online, channel blocked) its failure is returned and the contact is kept.
   */
  async open(number: ConnectedNumber, sender: Sender, sentAt: number): Promise<Result<OpenConversation>> {
    const key = senderKey(number, sender);
    const known = this.recent.get(key) ?? (await this.load(number, sender));
    const room = known?.conversation?.roomId
      ? await this.livechat.room(known.conversation.roomId)
      : undefined;
    if (known && room?.isOpen) {
      return ok(await this.continue(key, known, room, sender, sentAt));
    }
    return this.locks.hold(`room:${key}`, () => this.reopen(key, number, sender, sentAt));
  }

  /** Notes that the customer was told that nobody is there. @returns false when that was so already. */
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

  private async reopen(
    key: string,
    number: ConnectedNumber,
    sender: Sender,
    sentAt: number,
  ): Promise<Result<OpenConversation>> {
    const known = await this.load(number, sender);
    const earlier = known?.conversation?.roomId
      ? await this.livechat.room(known.conversation.roomId)
      : undefined;
    if (known && earlier?.isOpen) {
      return ok(await this.continue(key, known, earlier, sender, sentAt));
    }
    const contact = known ? await this.refresh(known.contact, sender) : await this.introduce(number, sender);
    const opened = await this.livechat.openRoom(contact, number);
    if (!opened.ok) {
      return opened;
    }
    const conversation = {
      contactId: contact.id,
      numberId: number.id,
      roomId: opened.value.id,
      replyTo: addressOf(sender),
      lastInboundAt: sentAt,
    };
    await this.conversations.save(conversation);
    this.recent.set(key, { contact, conversation, storedInboundAt: sentAt });
    return ok({ contact, conversation, room: opened.value, fresh: true });
  }

  private async continue(
    key: string,
    known: Known,
    room: Room,
    sender: Sender,
    sentAt: number,
  ): Promise<OpenConversation> {
    const contact = await this.refresh(known.contact, sender);
    const before = known.conversation!;
    const conversation = {
      ...before,
      roomId: room.id,
      replyTo: addressOf(sender),
      lastInboundAt: Math.max(before.lastInboundAt, sentAt),
    };
    let { storedInboundAt } = known;
    if (conversation.lastInboundAt - storedInboundAt > WINDOW_LAG || !sameAddress(before, conversation)) {
      await this.conversations.save(conversation);
      storedInboundAt = conversation.lastInboundAt;
    }
    this.recent.set(key, { contact, conversation, storedInboundAt });
    return { contact, conversation, room, fresh: false };
  }

  private async load(number: ConnectedNumber, sender: Sender): Promise<Known | undefined> {
    const contact = await this.contacts.find(sender);
    if (!contact) {
      return undefined;
    }
    const conversation = await this.conversations.find(contact.id, number.id, { fresh: true });
    return { contact, conversation, storedInboundAt: conversation?.lastInboundAt ?? 0 };
  }

  /** A person may write to two of our numbers for the first time at once. */
  private introduce(number: ConnectedNumber, sender: Sender): Promise<Contact> {
    return this.locks.hold(`contact:${identityOf(sender)}`, async () => {
      return (await this.contacts.find(sender)) ?? (await this.create(number, sender));
    });
  }

  private async create(number: ConnectedNumber, sender: Sender): Promise<Contact> {
    const visitor = await this.livechat.registerVisitor({
      token: randomBytes(24).toString('hex'),
      name: nameOf(sender),
      phone: sender.waId && `+${sender.waId}`,
      departmentId: number.departmentId,
    });
    const contact = { ...sender, id: randomUUID(), visitorId: visitor.id, visitorToken: visitor.token };
    await this.contacts.save(contact);
    return contact;
  }

  /** Takes over what the webhook newly says of a person; what it leaves out stays. */
  private async refresh(contact: Contact, sender: Sender): Promise<Contact> {
    const merged = { ...contact, ...withoutUndefined(sender) };
    if (Object.keys(sender).every((field) => same(contact, merged, field as keyof Sender))) {
      return contact;
    }
    await this.contacts.save(merged);
    return merged;
  }
}

function senderKey(number: ConnectedNumber, sender: Sender): string {
  return `${number.id}:${identityOf(sender)}`;
}

function identityOf({ groupId, userId, waId = '' }: Sender): string {
  return groupId ?? userId ?? canonicalForm(waId);
}

function addressOf({ groupId, waId, userId }: Sender): Conversation['replyTo'] {
  if (groupId) {
    return { groupId };
  }
  return { ...(waId ? { waId } : {}), ...(userId ? { userId } : {}) };
}

function sameAddress(a: Conversation, b: Conversation): boolean {
  return a.replyTo.waId === b.replyTo.waId && a.replyTo.userId === b.replyTo.userId;
}

function same(a: Sender, b: Sender, field: keyof Sender): boolean {
  return a[field] === b[field];
}

function nameOf(sender: Sender): string | undefined {
  return sender.name ?? sender.username ?? (sender.waId && displayPhone(sender.waId));
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}
