import type { IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { HttpPort } from '../../src/dialog360/transport';
import type { Numbers } from '../../src/services/ports';

export interface SentRequest {
  method: 'get' | 'post' | 'delete';
  url: string;
  options: IHttpRequest;
}

/** An answer as the host gives it: with `encoding: null` the content is a Buffer. */
export interface FakeAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Objects are sent as JSON. */
  body?: Buffer | string | object;
}

/** The engine's HTTP accessor: answers what it was told, in order, and remembers what it was asked. */
export class FakeHttp implements HttpPort {
  readonly requests: SentRequest[] = [];
  private readonly script: (FakeAnswer | Error | undefined)[];

  /** An Error is thrown as the host throws network errors; undefined is what an app without permission gets. */
  constructor(...script: (FakeAnswer | Error | undefined)[]) {
    this.script = script;
  }

  /** The API key of each request. */
  get keys(): unknown[] {
    return this.requests.map(({ options }) => options.headers?.['D360-API-KEY']);
  }

  get(url: string, options: IHttpRequest = {}): Promise<IHttpResponse> {
    return this.answer({ method: 'get', url, options });
  }

  post(url: string, options: IHttpRequest = {}): Promise<IHttpResponse> {
    return this.answer({ method: 'post', url, options });
  }

  del(url: string, options: IHttpRequest = {}): Promise<IHttpResponse> {
    return this.answer({ method: 'delete', url, options });
  }

  private async answer(request: SentRequest): Promise<IHttpResponse> {
    this.requests.push(request);
    if (this.script.length === 0) {
      throw new Error(`Nobody expected a request to ${request.url}`);
    }
    const answer = this.script.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    if (!answer) {
      return undefined as unknown as IHttpResponse;
    }
    const { status = 200, headers = {}, body = '' } = answer;
    const content = Buffer.isBuffer(body)
      ? body
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
    return {
      url: request.url,
      method: request.method as IHttpResponse['method'],
      statusCode: status,
      headers,
      content: content as unknown as string,
    };
  }
}

/** No number is connected. */
export const NO_NUMBERS: Pick<Numbers, 'byId'> = { byId: () => Promise.resolve(undefined) };
