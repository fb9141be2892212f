import { LIMITS } from '../../domain/limits';
import type { ConnectedNumber } from '../../domain/number';
import type { Clock } from '../ports';
import { Recent } from '../recent';
import { TokenBucket } from './tokenBucket';

/** Pairs of number and customer that are remembered; one that is forgotten starts with a full burst. */
const PAIRS = 10_000;

/** Whose turn it is, in this order: what a person waits for, what goes out by itself, what goes to many. */
const URGENCIES = ['reply', 'automatic', 'bulk'] as const;

export type Urgency = (typeof URGENCIES)[number];

/**
 * What bulk jobs may take of a number's rate. The rest is for replies, those of other servers too, and for a server
 * that goes on where another one died without knowing what that one had just sent.
 */
const BULK_SHARE = 0.75;

export interface Turn {
  number: ConnectedNumber;
  contactId: string;
  urgency: Urgency;
}

/**
 * Keeps each server within WhatsApp's rates, so that its refusals stay the exception. Several servers over one number
 * do not know of each other; what they send too fast together is refused, and tried again.
 */
export class Pace {
  private readonly gates = new Map<string, Gate>();
  private readonly pairs = new Recent<TokenBucket>(PAIRS);

  constructor(private readonly clock: Clock) {}

  /** Resolves when the message may go. To be asked for one message of a conversation at a time. */
  async turn({ number, contactId, urgency }: Turn): Promise<void> {
    const pair = this.pair(number, contactId);
    const pause = pair.pause(this.clock.now());
    if (pause > 0) {
      await this.clock.sleep(pause);
    }
    pair.take(this.clock.now());
    if (urgency === 'bulk') {
      await this.bulkGate(number).pass(urgency);
    }
    await this.gate(number).pass(urgency);
  }

  private pair({ id, pace }: ConnectedNumber, contactId: string): TokenBucket {
    const { interval, burst } = pace?.pair ?? LIMITS.pair;
    // Another pace counts at once.
    const key = `${id}:${contactId}:${interval}:${burst}`;
    const bucket = this.pairs.get(key) ?? new TokenBucket(burst, 1_000 / interval, this.clock.now());
    this.pairs.set(key, bucket);
    return bucket;
  }

  private gate(number: ConnectedNumber): Gate {
    const perSecond = rateOf(number);
    return this.gateOf(number.id, perSecond, perSecond);
  }

  /** One by one: a full burst after a start would come on top of what the server before has just sent. */
  private bulkGate(number: ConnectedNumber): Gate {
    return this.gateOf(`${number.id}:bulk`, rateOf(number) * BULK_SHARE, 1);
  }

  private gateOf(name: string, perSecond: number, burst: number): Gate {
    const known = this.gates.get(name);
    if (known?.perSecond === perSecond) {
      return known;
    }
    const gate = new Gate(this.clock, perSecond, burst);
    this.gates.set(name, gate);
    return gate;
  }
}

/** Messages a second that WhatsApp takes of a number. */
export function rateOf({ pace }: ConnectedNumber): number {
  return pace?.perSecond ?? LIMITS.throughput;
}

/** A way out: so many a second, the most urgent first. */
class Gate {
  private readonly waiting: { urgency: Urgency; go: () => void }[] = [];
  private readonly bucket: TokenBucket;
  private opening = false;

  constructor(
    private readonly clock: Clock,
    readonly perSecond: number,
    burst: number,
  ) {
    this.bucket = new TokenBucket(burst, perSecond, clock.now());
  }

  pass(urgency: Urgency): Promise<void> {
    const now = this.clock.now();
    if (this.waiting.length === 0 && this.bucket.pause(now) === 0) {
      this.bucket.take(now);
      return Promise.resolve();
    }
    return new Promise((go) => {
      this.waiting.push({ urgency, go });
      void this.open();
    });
  }

  private async open(): Promise<void> {
    if (this.opening) {
      return;
    }
    this.opening = true;
    while (this.waiting.length > 0) {
      const pause = this.bucket.pause(this.clock.now());
      if (pause > 0) {
        await this.clock.sleep(pause);
        continue;
      }
      this.bucket.take(this.clock.now());
      this.next()?.go();
    }
    this.opening = false;
  }

  private next(): { go: () => void } | undefined {
    const first = URGENCIES.map((wanted) => this.waiting.findIndex(({ urgency }) => urgency === wanted)).find(
      (place) => place >= 0,
    );
    return first === undefined ? undefined : this.waiting.splice(first, 1)[0];
  }
}
