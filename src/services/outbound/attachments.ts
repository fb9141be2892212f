import { createHash } from 'node:crypto';

import { failed, ok, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { OutboundContent, OutboundMedia } from '../../domain/outbound';
import { sendableFile } from '../../whatsapp/mediaKind';
import { objectionTo } from '../filePolicy';
import type { File, Livechat, Settings, WhatsAppApi } from '../ports';
import { failures } from './failures';
import type { OutboundPart, Uploads } from './ports';
import { withMediaIds } from './templateFiles';

type TemplatePart = Extract<OutboundPart, { kind: 'template' }>;
type FilePart = Extract<OutboundPart, { kind: 'file' }>;

const MERE_BYTES = 'application/octet-stream';

/** Takes files of rooms to WhatsApp, those that the workspace lets out. */
export class Attachments {
  constructor(
    private readonly livechat: Livechat,
    private readonly uploads: Uploads,
    private readonly settings: Settings,
  ) {}

  async contentOf(part: FilePart, number: ConnectedNumber, api: WhatsAppApi): Promise<Result<OutboundMedia>> {
    const bytes = await this.bytesOf(part);
    if (!bytes.ok) {
      return bytes;
    }
    const file = sendableFile(part.mimeType, bytes.value);
    if (!file) {
      return failed(failures.tooBig());
    }
    const { media, mimeType, voice } = file;
    const { filename, caption } = part;
    const sent = { bytes: bytes.value, mimeType, filename, media };
    const mediaId = await this.mediaId(sent, number, api);
    return mediaId.ok
      ? ok({
          kind: 'media',
          media,
          mediaId: mediaId.value,
          filename,
          ...(caption && media !== 'audio' && { caption }),
          ...(voice && { voice }),
        })
      : mediaId;
  }

  /** A template whose header shows files: they are uploaded now, and stand in it by their media ids. */
  async templateOf(
    { template, files }: TemplatePart,
    number: ConnectedNumber,
    api: WhatsAppApi,
  ): Promise<Result<OutboundContent>> {
    const mediaIds = new Map<string, string>();
    for (const { placeholder, ...file } of files) {
      const media = await this.contentOf({ kind: 'file', ...file }, number, api);
      if (!media.ok) {
        return media;
      }
      mediaIds.set(placeholder, media.value.mediaId);
    }
    return ok({ kind: 'template', template: withMediaIds(template, mediaIds) });
  }

  private async bytesOf({ fileId, mimeType }: FilePart): Promise<Result<Buffer>> {
    const settings = await this.settings.get();
    const refused = (size?: number): Result<never> | undefined => {
      const objection = objectionTo({ mimeType, size }, settings);
      return objection && failed(failures.refused(objection, settings.maximumFileUploadSize));
    };
    const atFirst = refused();
    if (atFirst) {
      return atFirst;
    }
    const bytes = await this.livechat.file(fileId);
    return bytes.ok ? (refused(bytes.value.length) ?? bytes) : bytes;
  }

  /** WhatsApp keeps what was uploaded for a while: the same file is not sent there twice. */
  private async mediaId(
    file: File & Pick<OutboundMedia, 'media'>,
    number: ConnectedNumber,
    api: WhatsAppApi,
  ): Promise<Result<string>> {
    const { bytes, mimeType, filename, media } = file;
    // The name goes into the hash as well: of a document, WhatsApp may show that of its upload.
    const sha256 = createHash('sha256').update(`${mimeType}\n${filename}\n`).update(bytes).digest('hex');
    const known = await this.uploads.find(number.id, sha256);
    if (known) {
      return ok(known);
    }
    const uploaded = await upload({ bytes, mimeType, filename }, media, api);
    if (uploaded.ok) {
      await this.uploads.remember(number.id, sha256, uploaded.value);
    }
    return uploaded;
  }
}

/**
 * What goes as a document because it is no video, picture or recording that WhatsApp shows may still be measured by
 * the limits of its type at the upload. Whether it is nobody tells; what is refused is tried as mere bytes.
 */
async function upload(file: File, media: OutboundMedia['media'], api: WhatsAppApi): Promise<Result<string>> {
  const uploaded = await api.upload(file);
  if (uploaded.ok || media !== 'document' || file.mimeType === MERE_BYTES) {
    return uploaded;
  }
  const { retryable, scope } = uploaded.failure;
  if (retryable || scope === 'channel') {
    return uploaded;
  }
  const again = await api.upload({ ...file, mimeType: MERE_BYTES });
  return again.ok ? again : uploaded;
}
