import { Internet } from '../../../simulator/internet';
import { type RocketChat, startWorkspace } from '../../../simulator/rocketchat';
import { ENGINE_VERSIONS, type EngineVersion } from '../../../simulator/rocketchat/engine/prepare';
import { FIXTURE_ID, fixtureApp, FixtureClient, until } from '../support/fixtureApp';

const ALLOWED = [
  ...['path', 'url', 'crypto', 'buffer', 'stream', 'net', 'http', 'https', 'zlib', 'util', 'punycode', 'os'],
  ...['querystring', 'fs', '@rocket.chat/apps-engine/definition/api'],
];
const REFUSED = [
  ...['events', 'assert', 'tls', 'dns', 'timers', 'string_decoder', 'async_hooks', 'worker_threads'],
  ...['child_process', 'axios', './other'],
];

describe.each(ENGINE_VERSIONS)('in its process in engine %s an app', (engineVersion: EngineVersion) => {
  let rocketChat: RocketChat;
  let app: FixtureClient;
  const own = (path: string): string => `https://chat.example.org/api/apps/public/${FIXTURE_ID}/${path}`;

  beforeAll(async () => {
    rocketChat = await startWorkspace({ internet: new Internet(), engineVersion });
    await rocketChat.installApp(fixtureApp());
    app = new FixtureClient(rocketChat.instance);
  });
  afterAll(() => rocketChat.stop());

  test.each(ALLOWED)('can require %s', async (module) => {
    expect((await app.post('require', { module })).data).toEqual({
      type: expect.stringMatching(/object|function/),
    });
  });

  test.each(REFUSED)('cannot require %s', async (module) => {
    expect((await app.post('require', { module })).data).toEqual({
      error: `Module ${module} is not allowed`,
    });
  });

  test('has neither globalThis nor Deno; dates reach it as dates, and what is undefined as null', async () => {
    expect((await app.get('surroundings')).data).toEqual({
      globalThis: 'undefined',
      Deno: 'undefined',
      date: true,
      undefinedBecomes: 'null',
    });
  });

  test('gets downloaded bytes as a Buffer', async () => {
    const { data } = await app.post('download', { url: 'https://chat.example.org/api/info' });
    expect(data.isBuffer).toBe(true);
    expect(JSON.parse(data.text)).toMatchObject({ success: true });
  });

  test('sends the bytes of a Buffer as they are', async () => {
    const bytes = Buffer.from('{"text":"ü"}').toString('base64');
    const headers = { 'Content-Type': 'application/json' };
    const { result } = await app.call('http.post', own('echo'), { content: { bytes }, headers });
    expect(result.data.content).toEqual({ text: 'ü' });
  });

  test('hears of a network error by a rejection, with its reason', async () => {
    const { error } = await app.call('http.get', 'https://nowhere.example.org/');
    expect(error).toContain('ENOTFOUND nowhere.example.org');
  });

  test('reaches the names that the simulator knows, by any of its servers, and no other', async () => {
    const { result } = await app.call('http.get', own('answer?kind=text'));
    expect(result).toMatchObject({ statusCode: 200, content: 'plain words', data: null });
  });
});

describe("an app's listeners", () => {
  let rocketChat: RocketChat;
  let app: FixtureClient;
  const say = async (text: string): Promise<boolean> => {
    const { workspace } = rocketChat.instance;
    const admin = (await workspace.users.byUsername('admin'))!;
    const room = (await workspace.rooms.byName('general'))!;
    await workspace.messages.post(admin, { rid: room._id, msg: text }).catch(() => undefined);
    return (await rocketChat.store.messages.countAsync({ msg: text })) === 1;
  };

  beforeAll(async () => {
    rocketChat = await startWorkspace({ internet: new Internet() });
    await rocketChat.installApp(fixtureApp());
    app = new FixtureClient(rocketChat.instance);
  });
  afterAll(() => rocketChat.stop());

  test('prevent a message', async () => {
    expect(await say('prevent')).toBe(false);
  });

  test.each(['throw', 'throw in check'])('do not hinder a message by an error: %s', async (text) => {
    expect(await say(text)).toBe(true);
    expect(rocketChat.instance.log.lines.join('\n')).toContain('Told to throw');
  });

  test('hear of every message after it was sent', async () => {
    await say('hello');
    await until(async () => (await app.records('message')).some(({ text }) => text === 'hello'));
  });

  test('are not told again of what they were at when their process died', async () => {
    const { instance } = rocketChat;
    instance.bridgeCalls.reset();
    await say('take your time');
    await until(() => instance.bridgeCalls.toApp.has('app:executePostMessageSent'));
    await instance.killRuntime(FIXTURE_ID);
    await instance.runtimeRestarted(FIXTURE_ID);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await app.records('message')).filter(({ text }) => text === 'take your time')).toEqual([]);
  });
});
