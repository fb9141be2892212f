import { newUserId } from '../ids';
import { NotFoundError } from '../not-found';
import type { ChatMessage, NumberRecord, PhoneRecord } from '../state/records';
import type { World } from '../world';
import { callEvents, identityChange, marketingPreference } from './changes';
import { type CustomerMessage, readyMessage } from './kinds';
import { Pen } from './pen';

/** How long a message of a business is waited for, in ms: a sender may have to recover from a crash first. */
const PATIENCE_MS = 90_000;

/**
 * Hold on a customer's phone: what its owner does with it, and what has arrived there. Business numbers are named by
 * any reference that `State.findNumber` takes. Webhooks go out by themselves; nothing here waits for them.
 */
export class Phone {
  private readonly pen: Pen;

  constructor(
    private readonly world: World,
    readonly record: PhoneRecord,
  ) {
    this.pen = new Pen(world);
  }

  /** What businesses sent and the phone has received, oldest first. */
  get inbox(): ChatMessage[] {
    return [...this.world.state.messages.values()].filter(
      (message) =>
        message.phoneId === this.record.id && message.direction === 'outbound' && hasArrived(message),
    );
  }

  /** Everything written between this phone and a number, in both directions, arrived or not. */
  chat(number: string): ChatMessage[] {
    return [...this.world.state.history(this.numberOf(number).id, this.record.id)];
  }

  /** Whether the business is shown as typing at this moment. */
  seesTyping(number: string): boolean {
    const { typingUntil = 0 } = this.world.state.chat(this.numberOf(number).id, this.record.id);
    return typingUntil > this.world.clock.now();
  }

  /** @throws ValiError for a malformed message, Error for an unknown number or a tap on what nobody offered. */
  send(to: string, message: CustomerMessage): ChatMessage {
    return this.pen.write(this.record, this.numberOf(to), readyMessage(message));
  }

  /** Sends several at once, as an album of photos goes out: a webhook each, at the same time. */
  sendAlbum(to: string, messages: CustomerMessage[]): ChatMessage[] {
    return messages.map((message) => this.send(to, message));
  }

  /** Reacts to a message of a chat; without an emoji, takes the reaction back. */
  react(number: string, wamid: string, emoji?: string): ChatMessage {
    return this.send(number, { kind: 'reaction', to: wamid, ...(emoji ? { emoji } : {}) });
  }

  /** Opens the chat: everything received in it is read. */
  async read(number: string): Promise<void> {
    const received = this.chat(number).filter(
      (message) => message.direction === 'outbound' && hasArrived(message),
    );
    await Promise.all(received.map((message) => this.world.statuses.read(message)));
  }

  /** Listens to a voice note. @throws Error when it isn't on this phone. */
  async play(wamid: string): Promise<void> {
    const note = this.inbox.find((message) => message.wamid === wamid);
    if (!note) {
      throw new NotFoundError('received message', wamid);
    }
    await this.world.statuses.report(note, 'played');
  }

  /** Edits an own text within 15 minutes. Coexistence numbers get an edit, others an unsupported message. */
  edit(wamid: string, text: string): void {
    this.pen.edit(this.record, wamid, text);
  }

  /** Deletes an own message for everyone, within 2 days. Only coexistence numbers hear of it. */
  revoke(wamid: string): void {
    this.pen.revoke(this.record, wamid);
  }

  /** Moves to another phone number; the user id changes with it. */
  changeNumber(waId: string): void {
    this.changeIdentity({ waId, userId: this.newUserId() });
  }

  /** Gets another user id while the number stays. */
  changeUserId(): void {
    this.changeIdentity({ userId: this.newUserId() });
  }

  /** Changes settings of the phone. What was held up while it was offline arrives when it is back. */
  set(changes: Partial<Omit<PhoneRecord, 'id' | 'waId' | 'userId'>>): void {
    const wasOffline = !this.record.online;
    Object.assign(this.record, changes);
    this.world.state.changed();
    if (wasOffline && this.record.online) {
      this.world.statuses.resume(this.record.id);
    }
  }

  /** Calls the business and hangs up. Opens the customer service window as a message does. */
  call(to: string): void {
    const number = this.numberOf(to);
    const now = this.world.clock.now();
    this.world.state.chat(number.id, this.record.id).lastInboundAt = now;
    this.world.state.changed();
    for (const event of callEvents(number, this.record, now)) {
      void this.world.outbox.emit(number, event);
    }
  }

  /** Stops marketing messages of the business, or wants them again. */
  preferMarketing(to: string, value: 'stop' | 'resume'): void {
    const number = this.numberOf(to);
    void this.world.outbox.emit(
      number,
      marketingPreference(number, this.record, value, this.world.clock.now()),
    );
  }

  /** Waits for a message of a business, or takes one that is there already. @throws Error when none comes in time. */
  receives(matches: (message: ChatMessage) => boolean, withinMs = PATIENCE_MS): Promise<ChatMessage> {
    const known = this.inbox.find(matches);
    if (known) {
      return Promise.resolve(known);
    }
    const { arrivals } = this.world;
    return new Promise((resolve, reject) => {
      const look = (message: ChatMessage): void => {
        if (message.phoneId === this.record.id && matches(message)) {
          clearTimeout(timer);
          arrivals.off('delivered', look);
          resolve(message);
        }
      };
      const timer = setTimeout(() => {
        arrivals.off('delivered', look);
        const others = this.inbox.map(({ preview }) => preview).join(' | ') || 'nothing';
        reject(
          new Error(
            `No such message reached ${this.record.name} within ${withinMs} ms. There was: ${others}`,
          ),
        );
      }, withinMs);
      arrivals.on('delivered', look);
    });
  }

  private changeIdentity(changes: Partial<PhoneRecord>): void {
    const before = { ...this.record };
    Object.assign(this.record, changes);
    this.world.state.changed();
    for (const { numberId } of this.world.state.chatsOf(this.record.id)) {
      const number = this.numberOf(numberId);
      void this.world.outbox.emit(
        number,
        identityChange(number, before, this.record, this.world.clock.now()),
      );
    }
  }

  private newUserId(): string {
    return newUserId(this.record.userId.slice(0, 2));
  }

  private numberOf(reference: string): NumberRecord {
    const number = this.world.state.findNumber(reference, this.record.id);
    if (!number) {
      throw new NotFoundError('business number', reference);
    }
    return number;
  }
}

function hasArrived({ statuses, type }: ChatMessage): boolean {
  return statuses.some(({ status }) => status === 'delivered' || (type === 'reaction' && status === 'sent'));
}
