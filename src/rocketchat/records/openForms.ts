import { randomBytes } from 'node:crypto';

import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

/** What a form showed last. */
export interface OpenForm {
  /** Part of the id of its view. */
  id: string;
  /** Unix milliseconds. */
  begunAt: number;
  /** How many cards it has fields for. */
  cards: number;
  /** Digest of what its preview shows. */
  previewed?: string;
}

/**
 * Forms in which something is written in several steps. Clients do not tell what a form showed: Rocket.Chat's mobile
 * apps submit the id of a view and what was entered alone. A record ages out with the day on which its form was opened.
 */
export class OpenFormRecords {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async begin(cards: number): Promise<OpenForm> {
    const form: OpenForm = { id: randomBytes(9).toString('hex'), begunAt: this.clock.now(), cards };
    await this.save(form);
    return form;
  }

  find(id: string): Promise<OpenForm | undefined> {
    return this.records.newest<OpenForm>(key(id));
  }

  async save(form: OpenForm): Promise<void> {
    await this.records.put([key(form.id), dayKey(form.begunAt)], form);
  }
}

function key(id: string): string {
  return `open-form:${id}`;
}
