/** Kinds of media messages with what Meta takes for each. Sizes in bytes. */

const MB = 1024 * 1024;

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

interface MediaRule {
  /** Nothing: any type. */
  mimeTypes?: readonly string[];
  maxBytes: number;
}

const IMAGES = ['image/jpeg', 'image/png'];
const AUDIO = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/opus'];
const VIDEO = ['video/mp4', 'video/3gpp'];
const OFFICE = [
  'text/plain',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
];

/** Meta's message pages; static stickers are limited to 100 KB, animated ones to 500 KB. */
const RULES: Record<MediaKind, MediaRule> = {
  image: { mimeTypes: IMAGES, maxBytes: 5 * MB },
  audio: { mimeTypes: AUDIO, maxBytes: 16 * MB },
  video: { mimeTypes: VIDEO, maxBytes: 16 * MB },
  document: { maxBytes: 100 * MB },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * 1024 },
};

/** The largest upload of all. */
export const MAX_UPLOAD_BYTES = RULES.document.maxBytes;

/** `audio/ogg; codecs=opus` → `audio/ogg`. */
function bareMimeType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** Why bytes can't be sent as this kind, or undefined when they can. */
export function mediaProblem(kind: MediaKind, mimeType: string, bytes: Buffer): string | undefined {
  const rule = RULES[kind];
  const bare = bareMimeType(mimeType);
  if (rule.mimeTypes && !rule.mimeTypes.includes(bare)) {
    return `Unsupported ${kind} mime type ${bare}. Please use one of ${rule.mimeTypes.join(', ')}.`;
  }
  if (bytes.length > rule.maxBytes) {
    return `The ${kind} has ${bytes.length} bytes, at most ${rule.maxBytes} are allowed.`;
  }
  if (kind === 'audio' && bare === 'audio/ogg' && !isMonoOpus(bytes)) {
    return 'audio/ogg has to be mono and encoded with Opus.';
  }
  return undefined;
}

/** Why an upload is refused, or undefined. `strict` refuses what Meta's own list doesn't name. */
export function uploadProblem(mimeType: string, size: number, strict: boolean): string | undefined {
  const bare = bareMimeType(mimeType);
  const listed = [...IMAGES, 'image/webp', ...AUDIO, ...VIDEO, ...OFFICE];
  if (strict && !listed.includes(bare)) {
    return `Param file must be a file with one of the following types: ${listed.join(', ')}. Received file of type '${bare}'.`;
  }
  const kinds = (Object.keys(RULES) as MediaKind[]).filter((kind) => RULES[kind].mimeTypes?.includes(bare));
  const limit = RULES[kinds[0] ?? 'document'].maxBytes;
  return size > limit ? `The file has ${size} bytes, at most ${limit} are allowed for ${bare}.` : undefined;
}

/** The identification header of an Opus stream is in the first page: "OpusHead", a version, the channel count. */
function isMonoOpus(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 512).indexOf('OpusHead');
  return bytes.subarray(0, 4).toString('latin1') === 'OggS' && head >= 0 && bytes[head + 9] === 1;
}
