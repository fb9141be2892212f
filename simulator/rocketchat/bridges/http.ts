import type {
  IHttpRequest,
  IHttpResponse,
  RequestMethod,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { HttpBridge, IHttpBridgeRequestInfo } from '@rocket.chat/apps-engine/server/bridges';
import axios, { type AxiosResponse } from 'axios';

import type { Engine } from '../engine/load';
import type { Host } from '../host';

/** Rocket.Chat: the bridge's default, in milliseconds. */
const DEFAULT_TIMEOUT = 3 * 60 * 1000;
/** Rocket.Chat: server-fetch. */
const MAX_REDIRECTS = 5;

const JSON_TYPES = [
  'application/json',
  'text/javascript',
  'application/javascript',
  'application/x-javascript',
];

interface Outgoing {
  method: RequestMethod;
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer;
}

/** Apps' way to the outside, through the simulator's name service. */
export function createHttpBridge(engine: Engine, { internet }: Host): HttpBridge {
  class Http extends engine.bridges.HttpBridge {
    protected async call({ url, method, request }: IHttpBridgeRequestInfo): Promise<IHttpResponse> {
      const { timeout = 0 } = request;
      const signal = AbortSignal.timeout(timeout > 0 ? timeout : DEFAULT_TIMEOUT);
      const response = await follow(prepare(url, method, request), signal);
      return { url, method, ...read(response, request) };
    }
  }

  /** Every hop gets the same method, headers and body, whatever its host: so does the server. */
  async function follow(outgoing: Outgoing, signal: AbortSignal): Promise<AxiosResponse<Buffer>> {
    let { url } = outgoing;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await send({ ...outgoing, url }, signal);
      const location: unknown = response.headers['location'];
      if (response.status < 301 || response.status > 308 || typeof location !== 'string') {
        return response;
      }
      url = new URL(location, url).href;
    }
    throw new Error(`maximum redirect reached at: ${outgoing.url}`);
  }

  async function send(
    { url, method, headers, body }: Outgoing,
    signal: AbortSignal,
  ): Promise<AxiosResponse<Buffer>> {
    try {
      const route = internet.route(url);
      return await axios.request<Buffer>({
        url: route.url,
        method,
        headers: { 'User-Agent': 'node-fetch', ...headers, Host: route.host },
        data: body,
        // axios would add a content type of its own and turn the answer into text or objects.
        transformRequest: [
          (data: unknown, given) => (given.has('Content-Type') || given.setContentType(false), data),
        ],
        responseType: 'arraybuffer',
        maxRedirects: 0,
        maxBodyLength: Infinity,
        proxy: false,
        signal,
        validateStatus: () => true,
      });
    } catch (error) {
      if (signal.aborted) {
        throw new Error('The user aborted a request.', { cause: error });
      }
      throw new Error(`request to ${url} failed, reason: ${(error as Error).message}`, { cause: error });
    }
  }

  return new Http();
}

function prepare(address: string, method: RequestMethod, request: IHttpRequest): Outgoing {
  const url = new URL(address);
  const headers = { ...request.headers, ...authorization(request.auth) };
  const body =
    request.content || (typeof request.data === 'object' ? (request.data as object | null) : undefined);
  const withoutBody = ['get', 'head'].includes(method);
  if (!body && !withoutBody) {
    return { method, url: url.href, ...urlEncoded(headers, request.params) };
  }
  for (const [name, value] of Object.entries(request.params ?? {})) {
    if (value) {
      url.searchParams.append(name, value);
    }
  }
  return { method, url: url.href, ...(withoutBody || !body ? { headers } : encoded(headers, body)) };
}

function authorization(auth: string | undefined): Record<string, string> {
  if (!auth) {
    return {};
  }
  if (!auth.includes(':')) {
    throw new Error('auth option should be of the form "username:password"');
  }
  return { Authorization: `Basic ${Buffer.from(auth, 'ascii').toString('base64')}` };
}

/** The engine always passes `params`, if empty ones: a request without any body is sent as an empty form. */
function urlEncoded(
  headers: Record<string, string>,
  params: Record<string, string> | undefined,
): Pick<Outgoing, 'headers' | 'body'> {
  if (!params) {
    return { headers };
  }
  return {
    headers: { ...withoutType(headers), 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(params).toString(),
  };
}

function encoded(headers: Record<string, string>, body: string | object): Pick<Outgoing, 'headers' | 'body'> {
  if (Buffer.isBuffer(body)) {
    return { headers, body };
  }
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const type = typeof body === 'string' ? 'text/plain;charset=UTF-8' : 'application/json';
  return {
    headers: hasType ? headers : { ...headers, 'Content-Type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function withoutType(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-type'),
  );
}

function read(
  { status, headers, data }: AxiosResponse<Buffer>,
  { encoding }: IHttpRequest,
): Pick<IHttpResponse, 'statusCode' | 'headers' | 'content' | 'data'> {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  const answer = { statusCode: status, headers: Object.fromEntries(given) };
  const body = Buffer.from(data);
  if (encoding === null) {
    // Typed as text by the engine; the bytes arrive at the app as a Buffer.
    return { ...answer, content: body as unknown as string };
  }
  const content = body.toString(encoding as BufferEncoding | undefined);
  return { ...answer, content, data: parse(content, answer.headers['content-type'] ?? '') };
}

function parse(content: string, contentType: string): unknown {
  if (!JSON_TYPES.includes(contentType.split(';')[0] ?? '')) {
    return null;
  }
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return null;
  }
}
