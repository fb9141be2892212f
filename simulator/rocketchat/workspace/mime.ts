/** MIME types by file extension, as the server's table has them. */
const typeByExtension: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  heic: 'image/heic',
  mp4: 'video/mp4',
  '3gp': 'video/3gpp',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  avi: 'video/x-msvideo',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  amr: 'audio/amr',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  weba: 'audio/webm',
  flac: 'audio/flac',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  rtf: 'application/rtf',
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  vcf: 'text/x-vcard',
  ics: 'text/calendar',
  json: 'application/json',
  xml: 'application/xml',
  zip: 'application/zip',
  gz: 'application/gzip',
  '7z': 'application/x-7z-compressed',
};

/** First bytes of a file: type, bytes, and where they stand. */
const signatures: readonly (readonly [type: string, bytes: string, offset?: number])[] = [
  ['image/png', '\x89PNG'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF8'],
  ['image/webp', 'WEBP', 8],
  ['application/pdf', '%PDF'],
  ['audio/opus', 'OpusHead', 28],
  ['audio/ogg', 'OggS'],
  ['audio/mpeg', 'ID3'],
  ['audio/mpeg', '\xff\xfb'],
  ['audio/wav', 'WAVE', 8],
  ['audio/amr', '#!AMR'],
  ['audio/x-m4a', 'ftypM4A', 4],
  ['video/3gpp', 'ftyp3g', 4],
  ['video/quicktime', 'ftypqt', 4],
  ['video/mp4', 'ftyp', 4],
  ['video/webm', '\x1a\x45\xdf\xa3'],
  ['application/zip', 'PK\x03\x04'],
];

export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The type of a file that nobody named one for: by the name's extension, else by the first bytes. */
export function fileType(name: string, bytes: Buffer): string {
  return typeByExtension[extensionOf(name)] ?? typeByContent(bytes) ?? 'application/octet-stream';
}

/**
 * Whether the lists of an administrator admit a type. Both hold types and wildcards (`image/*`), comma-separated.
 * @param whitelist `FileUpload_MediaTypeWhiteList`, empty for all
 * @param blacklist `FileUpload_MediaTypeBlackList`
 */
export function isAcceptedType(type: string, whitelist: string, blacklist: string): boolean {
  return !matches(type, blacklist) && (!whitelist.trim() || matches(type, whitelist));
}

function typeByContent(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 64).toString('latin1');
  return signatures.find(([, signature, offset = 0]) => head.startsWith(signature, offset))?.[0];
}

function matches(type: string, list: string): boolean {
  const patterns = list.split(',').map((pattern) => pattern.trim());
  return patterns.includes(type) || patterns.includes(`${type.split('/')[0]}/*`);
}
