import type { OpenView } from '../../../simulator/rocketchat/client/views';
import { WebClient } from '../../../simulator/rocketchat/client/webClient';
import { memberPassword } from '../../../simulator/rocketchat/workspace/seed';
import type { Town } from '../../../simulator/town';
import { changeSetting } from '../support/actions';
import { eventually } from '../support/room';
import { leave, townWithApp } from '../support/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../../app.json');
const TOKEN = 'a-token-for-other-systems';

describe('The templates of a number with 500 of them', () => {
  let town: Town;
  let other: WebClient;

  beforeAll(async () => {
    town = await townWithApp({ instances: 2 });
    const { production } = town.people;
    for (let index = town.dialog360.templates.list(production).length; index < 500; index++) {
      const name = `offer_${String(index).padStart(3, '0')}`;
      const components = [{ type: 'BODY', text: `Hallo {{1}}, Angebot ${index}.` }];
      town.dialog360.templates.create(
        production,
        { name, language: index % 2 ? 'de' : 'en', category: 'MARKETING', components },
        'APPROVED',
      );
    }
    await town.connect();
    const [, second] = town.rocketchat.instances;
    other = await WebClient.login(second!.url, 'agent.ben', memberPassword);
  });

  afterAll(async () => {
    other.close();
    await leave(town);
  });

  const words = (view: OpenView): string => JSON.stringify(view.view.blocks);

  async function open(client: WebClient, line = '/whatsapp view-templates'): Promise<OpenView> {
    const { _id } = await client.room('general');
    await client.runCommand(_id, line);
    return client.waitForView('view-templates');
  }

  async function shows(view: OpenView, what: string): Promise<void> {
    await eventually(`"${what}" in the list`, () => words(view).includes(what));
  }

  it('are shown by pages, which every client takes', async () => {
    const agent = await town.client('agent.ana');
    const view = await open(agent);
    if (!words(view).includes('500 of 500')) {
      await agent.clickBlock(view, 'template-refresh');
    }
    await shows(view, '500 of 500 templates');
    await shows(view, 'Fetched just now');
    await shows(view, 'Page 1 of 50');
    expect(view.view.blocks.length).toBeLessThan(50);
    const choices = view.view.blocks.flatMap(({ elements = [] }) =>
      elements.map(({ options = [] }) => options),
    );
    expect(Math.max(...choices.map(({ length }) => length))).toBeLessThanOrEqual(101);
    await agent.clickBlock(view, 'template-next');
    await shows(view, 'Page 2 of 50');
    await agent.clickBlock(view, 'template-previous');
    await shows(view, 'Page 1 of 50');
  });

  it('are found by words, language, status and category together', async () => {
    const agent = await town.client('agent.ana');
    const view = await open(agent, '/whatsapp view-templates ANGEBOT 49');
    await shows(view, '11 of 500');
    await agent.clickBlock(view, 'template-language', 'de');
    await shows(view, '6 of 500');
    await agent.clickBlock(view, 'template-language', 'any');
    await shows(view, '11 of 500');
    await agent.clickBlock(view, 'template-search', 'login');
    await agent.clickBlock(view, 'template-status', 'APPROVED');
    await agent.clickBlock(view, 'template-category', 'AUTHENTICATION');
    await shows(view, '1 of 500');
    await shows(view, 'verification codes');
    await agent.clickBlock(view, 'template-show');
    const detail = await agent.waitForView('template');
    expect(words(detail)).toContain('is your verification code');
    expect(words(detail)).toContain('Verification code');
  });

  it('change on both servers when WhatsApp tells one of them', async () => {
    const view = await open(other, '/whatsapp view-templates offer_499');
    await shows(view, 'approved');
    const [template] = town.dialog360.templates
      .list(town.people.production)
      .filter(({ name }) => name === 'offer_499');
    await town.dialog360.templates.review(template!, 'PAUSED');
    await eventually('the other server to know', async () => {
      await other.clickBlock(view, 'template-search', 'offer_499');
      return words(view).includes('paused because of bad feedback');
    });
    const admin = await town.client('admin');
    const setup = await admin.room('omnichannel-whatsapp-setup');
    await admin.waitForMessage(setup._id, 'offer_499');
  });

  it('stay when 360dialog is away, and say why and since when', async () => {
    const agent = await town.client('agent.ana');
    const view = await open(agent);
    const outage = town.dialog360.faults.add({
      kind: 'outage',
      mode: 'bad-gateway',
      path: '/message_templates',
    });
    await agent.clickBlock(view, 'template-refresh');
    await shows(view, 'could not be fetched again');
    await shows(view, '500 of 500');
    town.dialog360.faults.remove(outage);
    await agent.clickBlock(view, 'template-refresh');
    await eventually('the list to be new', () => !words(view).includes('could not be fetched again'));
  });

  it('open in time when 360dialog takes longer than the client waits', async () => {
    const agent = await town.client('agent.ana');
    const asked = Date.now();
    const slow = town.dialog360.faults.add({ kind: 'slow', ms: 6_000, path: '/message_templates' });
    const view = await open(agent);
    await agent.clickBlock(view, 'template-refresh');
    expect(agent.toasts).toEqual([]);
    await shows(view, '500 of 500');
    town.dialog360.faults.remove(slow);
    await eventually('the slow answer to arrive', async () => {
      const records = await town.rocketchat.store.appPersistence.findAsync({});
      return records.some(
        ({ associations, data }) =>
          associations.some(({ id }) => id.startsWith('template-sync-synced:')) && Number(data.at) >= asked,
      );
    });
  });

  it('are listed for other systems, by pages, to who has the token', async () => {
    const url = `${town.rocketchat.instance.url}/api/apps/public/${APP_ID}/templates`;
    const ask = async (query: string, token = TOKEN) => {
      const answer = await fetch(`${url}?${query}`, { headers: { Authorization: `Bearer ${token}` } });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    expect(await ask('')).toMatchObject({ status: 403 });
    await changeSetting(town, 'api_token', TOKEN);
    expect(await ask('', 'another')).toMatchObject({ status: 401 });
    const { status, body } = await ask('search=offer&language=de&limit=2&offset=1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, number: '+4930901820', offset: 1, limit: 2, problem: null });
    const [first] = body.templates as Record<string, unknown>[];
    expect(body.templates).toHaveLength(2);
    expect(first).toMatchObject({
      language: 'de',
      sendable: true,
      inputs: [{ id: 'body-1', kind: 'text', required: true, label: 'Blank 1 in the message' }],
    });
    expect(await ask('number=%2B49%2030%20901820')).toMatchObject({ status: 200, body: { total: 500 } });
    expect(await ask('number=%2B4930000000')).toMatchObject({ status: 400, body: { success: false } });
  });
});
