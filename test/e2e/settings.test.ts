import axios, { type AxiosInstance } from 'axios';

import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { WebClient } from '../../simulator/rocketchat/client/webClient';
import type { Town } from '../../simulator/town';
import { leave, townWithApp } from './support/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../app.json');
const TOKEN = 'a-token-for-other-systems';

/** The settings page is open at the first server; the second one has to know. */
describe('The settings page', () => {
  let town: Town;
  let admin: WebClient;
  let setupRoom: string;
  let pages: AxiosInstance[];

  beforeAll(async () => {
    town = await townWithApp({ instances: 2 });
    admin = await town.client('admin');
    setupRoom = (await admin.waitForRoom(({ name }) => name === 'omnichannel-whatsapp-setup'))._id;
    const { url } = town.rocketchat.instance;
    const login = { user: 'admin', password: 'admin-secret' };
    const { data } = (await axios.post(`${url}/api/v1/login`, login, { proxy: false })).data;
    const headers = { 'X-User-Id': data.userId, 'X-Auth-Token': data.authToken };
    pages = town.rocketchat.instances.map((instance) =>
      axios.create({ baseURL: `${instance.url}/api/apps/${APP_ID}/settings`, headers, proxy: false }),
    );
  });

  afterAll(() => leave(town));

  /** As the page's button does; the host answers with success whatever the app thinks of it. */
  async function save(values: Record<string, unknown>): Promise<void> {
    const { settings } = (await pages[0]!.get('')).data;
    const changed = Object.entries(values).map(([id, value]) => ({ ...settings[id], value }));
    await pages[0]!.post('', { settings: changed });
    await town.rocketchat.settled();
  }

  /** What the servers show after a reload of the page. */
  async function shown(id: string): Promise<unknown[]> {
    const answers = await Promise.all(pages.map((page) => page.get(`/${id}`)));
    return answers.map(({ data }) => data.setting.value ?? data.setting.packageValue);
  }

  async function statusAtSecondServer(): Promise<number> {
    const path = `${town.rocketchat.instances[1]!.url}/api/apps/public/${APP_ID}/health`;
    return (await fetch(path, { headers: { authorization: `Bearer ${TOKEN}` } })).status;
  }

  it('makes a change count at once on a server that remembers the former value', async () => {
    expect(await statusAtSecondServer()).toBe(403);
    await save({ api_token: TOKEN });
    // Well below the half minute for which a server believes what it has read.
    await waitFor(
      'the second server to know the token',
      async () => (await statusAtSecondServer()) === 200 || undefined,
      () => '',
      15_000,
    );
  });

  it('keeps the former values of what makes no sense, takes the others, and says what to enter', async () => {
    await save({ retention_days: 2, api_token: 'short', silence_alarm_hours: 12, no_agent_policy: 'shout' });
    expect(await shown('retention_days')).toEqual([30, 30]);
    expect(await shown('api_token')).toEqual([TOKEN, TOKEN]);
    expect(await shown('no_agent_policy')).toEqual(['hold', 'hold']);
    expect(await shown('silence_alarm_hours')).toEqual([12, 12]);
    expect(await statusAtSecondServer()).toBe(200);
    await admin.waitForMessage(setupRoom, /Retention in days\*.*from 8 to 3650.*former value stays/s);
    await admin.waitForMessage(setupRoom, /API token\*.*at least 16 characters/s);
    await admin.waitForMessage(setupRoom, /When no agent is online\*.*Choose one/s);
  });

  it('says it once, however many servers there are', async () => {
    const messages = await town.rocketchat.store.messages.findAsync({ rid: setupRoom });
    const refusals = messages.filter(({ msg }) => msg.includes('was not changed'));
    expect(refusals).toHaveLength(3);
    expect(refusals.map(({ msg }) => msg).join()).not.toContain('short');
  });
});
