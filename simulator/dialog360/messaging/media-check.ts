import type { Internet } from '../../internet';
import { graphError } from '../api/errors';
import { fetchLink } from '../media/fetch-link';
import type { MediaLibrary } from '../media/library';
import { type MediaKind, mediaProblem } from '../media/types';
import type { ChatMessage, NumberRecord, OutgoingDetails } from '../state/records';
import type { OutgoingContent } from '../validation/message';

const MEDIA_KINDS: readonly string[] = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
] satisfies MediaKind[];
/** The objects that hold a medium inside headers and parameters. */
const EMBEDDED = ['image', 'video', 'document'];

/** What Meta checks about the media of a message: ids before the answer, types and links after it. */
export class MediaCheck {
  constructor(
    private readonly library: MediaLibrary,
    private readonly internet: Internet,
  ) {}

  /** @throws ApiError 131009 for an id that doesn't exist, has expired or belongs to another number. */
  checkIds(number: NumberRecord, message: OutgoingContent): void {
    const own = mediaIdOf(message);
    for (const id of [...(own ? [own] : []), ...embeddedIds(message.content)]) {
      if (!this.library.find(id, number.id)) {
        throw graphError(131009, `Media id ${id} does not exist or has expired.`);
      }
    }
  }

  /** Why an uploaded file can't be sent as this kind of message. */
  failure(number: NumberRecord, message: OutgoingContent): OutgoingDetails['failure'] {
    const id = mediaIdOf(message);
    const media = id ? this.library.find(id, number.id) : undefined;
    const bytes = media && this.library.bytes(media.id);
    const problem = bytes && mediaProblem(message.type as MediaKind, media.mimeType, bytes);
    return problem ? { code: 131053, details: problem } : undefined;
  }

  /** Fetches a medium that was sent as a link, so that the phone has it; a failure becomes the message's. */
  async fetchLink(message: ChatMessage): Promise<void> {
    const link = MEDIA_KINDS.includes(message.type) ? (message.content as { link?: string }).link : undefined;
    if (!link || !message.outgoing || message.outgoing.failure) {
      return;
    }
    try {
      const media = await fetchLink(link, this.internet);
      const problem = mediaProblem(message.type as MediaKind, media.mimeType, media.bytes);
      if (problem) {
        throw new Error(problem);
      }
      message.mediaId = this.library.add(message.numberId, media, 'upload').id;
    } catch (error) {
      message.outgoing.failure = {
        code: 131053,
        details: error instanceof Error ? error.message : String(error),
      };
    }
  }
}

/** The uploaded medium that a message is made of. */
export function mediaIdOf(message: OutgoingContent): string | undefined {
  switch (message.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return message.content.id;
    default:
      return undefined;
  }
}

/** Media ids in headers of interactive messages and in parameters of templates, wherever they are. */
function embeddedIds(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const id = EMBEDDED.includes(key) ? (inner as { id?: unknown } | null)?.id : undefined;
    return [...(typeof id === 'string' ? [id] : []), ...embeddedIds(inner)];
  });
}
