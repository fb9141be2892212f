import axios, { type AxiosInstance } from 'axios';

import { Internet } from '../../../simulator/internet';
import { type RocketChat, startWorkspace } from '../../../simulator/rocketchat';
import { FIXTURE_ID, fixtureApp, FixtureClient, GRANTED } from '../support/fixtureApp';

/** What a browser or a deployment tool sends; FormData sets its own boundary. */
function formOf(zip: Buffer, permissions?: object[]): FormData {
  const form = new FormData();
  form.set('app', new Blob([zip]), 'app.zip');
  if (permissions) {
    form.set('permissions', JSON.stringify(permissions));
  }
  return form;
}

async function restOf(rocketChat: RocketChat, username: string): Promise<AxiosInstance> {
  const { users } = rocketChat.instance.workspace;
  const user = (await users.byUsername(username))!;
  return axios.create({
    baseURL: rocketChat.instance.url,
    headers: { 'X-User-Id': user._id, 'X-Auth-Token': await users.issueToken(user._id) },
    validateStatus: () => true,
    proxy: false,
  });
}

describe('administering apps over REST', () => {
  let rocketChat: RocketChat;
  let admin: AxiosInstance;
  let app: FixtureClient;
  const one = `/api/apps/${FIXTURE_ID}`;

  beforeAll(async () => {
    rocketChat = await startWorkspace({ internet: new Internet() });
    admin = await restOf(rocketChat, 'admin');
    app = new FixtureClient(rocketChat.instance);
  });
  afterAll(() => rocketChat.stop());

  test('says the version to anyone', async () => {
    const { data } = await axios.get(`${rocketChat.instance.url}/api/info`, { proxy: false });
    expect(data).toEqual({ version: '8.4', success: true });
  });

  test('is for those who are logged in', async () => {
    const { status, data } = await axios.get(`${rocketChat.instance.url}/api/apps`, {
      validateStatus: () => true,
      proxy: false,
    });
    expect([status, data.status]).toEqual([401, 'error']);
  });

  test('is for those who may manage apps', async () => {
    await rocketChat.instance.workspace.users.create({ username: 'berta', password: 'invented' });
    const { status } = await (await restOf(rocketChat, 'berta')).get('/api/apps');
    expect(status).toBe(403);
  });

  test.each([
    ['a file that is no zip', Buffer.from('no zip'), 400, /./],
    ['an app for a newer engine', fixtureApp({ requiredApiVersion: '2.0.0' }), 400, /requires v2\.0\.0/],
    // The engine stumbles over a range when it makes its text.
    [
      'an app for newer engines',
      fixtureApp({ requiredApiVersion: '^2.0.0' }),
      400,
      /Invalid Version: \^2\.0\.0/,
    ],
  ])('refuses %s with a reason', async (_label, zip, status, error) => {
    const answer = await admin.post('/api/apps', formOf(zip, GRANTED));
    expect(answer).toMatchObject({ status, data: { success: false, error: expect.stringMatching(error) } });
    expect(await rocketChat.store.apps.countAsync({})).toBe(0);
  });

  test('refuses a form without a file', async () => {
    const { status, data } = await admin.post('/api/apps', new FormData());
    expect([status, data.success]).toEqual([400, false]);
  });

  test('installs and enables an app', async () => {
    const { status, data } = await admin.post('/api/apps', formOf(fixtureApp(), GRANTED));
    expect(status).toBe(200);
    expect(data).toMatchObject({
      success: true,
      app: { id: FIXTURE_ID, version: '1.0.0', status: 'manually_enabled' },
      implemented: { IPreMessageSentPrevent: true, IPostMessageSent: true },
    });
    expect((await app.post('echo')).status).toBe(200);
  });

  test('refuses an app that is there already', async () => {
    const { status, data } = await admin.post('/api/apps', formOf(fixtureApp(), GRANTED));
    expect([status, data.success]).toEqual([400, false]);
    expect((await app.post('echo')).status).toBe(200);
  });

  test('lists and shows apps', async () => {
    const shown = {
      id: FIXTURE_ID,
      name: 'Fixture',
      status: 'manually_enabled',
      private: true,
      migrated: false,
    };
    expect((await admin.get('/api/apps')).data).toMatchObject({ success: true, apps: [shown] });
    expect((await admin.get(one)).data).toMatchObject({
      success: true,
      app: { ...shown, languages: { en: { 'a.key with a dot': 'text' } } },
    });
  });

  test.each(['', '/settings', '/settings/greeting', '/apis', '/logs', '/status'])(
    'says 404 for %p of an app that is not there',
    async (path) => {
      const { status, data } = await admin.get(`/api/apps/unknown${path}`);
      expect([status, data.error]).toEqual([404, 'No App found by the id of: unknown']);
    },
  );

  test('shows the endpoints', async () => {
    const { apis } = (await admin.get(`${one}/apis`)).data;
    expect(apis).toContainEqual({
      path: 'echo',
      computedPath: `/api/apps/public/${FIXTURE_ID}/echo`,
      methods: ['get', 'post'],
      examples: {},
    });
  });

  test('changes settings, and tells the app', async () => {
    const { settings } = (await admin.get(`${one}/settings`)).data;
    expect(settings).toMatchObject({ greeting: { id: 'greeting', packageValue: 'hello' } });
    const several = { settings: [{ ...settings.greeting, value: 'good day' }] };
    expect((await admin.post(`${one}/settings`, several)).data.updated).toHaveLength(1);
    const single = { setting: { ...settings.greeting, value: 'good night' } };
    expect((await admin.post(`${one}/settings/greeting`, single)).data).toEqual({ success: true });
    expect((await admin.get(`${one}/settings/greeting`)).data.setting.value).toBe('good night');
    expect((await app.get('heard')).data).toEqual({ heard: ['good day', 'good night'] });
  });

  test('shows the logs, newest first', async () => {
    await app.post('say', { text: 'invented words' });
    const { logs, total, count } = (await admin.get(`${one}/logs?count=3`)).data;
    expect(count).toBe(3);
    expect(total).toBeGreaterThan(3);
    expect(logs[0]).toMatchObject({ appId: FIXTURE_ID, method: 'api:say:post', instanceId: 'rc-1' });
  });

  test('disables and enables', async () => {
    const set = async (status: string): Promise<unknown> =>
      (await admin.post(`${one}/status`, { status })).data;
    expect(await set('manually_disabled')).toEqual({ success: true, status: 'manually_disabled' });
    expect((await app.post('echo')).status).toBe(404);
    expect(await set('manually_enabled')).toEqual({ success: true, status: 'manually_enabled' });
    expect((await app.post('echo')).status).toBe(200);
    expect(await set('asleep')).toMatchObject({ success: false });
  });

  test('updates, and keeps settings, records and the private path', async () => {
    const before = (await admin.get(`${one}/apis`)).data.apis;
    const { status, data } = await admin.post(one, formOf(fixtureApp({ version: '1.1.0' }), GRANTED));
    expect([status, data.app.version, data.app.status]).toEqual([200, '1.1.0', 'manually_enabled']);
    expect((await admin.get(`${one}/settings/greeting`)).data.setting.value).toBe('good night');
    expect(await app.records('install')).toHaveLength(1);
    expect(await app.records('update')).toEqual([{ oldAppVersion: '1.0.0' }]);
    expect((await admin.get(`${one}/apis`)).data.apis).toEqual(before);
  });

  test('an update that grants nothing leaves the app with the default permissions', async () => {
    await admin.post(one, formOf(fixtureApp({ version: '1.2.0' })));
    expect(await app.call('read.getUserReader.getByUsername', 'admin')).toMatchObject({
      result: { name: 'Admin' },
    });
  });

  test('uninstalls', async () => {
    const { status, data } = await admin.delete(one);
    expect([status, data.success, data.app.id]).toEqual([200, true, FIXTURE_ID]);
    expect((await admin.get('/api/apps')).data.apps).toEqual([]);
    expect(await rocketChat.store.appPersistence.countAsync({})).toBe(0);
  });

  test('a new installation has a new private path', async () => {
    const install = async (): Promise<string> => {
      await admin.post('/api/apps', formOf(fixtureApp(), GRANTED));
      return (await rocketChat.store.apps.findOneAsync({ appId: FIXTURE_ID }))._id;
    };
    const first = await install();
    await admin.delete(one);
    expect(await install()).not.toBe(first);
  });
});

describe('a workspace whose plan allows no private apps', () => {
  let rocketChat: RocketChat;
  let admin: AxiosInstance;

  beforeAll(async () => {
    rocketChat = await startWorkspace({ internet: new Internet(), privateApps: false });
    admin = await restOf(rocketChat, 'admin');
  });
  afterAll(() => rocketChat.stop());

  test('installs one without enabling it', async () => {
    const { status, data } = await admin.post('/api/apps', formOf(fixtureApp(), GRANTED));
    expect([status, data.success, data.app.status]).toEqual([200, true, 'initialized']);
  });

  test('refuses to enable it', async () => {
    const { status, data } = await admin.post(`/api/apps/${FIXTURE_ID}/status`, {
      status: 'manually_enabled',
    });
    expect([status, data]).toEqual([400, { success: false, error: 'license-prevented' }]);
  });

  test('refuses to update it', async () => {
    const { status, data } = await admin.post(`/api/apps/${FIXTURE_ID}`, formOf(fixtureApp(), GRANTED));
    expect([status, data]).toEqual([400, { success: false, error: 'Cannot_Update_Exempt_App' }]);
  });
});
