import type { Draft, Drafts } from '../../services/outreach/ports';
import { dayKey, type Records } from './records';

/** One record for each dialogue; it ages out with the day on which it began. */
export class DraftRecords implements Drafts {
  constructor(private readonly records: Records) {}

  find(id: string): Promise<Draft | undefined> {
    return this.records.newest<Draft>(key(id));
  }

  async save(draft: Draft): Promise<void> {
    await this.records.put([key(draft.id), dayKey(draft.begunAt)], draft);
  }
}

function key(id: string): string {
  return `draft:${id}`;
}
