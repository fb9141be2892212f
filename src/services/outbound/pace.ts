import { LIMITS } from '../../domain/limits';
import type { ConnectedNumber } from '../../domain/number';
import type { Clock } from '../ports';
import { Recent } from '../recent';
import { TokenBucket } from './tokenBucket';

/** Pairs of number and customer that are remembered; one that is forgotten starts with a full burst. */
const PAIRS = 10_000;

/** Whose turn it is: what a person waits for goes before everything that goes out by itself. */
export type Urgency = 'reply' | 'automatic';

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
    await this.gate(number).pass(urgency);
  }

  private pair({ id, pace }: ConnectedNumber, contactId: string): TokenBucket {
    const key = `${id}:${contactId}`;
    const { interval, burst } = pace?.pair ?? LIMITS.pair;
    const bucket = this.pairs.get(key) ?? new TokenBucket(burst, 1_000 / interval, this.clock.now());
    this.pairs.set(key, bucket);
    return bucket;
  }

  private gate({ id, pace }: ConnectedNumber): Gate {
    const perSecond = pace?.perSecond ?? LIMITS.throughput;
    const known = this.gates.get(id);
    if (known?.perSecond === perSecond) {
      return known;
    }
    const gate = new Gate(this.clock, perSecond);
    this.gates.set(id, gate);
    return gate;
  }
}

/** One number's way out: so many a second, replies first. */
class Gate {
  private readonly waiting: { urgency: Urgency; go: () => void }[] = [];
  private readonly bucket: TokenBucket;
  private opening = false;

  constructor(
    private readonly clock: Clock,
    readonly perSecond: number,
  ) {
    this.bucket = new TokenBucket(perSecond, perSecond, clock.now());
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
      const reply = this.waiting.findIndex(({ urgency }) => urgency === 'reply');
      this.waiting.splice(Math.max(reply, 0), 1)[0]?.go();
    }
    this.opening = false;
  }
}
