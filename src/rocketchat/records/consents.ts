import type { Consents } from '../../services/earlierWebhook';
import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

/** So long a question may wait for its answer, milliseconds. */
const LIFE = 10 * 60_000;

interface Asked {
  digest: string;
  askedAt: number;
}

/** The last question to each user; not all clients tell with a form what it showed. */
export class ConsentRecords implements Consents {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async ask(userId: string, digest: string): Promise<void> {
    const asked: Asked = { digest, askedAt: this.clock.now() };
    await this.forget(userId);
    await this.records.add([key(userId), dayKey(asked.askedAt)], asked);
  }

  async wasAsked(userId: string, digest?: string): Promise<boolean> {
    const asked = await this.records.find<Asked>(key(userId));
    const isMeant = (one: Asked): boolean => digest === undefined || one.digest === digest;
    return asked.some((one) => isMeant(one) && one.askedAt + LIFE > this.clock.now());
  }

  forget(userId: string): Promise<void> {
    return this.records.remove(key(userId));
  }
}

function key(userId: string): string {
  return `webhook-consent:${userId}`;
}
