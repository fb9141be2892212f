import axios from 'axios';

import type { Internet } from '../../internet';
import type { NewMedia } from './library';
import { MAX_UPLOAD_BYTES } from './types';

/** How long Meta's fetcher waits; its real patience is unknown. */
const FETCH_TIMEOUT_MS = 10_000;

/** Fetches what a `link` points to, as Meta does before it delivers. @throws Error with a text for error 131053. */
export async function fetchLink(link: string, internet: Internet): Promise<NewMedia> {
  if (!URL.canParse(link) || new URL(link).protocol !== 'https:') {
    throw new Error('Downloading media from weblink failed: only https links are fetched.');
  }
  const { url, host } = internet.route(link);
  const response = await axios.get<ArrayBuffer>(url, {
    headers: { Host: host },
    responseType: 'arraybuffer',
    timeout: FETCH_TIMEOUT_MS,
    maxContentLength: MAX_UPLOAD_BYTES,
    proxy: false,
    validateStatus: () => true,
  });
  if (response.status !== 200) {
    throw new Error(`Downloading media from weblink failed with http code ${response.status}.`);
  }
  return {
    bytes: Buffer.from(response.data),
    mimeType: String(response.headers['content-type'] ?? 'application/octet-stream'),
  };
}
