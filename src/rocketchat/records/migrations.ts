import type { Locks, Log } from '../../services/ports';
import type { Records } from './records';

const KEY = 'format';

/** Brings records of earlier versions into the form of the next. May run twice, and beside servers of the version before. */
export interface Migration {
  what: string;
  run(records: Records): Promise<void>;
}

/** Brings the records into today's form, once for all servers: after an update, and at the latest with the next job. */
export class Migrations {
  private isDone = false;

  constructor(
    private readonly records: Records,
    private readonly locks: Locks,
    private readonly log: Log,
    /** In order; the number of those that were run is the version of the records. Only ever add to the end. */
    private readonly migrations: readonly Migration[],
  ) {}

  async run(): Promise<void> {
    if (this.isDone) {
      return;
    }
    if ((await this.version()) < this.migrations.length) {
      await this.locks.hold('migrations', () => this.runPending());
    }
    this.isDone = true;
  }

  /** The version is written after each: what ends in between begins again with the one that it was at. */
  private async runPending(): Promise<void> {
    for (let version = await this.version(); version < this.migrations.length; version++) {
      const migration = this.migrations[version]!;
      await migration.run(this.records);
      await this.records.put([KEY], { version: version + 1 });
      this.log.info('Records were migrated', { version: version + 1, what: migration.what });
    }
  }

  /** 0 for records of the first version, which said nothing of it, and where there are none. */
  private async version(): Promise<number> {
    return (await this.records.newest<{ version: number }>(KEY))?.version ?? 0;
  }
}
