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

/** HTTP with one number's key. Network trouble is a failure; every answer, also an error, is a value. */
export class Transport {
  constructor(
    private readonly http: HttpPort,
    private readonly apiKey: string,
  ) {}

  async get(url: string, options: Pick<RequestOptions, 'length'> = {}): Promise<Result<Answer>> {
    return this.attempt(() => this.http.get(url, this.request(options)), options);
  }

  async post(url: string, options: RequestOptions): Promise<Result<Answer>> {
    return this.attempt(() => this.http.post(url, this.request(options)), options);
  }

  /** With an empty object as body: without one the host would send an empty form. */
  async delete(url: string): Promise<Result<Answer>> {
    return this.attempt(() => this.http.del(url, this.request({ json: {} })), {});
  }

  private request({ json, body, headers, length = 'call' }: RequestOptions): IHttpRequest {
    return {
      headers: {
        ...headers,
        'D360-API-KEY': this.apiKey,
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
    request: () => Promise<IHttpResponse | null | undefined>,
    { once = false }: RequestOptions,
  ): Promise<Result<Answer>> {
    let response: IHttpResponse | null | undefined;
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
