import { failed, ok, type Result } from '../domain/failure';
import type { ConnectedNumber, Webhook } from '../domain/number';
import type { OutboundMessage } from '../domain/outbound';
import type { File, MediaReference, NumberHealth, WhatsAppApi, WhatsAppApis } from '../services/ports';
import { writeReadMark } from '../whatsapp/outbound/readMark';
import { toPayload } from '../whatsapp/payload';
import { isSuccess, type Answer } from './answer';
import { failureOfAnswer } from './errors';
import { failures } from './failures';
import { hasHash } from './hash';
import { baseUrl, mediaUrl, sendPath } from './hosts';
import { multipart } from './multipart';
import { readAnswer } from './readAnswer';
import { healthSchema, mediaSchema, sentSchema, uploadedSchema, webhookSchema } from './schemas';
import { Transport, type HttpPort } from './transport';

const HEALTH_PATH = '/health_status?fields=display_phone_number,verified_name';
const WEBHOOK_PATH = '/v1/configs/webhook';

type Credentials = Pick<ConnectedNumber, 'apiKey' | 'environment'>;

/** 360dialog's API over the engine's HTTP accessor. Nothing else knows its URLs and its key header. */
export function createDialog360(http: HttpPort): WhatsAppApis {
  return (credentials) => new Dialog360(http, credentials);
}

class Dialog360 implements WhatsAppApi {
  private readonly environment: Credentials['environment'];
  private readonly base: string;
  private readonly transport: Transport;

  constructor(http: HttpPort, { apiKey, environment }: Credentials) {
    this.environment = environment;
    this.base = baseUrl(environment);
    this.transport = new Transport(http, apiKey);
  }

  /** Also tells whether the key is good. The sandbox may not know the path: then the key counts as good. */
  async health(): Promise<Result<NumberHealth>> {
    const answer = await this.transport.get(this.base + HEALTH_PATH);
    if (answer.ok && this.isMissingInSandbox(answer.value)) {
      return ok({});
    }
    const health = readAnswer(healthSchema, answer);
    if (!health.ok) {
      return health;
    }
    const {
      id,
      display_phone_number: phone,
      verified_name: verifiedName,
      health_status: status,
    } = health.value;
    const phoneNumberId =
      id ?? status?.entities.find(({ entity_type }) => entity_type === 'PHONE_NUMBER')?.id;
    return ok({
      ...(phoneNumberId && { phoneNumberId }),
      ...(phone && { displayNumber: phone.startsWith('+') ? phone : `+${phone}` }),
      ...(verifiedName && { verifiedName }),
    });
  }

  /** An empty `url` means that no webhook is set. */
  async webhook(): Promise<Result<Webhook>> {
    return readAnswer(webhookSchema, await this.transport.get(this.base + WEBHOOK_PATH));
  }

  /** Accepted is not set: read it back. */
  async setWebhook({ url, headers }: Webhook): Promise<Result<void>> {
    const answer = await this.transport.post(this.base + WEBHOOK_PATH, { json: { url, headers } });
    const read = readAnswer(webhookSchema, answer);
    return read.ok ? ok(undefined) : read;
  }

  async send(message: OutboundMessage): Promise<Result<string>> {
    const url = this.base + sendPath(this.environment);
    const answer = await this.transport.post(url, { json: toPayload(message), once: true });
    const sent = readAnswer(sentSchema, answer);
    if (sent.ok) {
      return ok(sent.value.messages[0].id);
    }
    // A gateway that gave up waiting, or a success that we cannot read: the message may be on its way.
    const maybeSent = answer.ok && (isSuccess(answer.value) || answer.value.status === 504);
    return maybeSent ? failed(failures.uncertain()) : sent;
  }

  async markRead(wamid: string, typing: boolean): Promise<Result<void>> {
    const url = this.base + sendPath(this.environment);
    const answer = await this.transport.post(url, { json: writeReadMark(wamid, typing) });
    if (!answer.ok) {
      return answer;
    }
    return isSuccess(answer.value) ? ok(undefined) : failed(failureOfAnswer(answer.value));
  }

  async upload(file: File): Promise<Result<string>> {
    const body = multipart({ messaging_product: 'whatsapp', type: file.mimeType }, file);
    const answer = await this.transport.post(`${this.base}/media`, { body, length: 'file' });
    if (answer.ok && this.isMissingInSandbox(answer.value)) {
      return failed(failures.sandboxMedia());
    }
    const uploaded = readAnswer(uploadedSchema, answer);
    return uploaded.ok ? ok(uploaded.value.id) : uploaded;
  }

  async download({ id, sha256 }: MediaReference, maxBytes: number): Promise<Result<FileContent>> {
    const link = await this.lookUp(id, maxBytes);
    if (!link.ok) {
      return link;
    }
    const expected = { maxBytes, sha256: sha256 ?? link.value.sha256 };
    const answer = await this.transport.get(link.value.url, { length: 'file' });
    if (!answer.ok || answer.value.status !== 404) {
      return fileIn(answer, link.value, expected);
    }
    // A link lives for 5 minutes: one fresh look-up is worth it. After 20 errors in an hour 360dialog blocks look-ups.
    const fresh = await this.lookUp(id, maxBytes);
    return fresh.ok
      ? fileIn(await this.transport.get(fresh.value.url, { length: 'file' }), fresh.value, expected)
      : fresh;
  }

  private async lookUp(mediaId: string, maxBytes: number): Promise<Result<Link>> {
    const answer = await this.transport.get(`${this.base}/${encodeURIComponent(mediaId)}`);
    if (answer.ok && this.isMissingInSandbox(answer.value)) {
      return failed(failures.sandboxMedia());
    }
    const media = readAnswer(mediaSchema, answer);
    if (!media.ok) {
      return media;
    }
    if ((media.value.file_size ?? 0) > maxBytes) {
      return failed(failures.fileTooBig(maxBytes));
    }
    const url = mediaUrl(this.environment, media.value.url);
    return url === undefined
      ? failed(failures.unexpectedAnswer())
      : ok({ url, mimeType: media.value.mime_type, sha256: media.value.sha256 });
  }

  private isMissingInSandbox(answer: Answer): boolean {
    return this.environment === 'sandbox' && answer.status === 404;
  }
}

type FileContent = Omit<File, 'filename'>;

interface Link {
  url: string;
  mimeType?: string;
  sha256?: string;
}

interface Expected {
  maxBytes: number;
  sha256?: string;
}

function fileIn(answer: Result<Answer>, link: Link, { maxBytes, sha256 }: Expected): Result<FileContent> {
  if (!answer.ok) {
    return answer;
  }
  const { bytes, headers } = answer.value;
  if (!isSuccess(answer.value)) {
    return failed(failureOfAnswer(answer.value));
  }
  if (bytes.length > maxBytes) {
    return failed(failures.fileTooBig(maxBytes));
  }
  if (sha256 !== undefined && !hasHash(bytes, sha256)) {
    return failed(failures.damagedFile());
  }
  return ok({ bytes, mimeType: link.mimeType ?? headers['content-type'] ?? 'application/octet-stream' });
}
