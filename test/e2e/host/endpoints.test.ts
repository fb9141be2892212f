import axios, { type AxiosResponse } from 'axios';

import { Internet } from '../../../simulator/internet';
import { type RocketChat, startWorkspace } from '../../../simulator/rocketchat';
import { FIXTURE_ID, fixtureApp, FixtureClient } from '../support/fixtureApp';

const json = { headers: { 'Content-Type': 'application/json' } };

describe("apps' endpoints", () => {
  let rocketChat: RocketChat;
  let app: FixtureClient;

  beforeAll(async () => {
    rocketChat = await startWorkspace({ internet: new Internet() });
    await rocketChat.installApp(fixtureApp());
    app = new FixtureClient(rocketChat.instance);
  });
  afterAll(() => rocketChat.stop());

  test.each([
    ['JSON', '{"a":1}', 'application/json', { a: 1 }],
    ['JSON with a charset', '{"a":"ü"}', 'application/json; charset=utf-8', { a: 'ü' }],
    ['a form', 'a=1&b[c]=2', 'application/x-www-form-urlencoded', { a: '1', b: { c: '2' } }],
    ['plain text', 'hello', 'text/plain', {}],
    ['XML', '<a/>', 'application/xml', {}],
    ['bytes', 'abc', 'application/octet-stream', {}],
    ['a multipart form', '--x--', 'multipart/form-data; boundary=x', {}],
    ['nothing', undefined, 'application/json', {}],
  ])('the app gets %s as its content and never the raw body', async (_label, body, type, content) => {
    const { status, data } = await app.post('echo', body, { headers: { 'Content-Type': type } });
    expect(status).toBe(200);
    expect(data.content).toEqual(content);
    expect(Object.keys(data).sort()).toEqual([
      'content',
      'headers',
      'method',
      'params',
      'privateHash',
      'query',
    ]);
  });

  test.each([
    ['malformed JSON', '{"a":', json, 400],
    ['JSON that is neither object nor array', '"text"', json, 400],
    ['JSON of more than 100 kB', JSON.stringify({ a: 'x'.repeat(102_400) }), json, 413],
    ['a form of more than 100 kB', `a=${'x'.repeat(102_400)}`, {}, 413],
  ])('%s is refused before the app sees it', async (_label, body, config, status) => {
    rocketChat.instance.bridgeCalls.reset();
    expect((await app.post('echo', body, config)).status).toBe(status);
    expect(rocketChat.instance.bridgeCalls.toApp.size).toBe(0);
  });

  test('a body just below 100 kB arrives', async () => {
    const { data } = await app.post('echo', { a: 'x'.repeat(102_000) });
    expect(data.content.a).toHaveLength(102_000);
  });

  test('the app gets lower-case header names, the method in lower case, and the query', async () => {
    const { data } = await app.get('echo?number=7&list[]=a', { headers: { 'X-Webhook-Secret': 'invented' } });
    expect(data).toMatchObject({
      method: 'get',
      headers: { 'x-webhook-secret': 'invented' },
      query: { number: '7', list: ['a'] },
    });
  });

  test.each([
    ['text', 200, 'text/html; charset=utf-8', 'plain words'],
    ['svg', 200, 'image/svg+xml; charset=utf-8', '<svg/>'],
    ['object', 202, 'application/json; charset=utf-8', '{"a":[1,2]}'],
    ['bytes', 200, 'application/octet-stream', '\u0000\ufffd\n'],
    ['nothing', 204, undefined, ''],
  ])('an answer of %s goes out as express sends it', async (kind, status, type, body) => {
    const answer = await app.get(`answer?kind=${kind}`, { responseType: 'text', transformResponse: [] });
    expect([answer.status, answer.headers['content-type'], answer.data]).toEqual([status, type, body]);
  });

  test("a rejection is answered with 500 and the error's own message", async () => {
    expect(await app.post('boom')).toMatchObject({ status: 500, data: 'No luck today' });
  });

  test('a verb that the endpoint does not have is answered with 500, not 405', async () => {
    expect(await app.get('boom')).toMatchObject({ status: 500, data: "boom's get not exists" });
  });

  describe('that are private', () => {
    const request = (path: string): Promise<AxiosResponse> =>
      axios.post(rocketChat.instance.url + path, {}, { validateStatus: () => true, proxy: false });
    const path = (): string =>
      rocketChat.instance.manager
        .getApiManager()
        .listApis(FIXTURE_ID)
        .find((api) => api.path === 'secret')!.computedPath;

    test("are reached by the hash of the app's installation", async () => {
      const { _id } = await rocketChat.store.apps.findOneAsync({ appId: FIXTURE_ID });
      expect(path()).toBe(`/api/apps/private/${FIXTURE_ID}/${_id}/secret`);
      expect(await request(path())).toMatchObject({
        status: 200,
        data: { privateHash: _id, fullPath: path() },
      });
    });

    test.each([
      ['another hash', `/api/apps/private/${FIXTURE_ID}/0123456789abcdef01234567/secret`],
      ['no hash', `/api/apps/public/${FIXTURE_ID}/secret`],
      ['an app that is not there', '/api/apps/private/b2c6a3e4-0f4e-4c6b-8d1c-5a7f2f7d0c11/abc/secret'],
      ['a path that is not there', `/api/apps/public/${FIXTURE_ID}/other`],
    ])('are not found by %s', async (_label, wrong) => {
      expect((await request(wrong)).status).toBe(404);
    });
  });

  describe('that need a login', () => {
    test('refuse requests without one', async () => {
      expect((await app.get('members')).status).toBe(401);
    });

    test('tell the app who asks', async () => {
      const { users } = rocketChat.instance.workspace;
      const admin = (await users.byUsername('admin'))!;
      const headers = { 'X-User-Id': admin._id, 'X-Auth-Token': await users.issueToken(admin._id) };
      const { status, data } = await app.get('members', { headers });
      expect(status).toBe(200);
      expect(data.user).toMatchObject({ id: admin._id, username: 'admin' });
    });
  });

  test('are reached under the public address of the workspace, on any of its servers', () => {
    const { url, host } = rocketChat.instance.internet.route('https://chat.example.org/api/info');
    expect(url).toBe(`${rocketChat.instance.url}/api/info`);
    expect(host).toBe('chat.example.org');
  });

  test('are gone while the app is disabled', async () => {
    const { manager, engine } = rocketChat.instance;
    await manager.changeStatus(FIXTURE_ID, engine.status.AppStatus.MANUALLY_DISABLED);
    expect((await app.post('echo')).status).toBe(404);
    await manager.changeStatus(FIXTURE_ID, engine.status.AppStatus.MANUALLY_ENABLED);
    expect((await app.post('echo')).status).toBe(200);
  });
});
