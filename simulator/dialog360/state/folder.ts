import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Clock } from '../clock';
import type { Snapshot, State } from './state';

/** Where the bytes of media are. */
export interface Files {
  read(id: string): Buffer | undefined;
  write(id: string, bytes: Buffer): void;
  remove(id: string): void;
}

export class FilesInMemory implements Files {
  private readonly files = new Map<string, Buffer>();

  read(id: string): Buffer | undefined {
    return this.files.get(id);
  }

  write(id: string, bytes: Buffer): void {
    this.files.set(id, bytes);
  }

  remove(id: string): void {
    this.files.delete(id);
  }
}

/** Real time between a change and the snapshot that holds it; a crash loses no more than that. */
const WRITE_AFTER_MS = 50;

/** State on disk: one JSON snapshot, replaced as a whole, and a file for each medium. */
export class Folder implements Files {
  private readonly file: string;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly folder: string,
    private readonly state: State,
    private readonly clock: Clock,
  ) {
    mkdirSync(join(folder, 'media'), { recursive: true });
    this.file = join(folder, 'dialog360.json');
  }

  /** Reads the last snapshot, if there is one, and keeps the file up to date from then on. */
  load(): void {
    if (existsSync(this.file)) {
      const snapshot = JSON.parse(readFileSync(this.file, 'utf8')) as Snapshot;
      this.state.restore(snapshot);
      this.clock.advance(snapshot.clockAhead - this.clock.ahead);
    }
    this.state.changed = () => {
      this.timer ??= setTimeout(() => this.save(), WRITE_AFTER_MS);
    };
  }

  save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    writeFileSync(`${this.file}.new`, JSON.stringify(this.state.snapshot(this.clock.ahead)));
    renameSync(`${this.file}.new`, this.file);
  }

  read(id: string): Buffer | undefined {
    return existsSync(this.path(id)) ? readFileSync(this.path(id)) : undefined;
  }

  write(id: string, bytes: Buffer): void {
    writeFileSync(this.path(id), bytes);
  }

  remove(id: string): void {
    rmSync(this.path(id), { force: true });
  }

  private path(id: string): string {
    return join(this.folder, 'media', id);
  }
}
