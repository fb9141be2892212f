import { eventKey, lineOf, timeOf, type InboundEvent } from '../domain/inbound';
import type { ConnectedNumber } from '../domain/number';
import { text } from '../domain/text';
import type { WebhookItem } from '../whatsapp/webhook';
import type { Counter } from './health/counter';
import type { EventHandler, EventHandlers, Handled } from './inbound/handler';
import type { KeyedQueue } from './keyedQueue';
import type { Inbox, InboxEntry } from './inbound/ports';
import type { Clock, Livechat, Log, Notices, Numbers } from './ports';

/** First pause before an event that could not be handled is tried again, milliseconds; it doubles from there. */
const PAUSE = 30_000;
const LONGEST_PAUSE = 60 * 60_000;
/** Tries before an event is given up: with the pauses above a little over a day. */
const TRIES = 30;
/** From when on somebody's coming may bring a held message back, milliseconds. */
const HELD = 1_000;
/** Pause between two looks whether another server is done with what comes first, milliseconds. */
const TURN = 150;

interface InboundPorts {
  clock: Clock;
  counter: Counter;
  handlers: EventHandlers;
  inbox: Inbox;
  livechat: Pick<Livechat, 'isAgentThere' | 'isSomebodyThere'>;
  log: Log;
  notices: Notices;
  numbers: Numbers;
  queue: KeyedQueue;
}

/** From WhatsApp to rooms: accept fast, handle in order, forget nothing. */
export class InboundService {
  constructor(private readonly ports: InboundPorts) {}

  /**
   * Takes the events of one webhook. Resolves when all of them are stored, so that the webhook may be answered;
   * handling goes on after that. Rejects when one could not be stored: then the webhook must come again.
   */
  async accept(number: ConnectedNumber, items: WebhookItem[]): Promise<void> {
    const receivedAt = this.ports.clock.now();
    await Promise.all(
      items.map(({ event }) => {
        const entry = { key: eventKey(event), numberId: number.id, event, receivedAt };
        const claimed = this.ports.inbox.claim(entry);
        // Queued before the claim is answered, since the order of arrival is the order of the queue.
        void this.enqueue(
          entry,
          claimed.catch(() => false),
        );
        return claimed.then((isNew) => isNew && this.count(number.id, event));
      }),
    );
  }

  /** Takes up what another process left behind when it ended, and what was put off. */
  async resume(): Promise<void> {
    const handled: Promise<void>[] = [];
    await this.ports.inbox.takeAbandoned(this.dueNow(), (entry) => {
      handled.push(this.enqueue(entry, Promise.resolve(true), true));
    });
    await Promise.all(handled);
  }

  private count(numberId: string, { event }: InboundEvent): void {
    if (event === 'message') {
      this.ports.counter.received(numberId);
    }
  }

  private enqueue(entry: InboxEntry, claimed: Promise<boolean>, again = false): Promise<void> {
    const line = `${entry.numberId}:${lineOf(entry.event)}`;
    const handle = async (): Promise<void> => {
      if (await claimed) {
        await this.handle(entry, again);
      }
    };
    return this.ports.queue.run(line, timeOf(entry.event), handle, async () => {
      return !(await claimed) || this.isTurnOf(entry);
    });
  }

  /** Other servers may be busy with what the same customer wrote before. */
  private async isTurnOf(entry: InboxEntry): Promise<boolean> {
    try {
      if (!(await this.ports.inbox.isAhead(entry))) {
        return true;
      }
      await this.ports.clock.sleep(TURN);
      return false;
    } catch {
      // Order matters less than the message.
      return true;
    }
  }

  /** While nobody is there who could get it, a held message has nothing to gain from a try. Asked once a round. */
  private dueNow(): (entry: InboxEntry) => Promise<boolean> {
    const { livechat, numbers } = this.ports;
    const asked = new Map<string, Promise<boolean>>();
    const once = (what: string, ask: () => Promise<boolean>): Promise<boolean> => {
      const answer = asked.get(what) ?? ask();
      asked.set(what, answer);
      return answer;
    };
    const isOpen = (departmentId?: string): Promise<boolean> =>
      once(`department:${departmentId ?? ''}`, () => livechat.isSomebodyThere(departmentId));
    return async ({ held, numberId, wanted: { agentId, departmentId } = {} }) =>
      !held ||
      (await isOpen((await numbers.byId(numberId))?.departmentId)) ||
      (departmentId !== undefined && (await isOpen(departmentId))) ||
      (agentId !== undefined && (await once(`agent:${agentId}`, () => livechat.isAgentThere(agentId))));
  }

  private async handle(entry: InboxEntry, again: boolean): Promise<void> {
    try {
      const number = await this.ports.numbers.byId(entry.numberId);
      if (!number) {
        this.ports.log.warn('An event of a number that is not connected any more was dropped', {
          number: entry.numberId,
        });
        return await this.ports.inbox.done(entry);
      }
      const handler: EventHandler<InboundEvent> = this.ports.handlers[entry.event.event];
      const handled = await handler.handle(number, entry.event, { entry, again });
      if (handled.outcome === 'behind') {
        void this.enqueue(
          entry,
          this.ports.clock.sleep(TURN).then(() => true),
          again,
        );
        return;
      }
      if (handled.outcome === 'held') {
        const { wanted } = handled;
        return await this.ports.inbox.postpone({ ...entry, held: true, ...(wanted && { wanted }) }, HELD);
      }
      await this.ports.inbox.done(entry, handled.link);
      await this.follow(entry, handled);
    } catch (error) {
      await this.putOff(entry, error);
    }
  }

  /** What fails of it takes nothing from the event, which is done: a plan may let nobody welcome the customer. */
  private async follow(
    { event }: InboxEntry,
    { next }: Extract<Handled, { outcome: 'done' }>,
  ): Promise<void> {
    try {
      await next?.();
    } catch (error) {
      this.ports.log.error('What follows an event failed', { event: event.event, reason: String(error) });
    }
  }

  private async putOff(entry: InboxEntry, error: unknown): Promise<void> {
    const attempts = (entry.attempts ?? 0) + 1;
    const reason = error instanceof Error ? error.message : String(error);
    this.ports.counter.failed(entry.numberId, 'inbound');
    this.ports.log.error('An event could not be handled', { event: entry.event.event, attempts, reason });
    try {
      if (attempts < TRIES) {
        await this.ports.inbox.postpone(
          { ...entry, attempts },
          Math.min(PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE),
        );
        return;
      }
      await this.ports.inbox.done(entry);
      await this.ports.notices.toAdmins(text('notice.eventGivenUp', { tries: TRIES }));
    } catch (another) {
      // The claim's lease runs out by itself and brings the event back.
      this.ports.log.error('An event could not be put off', { reason: String(another) });
    }
  }
}
