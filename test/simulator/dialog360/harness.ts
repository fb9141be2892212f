import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import axios from 'axios';

import { type Dialog360, type NumberRecord, seed, startDialog360 } from '../../../simulator/dialog360';
import { Internet } from '../../../simulator/internet';

export const API = 'https://waba-v2.360dialog.io';
export const SANDBOX = 'https://waba-sandbox.360dialog.io';
export const BUSINESS = '+4930901820';
export const MARA = '4915123456789';
export const RAFAEL = '551198765432';
export const JO = '4915799887766';

/** Parsed JSON that tests look into without a schema. */
export type Json = ReturnType<typeof JSON.parse>;

interface Answer {
  status: number;
  data: Json;
  headers: Record<string, unknown>;
}

interface Received {
  headers: IncomingHttpHeaders;
  body: Json;
}

/** A webhook's endpoint that answers as it is told, in turn; 200 when nothing is left to say. */
class Receiver {
  readonly received: Received[] = [];
  readonly answers: (number | 'silence')[] = [];
  private server!: Server;

  async start(): Promise<number> {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body: JSON.parse(body) });
        const answer = this.answers.shift() ?? 200;
        if (answer !== 'silence') {
          response.writeHead(answer).end();
        }
      });
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  /** Every change of every payload, in order of arrival. */
  get changes(): Json[] {
    return this.received.flatMap(({ body }) => body.entry.flatMap((entry: Json) => entry.changes));
  }

  get messages(): Json[] {
    return this.changes.flatMap(({ value }) => value.messages ?? []);
  }

  get statuses(): Json[] {
    return this.changes.flatMap(({ value }) => value.statuses ?? []);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

type Options = Partial<Parameters<typeof startDialog360>[0]>;

/** A seeded 360dialog without pauses, and a receiver behind the name that its production number's webhook has. */
export class Bench {
  readonly internet = new Internet();
  readonly receiver = new Receiver();
  dialog360!: Dialog360;
  number!: NumberRecord;
  sandbox!: NumberRecord;

  static async start(options: Options = {}): Promise<Bench> {
    const bench = new Bench();
    bench.internet.register('chat.example', await bench.receiver.start());
    await bench.open(options);
    bench.number.webhook = { url: 'https://chat.example/hook', headers: { 'X-Secret': 's3cret' }, setAt: 0 };
    return bench;
  }

  async open(options: Options = {}): Promise<void> {
    this.dialog360 = await startDialog360({
      internet: this.internet,
      receipts: { sentAfterMs: 0, deliveredAfterMs: 0, readAfterMs: 0 },
      delivery: { retryBaseMs: 5 },
      ...options,
    });
    const { production, sandbox } = seed(this.dialog360);
    this.number = production;
    this.sandbox = sandbox;
  }

  async stop(): Promise<void> {
    await this.dialog360.close();
    await this.receiver.stop();
  }

  /** A request as the app would send it: to the real name, over the simulated internet. */
  async request(
    method: string,
    address: string,
    data?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const { url, host } = this.internet.route(address.startsWith('https:') ? address : `${API}${address}`);
    const response = await axios.request({
      method,
      url,
      data,
      headers: { Host: host, 'D360-API-KEY': this.number.apiKey, ...headers },
      proxy: false,
      validateStatus: () => true,
      ...(headers.Accept === 'binary' ? { responseType: 'arraybuffer' as const } : {}),
    });
    return { status: response.status, data: response.data, headers: { ...response.headers } };
  }

  /** Sends a message as the business. */
  send(message: Record<string, unknown>, to: string | undefined = `+${MARA}`): Promise<Answer> {
    return this.request('post', '/messages', {
      messaging_product: 'whatsapp',
      ...(to ? { to } : {}),
      ...message,
    });
  }

  async upload(
    bytes: Buffer,
    type: string,
    fields: Record<string, string> = { messaging_product: 'whatsapp' },
  ) {
    const form = new FormData();
    Object.entries(fields).forEach(([name, value]) => form.set(name, value));
    form.set('file', new Blob([new Uint8Array(bytes)], { type }), 'file.bin');
    return this.request('post', '/media', form);
  }

  /** A customer writes, so that the customer service window is open. */
  async openWindow(waId = MARA): Promise<void> {
    this.dialog360.phone(waId).send(BUSINESS, { kind: 'text', text: 'Hallo' });
    await this.dialog360.settled();
    this.receiver.received.length = 0;
  }

  async settled(): Promise<void> {
    await this.dialog360.settled();
  }
}

/** One bench for all tests of a file. */
export function useBench(options: Options = {}): () => Bench {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start(options);
  });
  afterEach(() => bench.stop());
  return () => bench;
}
