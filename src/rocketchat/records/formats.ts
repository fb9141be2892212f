import type { ConnectedNumber } from '../../domain/number';
import type { Trouble } from '../../services/health/ports';
import type { Migration } from './migrations';
import { troubleKey } from './troubles';

/** Until 0.1 a number had one trouble at most, of its channel, and its record the code alone. */
const troublesByTopic: Migration = {
  what: 'troubles of numbers by topic',
  async run(records) {
    for (const { id } of await records.find<ConnectedNumber>('numbers')) {
      const before = `trouble:${id}`;
      const code = (await records.newest<{ code?: string }>(before))?.code;
      if (code) {
        const trouble: Trouble = { numberId: id, topic: 'channel', code };
        await records.put([troubleKey(id, 'channel')], { trouble });
      }
      await records.remove(before);
    }
  },
};

/** Only ever add to the end. */
export const MIGRATIONS: readonly Migration[] = [troublesByTopic];
