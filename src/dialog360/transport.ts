import type { IHttp, IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { failed, ok, type Result } from '../domain/failure';
import type { Answer } from './answer';
import { failures } from './failures';

/** Of the engine's HTTP accessor we need this much. */
export type HttpPort = Pick<IHttp, 'get' | 'post' | 'del'>;

/**
 * Milliseconds. The host's own default is 3 minutes, far more than the 30 s after which the engine gives up on a
 * handler; files need longer than calls, as 100 MB have to pass.
 */
const TIMEOUT = { call: 15_000, file: 60_000 } as const;

export interface RequestOptions {
  /** Sent as JSON. */
  json?: object;
  /** Sent as it is, with its type. */
  body?: { bytes: Buffer; contentType: string };
  /** Besides the key and the content type. */
  headers?: Record<string, string>;
  /** `file` where the bytes of a file travel. */
  length?: keyof typeof TIMEOUT;
  /** True when doing it twice would be worse than not knowing whether it was done. */
  once?: boolean;
}

/** Of a failed request only the message text survives the way through the engine. */
const NEVER_SENT =
  /ECONNREFUSED|connect ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|certificate|self.signed/i;

/** How 360dialog refuses a key, before it looks at what is asked. */
const REFUSED: readonly number[] = [401, 403];

type Response = IHttpResponse | null | undefined;

/** HTTP with one number's key. Network trouble is a failure; every answer, also an error, is a value. */
export class Transport {
  /** @param storedKey reads anew which key the number has, where it has one that may differ */
  constructor(
    private readonly http: HttpPort,
    private apiKey: string,
    private readonly storedKey: () => Promise<string | undefined>,
  ) {}

  async get(url: string, options: Pick<RequestOptions, 'length'> = {}): Promise<Result<Answer>> {
    return this.exchange((request) => this.http.get(url, request), options);
  }

  async post(url: string, options: RequestOptions): Promise<Result<Answer>> {
    return this.exchange((request) => this.http.post(url, request), options);
  }

  /** With an empty object as body: without one the host would send an empty form. */
  async delete(url: string): Promise<Result<Answer>> {
    return this.exchange((request) => this.http.del(url, request), { json: {} });
  }

  /** Another server may have been given a new key a moment ago, which made the known one invalid. */
  private async exchange(
    request: (options: IHttpRequest) => Promise<Response>,
    options: RequestOptions,
  ): Promise<Result<Answer>> {
    const known = this.apiKey;
    const answer = await this.attempt(() => request(this.request(known, options)), options);
    if (!answer.ok || !REFUSED.includes(answer.value.status)) {
      return answer;
    }
    const stored = (await this.storedKey()) ?? known;
    if (stored === known) {
      return answer;
    }
    this.apiKey = stored;
    return this.attempt(() => request(this.request(stored, options)), options);
  }

  private request(apiKey: string, { json, body, headers, length = 'call' }: RequestOptions): IHttpRequest {
    return {
      headers: {
        ...headers,
        'D360-API-KEY': apiKey,
        ...(body && { 'Content-Type': body.contentType }),
      },
      timeout: TIMEOUT[length],
      // Text would break files; error texts are decoded where they are needed.
      encoding: null,
      ...(json && { data: json }),
      // Declared as text, but a Buffer passes through the engine unharmed and is sent as it is.
      ...(body && { content: body.bytes as unknown as string }),
    };
  }

  private async attempt(
    request: () => Promise<Response>,
    { once = false }: RequestOptions,
  ): Promise<Result<Answer>> {
    let response: Response;
    try {
      response = await request();
    } catch (error) {
      if (NEVER_SENT.test(messageOf(error))) {
        return failed(failures.unreachable());
      }
      return failed(once ? failures.uncertain() : failures.noAnswer());
    }
    // Without the permission `networking` the engine hands out nothing at all.
    if (!response) {
      return failed(failures.noNetwork());
    }
    return ok({
      status: response.statusCode,
      headers: response.headers ?? {},
      bytes: bytesOf(response.content),
    });
  }
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}

/** `encoding: null` makes the content a Buffer, which the type does not tell. */
function bytesOf(content: unknown): Buffer {
  if (Buffer.isBuffer(content)) {
    return content;
  }
  return content instanceof Uint8Array
    ? Buffer.from(content)
    : Buffer.from(typeof content === 'string' ? content : '');
}
