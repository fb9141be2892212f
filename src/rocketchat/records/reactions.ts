import type { Reactions, ShownReaction } from '../../services/inbound/ports';
import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

export class ReactionRecords implements Reactions {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async find(wamid: string, by: string): Promise<ShownReaction | undefined> {
    return (await this.records.find<ShownReaction>(key(wamid, by))).at(-1);
  }

  /** Events of one chat are handled one after another, so that nobody else saves meanwhile. */
  async save(wamid: string, by: string, { shortcode, noteId }: ShownReaction): Promise<void> {
    await this.records.remove(key(wamid, by));
    if (shortcode ?? noteId) {
      await this.records.add([key(wamid, by), dayKey(this.clock.now())], { shortcode, noteId });
    }
  }
}

function key(wamid: string, by: string): string {
  return `reaction:${wamid}:${by}`;
}
