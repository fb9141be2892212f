import type { Environment } from '../domain/number';

/** The only hosts that ever see an API key. */
const BASE_URLS: Readonly<Record<Environment, string>> = {
  production: 'https://waba-v2.360dialog.io',
  sandbox: 'https://waba-sandbox.360dialog.io',
};

/** Where Meta keeps files; 360dialog serves the same paths on its own host. */
const MEDIA_HOST = 'lookaside.fbsbx.com';
const MEDIA_PATH = '/whatsapp_business/attachments/';

export function baseUrl(environment: Environment): string {
  return BASE_URLS[environment];
}

/** The sandbox keeps the path of the former API. 360dialog: docs/sandbox. */
export function sendPath(environment: Environment): string {
  return environment === 'sandbox' ? '/v1/messages' : '/messages';
}

/**
 * The URL from which 360dialog hands out a file, made of the one that the media look-up told. Since the request
 * carries the API key, a URL of any other place is refused.
 * @returns undefined when the URL is none of WhatsApp's media
 */
export function mediaUrl(environment: Environment, told: string): string | undefined {
  const base = new URL(baseUrl(environment));
  const url = parse(told);
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') {
    return undefined;
  }
  const known = url.hostname === base.hostname || url.hostname === MEDIA_HOST;
  return known && url.pathname.startsWith(MEDIA_PATH)
    ? `${base.origin}${url.pathname}${url.search}`
    : undefined;
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
