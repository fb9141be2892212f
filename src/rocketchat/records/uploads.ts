import { LIMITS } from '../../domain/limits';
import type { Clock } from '../../services/ports';
import type { Uploads } from '../../services/outbound/ports';
import { dayKey, type Records } from './records';

/** An upload is not used in its last hours: the message that carries it needs time to arrive. Milliseconds. */
const MARGIN = 24 * 60 * 60_000;

interface Stored {
  mediaId: string;
  uploadedAt: number;
}

export class UploadRecords implements Uploads {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async find(numberId: string, sha256: string): Promise<string | undefined> {
    const stored = await this.records.find<Stored>(key(numberId, sha256));
    const oldest = this.clock.now() - LIMITS.uploadLife + MARGIN;
    return stored.find(({ uploadedAt }) => uploadedAt > oldest)?.mediaId;
  }

  async remember(numberId: string, sha256: string, mediaId: string): Promise<void> {
    const uploadedAt = this.clock.now();
    const stored: Stored = { mediaId, uploadedAt };
    await this.records.add([key(numberId, sha256), dayKey(uploadedAt)], stored);
  }
}

function key(numberId: string, sha256: string): string {
  return `upload:${numberId}:${sha256}`;
}
