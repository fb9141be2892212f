import { failed, type Failure, type Result } from '../../domain/failure';
import { LIMITS } from '../../domain/limits';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import { objectionTo, type FileObjection } from '../filePolicy';
import type { Clock, File, MediaReference, Settings, WhatsAppApis } from '../ports';

/** Tries of one download, and the base of the pauses between them: 1 s, 4 s. Then people decide. */
const TRIES = 3;
const PAUSE = 1_000;
const MEGABYTE = 1024 ** 2;

/** A customer's file at 360dialog, with the name that it gets here. */
export interface WaitingFile extends MediaReference {
  mimeType: string;
  filename: string;
}

/** Brings customers' files here, those that the workspace takes. */
export class Fetcher {
  constructor(
    private readonly apis: WhatsAppApis,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Fails with code `refused-…` for what the workspace does not take, with the network's or 360dialog's otherwise. */
  async fetch(number: ConnectedNumber, waiting: WaitingFile): Promise<Result<File>> {
    const settings = await this.settings.get();
    const maxBytes = Math.min(settings.maximumFileUploadSize, LIMITS.inboundMediaBytes);
    const atFirst = objectionTo(waiting, settings);
    if (atFirst) {
      return failed(refused(atFirst, maxBytes));
    }
    const downloaded = await this.download(number, waiting, maxBytes);
    if (!downloaded.ok) {
      return downloaded.failure.code === 'file-too-big' ? failed(refused('size', maxBytes)) : downloaded;
    }
    const { bytes, mimeType } = downloaded.value;
    const atLast = objectionTo({ mimeType, size: bytes.length }, settings);
    return atLast
      ? failed(refused(atLast, maxBytes))
      : { ok: true, value: { bytes, mimeType, filename: waiting.filename } };
  }

  private async download(
    number: ConnectedNumber,
    waiting: WaitingFile,
    maxBytes: number,
  ): Promise<Result<Omit<File, 'filename'>>> {
    const api = this.apis(number);
    let result = await api.download(waiting, maxBytes);
    for (let tries = 1; !result.ok && result.failure.retryable && tries < TRIES; tries++) {
      await this.clock.sleep(Math.max(PAUSE * 4 ** (tries - 1), (result.failure.retryAfter ?? 0) * 1_000));
      result = await api.download(waiting, maxBytes);
    }
    return result;
  }
}

/** @param maxBytes what is allowed */
function refused(objection: FileObjection, maxBytes: number): Failure {
  return {
    code: `refused-${objection}`,
    scope: 'message',
    retryable: false,
    human: text(`file.refused-${objection}`, { megabytes: Math.floor((maxBytes / MEGABYTE) * 10) / 10 }),
    log: `The workspace does not take the file: ${objection}`,
  };
}

/** Why the workspace did not take a file; undefined for failures of another kind. */
export function objectionIn({ code }: Failure): FileObjection | undefined {
  const objections: Record<string, FileObjection | undefined> = {
    'refused-off': 'off',
    'refused-size': 'size',
    'refused-type': 'type',
    // Of the host itself, whose own settings may be stricter.
    'error-file-upload-disabled': 'off',
    'error-file-too-large': 'size',
    'error-invalid-file-type': 'type',
  };
  return objections[code];
}
