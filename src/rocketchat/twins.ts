import { randomUUID } from 'node:crypto';

import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors';

import type { Twins } from '../services/health/ports';
import type { Clock } from '../services/ports';
import { dayKey, type Records } from './records/records';

/** Milliseconds; whoever does not answer by then is not there. */
const TIMEOUT = 5_000;

/** What our webhook endpoint says to a probe. */
export interface ProbeAnswer {
  /** Whether the app that answers works over the records of the app that asks. */
  sameRecords: boolean;
}

/**
 * Leaves a record behind and has the app at an address look for it: the same workspace under another name finds it,
 * a copy of it does not.
 */
export class ProbedTwins implements Twins {
  constructor(
    private readonly http: Pick<IHttp, 'get'>,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async answersAt(webhookUrl: string): Promise<boolean> {
    const probe = randomUUID();
    await this.records.add([key(probe), dayKey(this.clock.now())], {});
    try {
      const url = new URL(webhookUrl);
      url.searchParams.set('probe', probe);
      const response = await this.http.get(url.href, { timeout: TIMEOUT });
      const answer = response?.data as Partial<ProbeAnswer> | null | undefined;
      return answer?.sameRecords === false;
    } catch {
      return false;
    } finally {
      await this.records.remove(key(probe));
    }
  }

  async answer(probe: string): Promise<ProbeAnswer> {
    return { sameRecords: (await this.records.find(key(probe))).length > 0 };
  }
}

function key(probe: string): string {
  return `probe:${probe}`;
}
