import { bareMimeType } from '../whatsapp/mediaKind';
import type { AppSettings } from './ports';

/** Why the workspace does not take a file. */
export type FileObjection = 'off' | 'size' | 'type';

type FileSettings = Pick<AppSettings, 'fileUploadsEnabled' | 'maximumFileUploadSize' | 'acceptedMediaTypes'>;

/** @param file as far as it is known; before the download the size is not */
export function objectionTo(
  { mimeType, size = 0 }: { mimeType: string; size?: number },
  { fileUploadsEnabled, maximumFileUploadSize, acceptedMediaTypes }: FileSettings,
): FileObjection | undefined {
  if (!fileUploadsEnabled) {
    return 'off';
  }
  if (size > maximumFileUploadSize) {
    return 'size';
  }
  const isAccepted = acceptedMediaTypes.some((pattern) => matches(bareMimeType(mimeType), pattern));
  return acceptedMediaTypes.length === 0 || isAccepted ? undefined : 'type';
}

/** `image/*` takes every image; `*` and `*\/*` everything. */
function matches(mimeType: string, pattern: string): boolean {
  if (pattern === '*' || pattern === '*/*') {
    return true;
  }
  return pattern.endsWith('/*') ? mimeType.startsWith(pattern.slice(0, -1)) : mimeType === pattern;
}
