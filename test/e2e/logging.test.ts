import axios from 'axios';

import { ENGINE_VERSIONS } from '../../simulator/rocketchat/engine/prepare';
import type { Town } from '../../simulator/town';
import { quiet } from './support/actions';
import { until } from './support/fixtureApp';
import { leave, openRoomOf, townWithApp, waitForCustomerMessages } from './support/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../app.json');

/** What the engine itself writes into the app's log: docs/security.md tells administrators of it. */
describe.each(ENGINE_VERSIONS)('In the log that engine %s keeps of the app', (engineVersion) => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp({ engineVersion });
    await town.connect();
    const { production, customers } = town.people;
    customers[0]!.send(production.displayNumber, { kind: 'text', text: 'Something private' });
    await waitForCustomerMessages(town, (await openRoomOf(town, 'Mara Lindner'))._id, 1);
    const admin = await town.client('admin');
    const room = await admin.room('general');
    await untilLogged('invented-argument', () =>
      admin.runCommand(room._id, '/whatsapp help invented-argument'),
    );
    await untilLogged('elsewhere.example.org', () =>
      saveSetting('webhook_base_url', 'https://elsewhere.example.org'),
    );
  });
  afterAll(() => leave(town));

  /** As the settings page of the app does. */
  async function saveSetting(id: string, value: string): Promise<void> {
    const { url: baseURL } = town.rocketchat.instance;
    const http = axios.create({ baseURL, proxy: false });
    const { data } = await http.post('/api/v1/login', { user: 'admin', password: 'admin-secret' });
    const headers = { 'X-User-Id': data.data.userId, 'X-Auth-Token': data.data.authToken };
    const path = `/api/apps/${APP_ID}/settings/${id}`;
    const { setting } = (await http.get(path, { headers })).data;
    await http.post(path, { setting: { ...setting, value } }, { headers });
  }

  /**
   * Does something until it stands in the log. The engine stores what a handler has logged some time after its end;
   * engine 1.58.1 loses it when another handler runs at the same moment.
   */
  async function untilLogged(text: string, act: () => Promise<unknown>): Promise<void> {
    await quiet(town);
    await act();
    await quiet(town);
    if ((await methodsThatLogged(text)).length === 0) {
      await untilLogged(text, act);
    }
  }

  async function methodsThatLogged(text: string): Promise<string[]> {
    const logs = await town.rocketchat.store.appLogs.findAsync({});
    const entries = logs.map(({ entry }) => entry as unknown as { method: string; entries: object[] });
    const found = entries.filter((entry) => JSON.stringify(entry.entries).includes(text));
    return [...new Set(found.map(({ method }) => method))];
  }

  test.each<[string, () => string, string[]]>([
    [
      "a customer's text stands in the requests of webhooks",
      () => 'Something private',
      ['api:incoming:post'],
    ],
    ["a customer's phone number stands there", () => '4915123456789', ['api:incoming:post']],
    [
      'the secret of the webhook stands there',
      () => town.people.production.webhook!.headers['X-Webhook-Secret']!,
      ['api:incoming:post'],
    ],
    [
      'the arguments of a command stand in its call',
      () => 'invented-argument',
      ['slashcommand:whatsapp:executor'],
    ],
    [
      'the value of a setting stands in its saving',
      () => 'elsewhere.example.org',
      ['app:onPreSettingUpdate'],
    ],
    ['the API key, which was entered into a form, stands nowhere', () => town.people.production.apiKey, []],
  ])('%s', async (_, text, methods) => {
    // The engine stores what a handler has logged some time after its end.
    await until(async () => (await methodsThatLogged(text())).length >= methods.length);
    expect(await methodsThatLogged(text())).toEqual(methods);
  });
});
