import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { HttpBridge } from '@rocket.chat/apps-engine/server/bridges';

import { Internet } from '../../../../simulator/internet';
import { createHttpBridge } from '../../../../simulator/rocketchat/bridges/http';
import { loadEngine } from '../../../../simulator/rocketchat/engine/load';
import { NEWEST_ENGINE } from '../../../../simulator/rocketchat/engine/prepare';
import type { Host } from '../../../../simulator/rocketchat/host';
import { grant } from '../engine/support';

interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const BYTES = Buffer.from([0, 159, 146, 150, 255]);

describe('the HTTP bridge', () => {
  let bridge: HttpBridge;
  let server: Server;
  let received: Received[];
  const internet = new Internet();

  const call = (method: string, path: string, request: IHttpRequest = {}): Promise<IHttpResponse> =>
    bridge.doCall({
      appId: 'app-1',
      method: method as never,
      url: path.startsWith('https:') ? path : `https://api.example.org${path}`,
      // The engine fills in both.
      request: { headers: {}, params: {}, ...request },
    });

  beforeAll(async () => {
    const engine = await loadEngine(NEWEST_ENGINE);
    grant(engine, 'networking');
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        received.push({ method, url, headers, body: Buffer.concat(chunks) });
        answer(url, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    internet.register('api.example.org', port);
    internet.register('elsewhere.example.org', port);
    bridge = createHttpBridge(engine, { internet } as Host);
  });
  beforeEach(() => {
    received = [];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  function answer(url: string, response: import('node:http').ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'https://api.example.org');
    const send = (status: number, headers: object, body: string | Buffer = ''): void =>
      void response.writeHead(status, headers as never).end(body);
    const answers: Record<string, () => void> = {
      '/json': () =>
        send(200, { 'Content-Type': 'application/json; charset=utf-8', 'X-Trace': 'A' }, '{"a":1}'),
      '/broken': () => send(200, { 'Content-Type': 'application/json' }, '{"a":'),
      '/text': () => send(200, { 'Content-Type': 'text/plain' }, '{"a":1}'),
      '/bytes': () => send(200, { 'Content-Type': 'image/png' }, BYTES),
      '/teapot': () => send(418, { 'Content-Type': 'text/plain' }, 'short and stout'),
      '/moved': () =>
        send(Number(searchParams.get('status')), { Location: 'https://elsewhere.example.org/json' }),
      '/loop': () => send(302, { Location: '/loop' }),
      '/slow': () => undefined,
    };
    (answers[pathname] ?? (() => send(200, {}, 'ok')))();
  }

  test.each<[string, string, IHttpRequest, string, string | undefined]>([
    ['data as JSON', 'post', { data: { a: 1 } }, '{"a":1}', 'application/json'],
    ['empty data as JSON', 'post', { data: {} }, '{}', 'application/json'],
    ['content before data', 'post', { content: 'x', data: { a: 1 } }, 'x', 'text/plain;charset=UTF-8'],
    [
      "content under the app's own type",
      'put',
      { content: '<a/>', headers: { 'Content-Type': 'text/xml' } },
      '<a/>',
      'text/xml',
    ],
    [
      'parameters as a form when there is no content',
      'post',
      { params: { a: '1', b: 'ü' } },
      'a=1&b=%C3%BC',
      'application/x-www-form-urlencoded',
    ],
    ['nothing as an empty form', 'post', {}, '', 'application/x-www-form-urlencoded'],
    ['nothing as an empty form, also to delete', 'delete', {}, '', 'application/x-www-form-urlencoded'],
    ['no body with get', 'get', { content: 'x', data: { a: 1 } }, '', undefined],
  ])('sends %s', async (_label, method, request, body, type) => {
    await call(method, '/', request);
    expect(received).toMatchObject([{ method: method.toUpperCase(), headers: { host: 'api.example.org' } }]);
    expect(received[0]!.body.toString()).toBe(body);
    expect(received[0]!.headers['content-type']).toBe(type);
  });

  test('sends the bytes of a Buffer as they are', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    await call('post', '/', { content: BYTES as unknown as string, headers });
    expect(received[0]!.body.equals(BYTES)).toBe(true);
    expect(received[0]!.headers['content-type']).toBe('multipart/form-data; boundary=x');
  });

  test.each([
    ['get', { params: { a: '1', none: '' } }, '/?q=0&a=1'],
    ['post', { params: { a: '1' }, data: {} }, '/?q=0&a=1'],
    ['post', { params: { a: '1' } }, '/?q=0'],
  ])('puts parameters of %s %p into the query: %s', async (method, request, url) => {
    await call(method, '/?q=0', request);
    expect(received[0]!.url).toBe(url);
  });

  test('ignores the query option', async () => {
    await call('get', '/', { query: 'a=1' });
    expect(received[0]!.url).toBe('/');
  });

  test('sends auth as basic authorization, and refuses it without a colon', async () => {
    await call('get', '/', { auth: 'ada:invented' });
    expect(received[0]!.headers.authorization).toBe(
      `Basic ${Buffer.from('ada:invented').toString('base64')}`,
    );
    await expect(call('get', '/', { auth: 'ada' })).rejects.toThrow('username:password');
  });

  test.each([
    ['/json', '{"a":1}', { a: 1 }],
    ['/broken', '{"a":', null],
    ['/text', '{"a":1}', null],
  ])('gives the text of %s, and data for well-formed JSON only', async (path, content, data) => {
    expect(await call('get', path)).toMatchObject({ statusCode: 200, content, data });
  });

  test('gives bytes as a Buffer, without data, when the encoding is null', async () => {
    const response = await call('get', '/bytes', { encoding: null });
    expect(Buffer.isBuffer(response.content)).toBe(true);
    expect(Buffer.compare(response.content as unknown as Buffer, BYTES)).toBe(0);
    expect(response).not.toHaveProperty('data');
  });

  test('spoils bytes without that', async () => {
    const { content = '' } = await call('get', '/bytes');
    expect(Buffer.from(content).equals(BYTES)).toBe(false);
  });

  test('gives header names in lower case', async () => {
    expect((await call('get', '/json')).headers).toMatchObject({ 'x-trace': 'A' });
  });

  test('does not throw for a status that is not 2xx', async () => {
    expect(await call('get', '/teapot')).toMatchObject({ statusCode: 418, content: 'short and stout' });
  });

  test.each([301, 302, 303, 307, 308])(
    'follows a %p to another host with the same method, headers and body',
    async (status) => {
      const headers = { 'D360-API-KEY': 'invented' };
      const response = await call('post', `/moved?status=${status}`, { data: { a: 1 }, headers });
      expect(response).toMatchObject({ statusCode: 200, data: { a: 1 } });
      expect(received[1]).toMatchObject({
        method: 'POST',
        url: '/json',
        headers: { host: 'elsewhere.example.org', 'd360-api-key': 'invented' },
      });
      expect(received[1]!.body.toString()).toBe('{"a":1}');
    },
  );

  test('gives up after five redirects', async () => {
    await expect(call('get', '/loop')).rejects.toThrow('maximum redirect reached');
    expect(received).toHaveLength(6);
  });

  test('rejects for a name that does not exist', async () => {
    await expect(call('get', 'https://nowhere.example.org/')).rejects.toThrow(
      'ENOTFOUND nowhere.example.org',
    );
  });

  test('rejects for a server that does not listen', async () => {
    internet.register('down.example.org', 1);
    await expect(call('get', 'https://down.example.org/')).rejects.toThrow(
      /request to .* failed, reason: .*ECONNREFUSED/,
    );
  });

  test('rejects when the answer takes longer than the timeout', async () => {
    await expect(call('get', '/slow', { timeout: 100 })).rejects.toThrow('The user aborted a request.');
  });

  test('answers nothing to an app without the permission', async () => {
    const engine = await loadEngine(NEWEST_ENGINE);
    grant(engine);
    const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await call('get', '/json')).toBeUndefined();
    silent.mockRestore();
    expect(received).toEqual([]);
    grant(engine, 'networking');
  });
});
