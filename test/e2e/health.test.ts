import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { WebClient } from '../../simulator/rocketchat/client/webClient';
import type { Town } from '../../simulator/town';
import { changeSetting, runJob } from './support/actions';
import { startChat, type Chat } from './support/room';
import { leave, townWithApp, waitForCustomerMessages } from './support/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../app.json');
const VIEW = 'number-status';
const TOKEN = 'a-token-for-monitoring';
/** What is delivered again comes when the test says so. */
const PATIENT = {
  delivery: { retryBaseMs: 600_000, retryMaxMs: 600_000 },
  receipts: { sentAfterMs: 5, deliveredAfterMs: 10, readAfterMs: 10 },
};

describe('The watch over a number', () => {
  let town: Town;
  let admin: WebClient;
  let chat: Chat;
  let setupRoom: string;

  beforeAll(async () => {
    town = await townWithApp({ pace: PATIENT });
    await town.connect();
    admin = await town.client('admin');
    setupRoom = (await admin.room('omnichannel-whatsapp-setup'))._id;
    chat = await startChat(town);
  });

  afterAll(() => leave(town));

  const number = () => town.people.production;
  const shown = (): string => JSON.stringify(admin.view(VIEW).view.blocks);
  const said = (words: string) => admin.waitForMessage(setupRoom, words);

  async function shows(words: string): Promise<void> {
    await waitFor(`«${words}» in the view`, () => shown().includes(words) || undefined, shown);
  }

  /** The customer writes, and the room gets it as the message of that count. */
  async function arrives(words: string, count: number): Promise<void> {
    chat.phone.send(number().displayNumber, { kind: 'text', text: words });
    expect((await waitForCustomerMessages(town, chat.room._id, count)).at(-1)).toBe(words);
  }

  it('begins as soon as the number is connected', async () => {
    await waitFor(
      'the first check',
      async () => {
        await admin.runCommand(setupRoom, '/whatsapp status');
        await admin.waitForView(VIEW);
        return shown().includes('Checked just now') || undefined;
      },
      shown,
    );
    expect(shown()).toContain('🟢');
  });

  it('is shown beside the room, from what is known, and refreshed by a click', async () => {
    await admin.runCommand(setupRoom, '/whatsapp status');
    expect(await admin.waitForView(VIEW)).toMatchObject({ surface: 'contextualBar' });
    expect(shown()).toContain(number().displayNumber);
    expect(shown()).toContain('Last message from a customer: just now');
    await admin.clickBlock(admin.view(VIEW), 'status-refresh');
    await shows('Checked just now');
    for (const fact of [
      'WhatsApp lets it send.',
      'Quality rating: high',
      '2000 new customers',
      'leads here',
    ]) {
      expect(shown()).toContain(fact);
    }
  });

  it('is shown to agents as well, without anything to set', async () => {
    const agent = await town.client('agent.ana');
    await agent.runCommand(chat.room._id, '/whatsapp status');
    const view = await agent.waitForView(VIEW);
    expect(JSON.stringify(view.view.blocks)).toContain(number().verifiedName);
  });

  it('tells once when WhatsApp limits the number, with the reason, and once that it does not any more', async () => {
    number().canSend = 'LIMITED';
    await runJob(town, 'check-numbers');
    await said('Your display name has not been approved yet.');
    await runJob(town, 'check-numbers');
    number().canSend = 'AVAILABLE';
    await runJob(town, 'check-numbers');
    await said('send freely again');
    const messages = await town.rocketchat.store.messages.findAsync({ rid: setupRoom });
    expect(messages.filter(({ msg }) => msg.includes('within limits'))).toHaveLength(1);
  });

  it('tells what the messaging limit is when WhatsApp changes it', async () => {
    number().messagingLimit = 'TIER_250';
    await runJob(town, 'check-numbers');
    await said('first in 24 hours: 250; before: 2000.');
    number().messagingLimit = 'TIER_2K';
    await runJob(town, 'check-numbers');
    await said('first in 24 hours: 2000; before: 250.');
  });

  it('notices a webhook that another system took, and takes it back by one click', async () => {
    const ours = number().webhook!.url;
    number().webhook = { url: 'https://crm.example.net/hook', headers: {}, setAt: 0 };
    await runJob(town, 'check-numbers');
    const warning = await said('leads to another system (crm.example.net)');
    await admin.clickBlock(warning, 'webhook-take-back');
    await said('leads here again');
    expect(number().webhook?.url).toBe(ours);
    await said('took the webhook');
    await arrives('After it was taken back', 2);
  });

  it('mends a rotated key without losing what 360dialog still holds', async () => {
    const { manager, engine } = town.rocketchat.instance;
    const { MANUALLY_DISABLED, MANUALLY_ENABLED } = engine.status.AppStatus;
    await manager.changeStatus(APP_ID, MANUALLY_DISABLED);
    chat.phone.send(number().displayNumber, { kind: 'text', text: 'Held by 360dialog' });
    await waitFor(
      'a refusal of the webhook',
      () => town.dialog360.deliveries.at(-1)?.attempts.find(({ status }) => status !== 200),
      () => '',
    );
    await manager.changeStatus(APP_ID, MANUALLY_ENABLED);
    const apiKey = town.dialog360.regenerateKey(number().phoneNumberId);
    expect(number().webhook).toBeUndefined();
    await runJob(town, 'check-numbers');
    await said('do not go out');

    await admin.runCommand(setupRoom, '/whatsapp numbers');
    const card = await admin.waitForMessage(setupRoom, 'Well done');
    await admin.clickBlock(card, 'number-edit');
    const form = await waitFor(
      'the form',
      () => admin.views.find(({ id }) => id.startsWith('edit-number:')),
      () => '',
    );
    await admin.submitView(form.id, { apiKey });
    town.dialog360.retryNow();
    expect((await waitForCustomerMessages(town, chat.room._id, 3)).at(-1)).toBe('Held by 360dialog');
    await runJob(town, 'check-numbers');
    await said('go out again');
    await arrives('With the new key', 4);
  });

  it('follows the workspace to a new address, also while the former one still leads to it', async () => {
    const { instance } = town.rocketchat;
    town.internet.register('chat.new.example.org', Number(new URL(instance.url).port));
    await instance.workspace.settings.set('Site_Url', 'https://chat.new.example.org');
    await runJob(town, 'check-numbers');
    await said('now leads to chat.new.example.org');
    expect(number().webhook?.url).toMatch(/^https:\/\/chat\.new\.example\.org\//);
    await arrives('At the new address', 5);
  });

  it('follows the setting for the webhooks at once', async () => {
    await changeSetting(town, 'webhook_base_url', 'https://chat.example.org');
    await said('now leads to chat.example.org');
    await arrives('At the address of the setting', 6);
  });

  describe('as monitoring sees it', () => {
    const ask = (headers: Record<string, string> = {}) =>
      fetch(`${town.rocketchat.instance.url}/api/apps/public/${APP_ID}/health`, { headers });
    const authorization = `Bearer ${TOKEN}`;

    it('is off until there is a token', async () => {
      const answer = await ask({ authorization });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('API token');
    });

    it('is refused without the token', async () => {
      await changeSetting(town, 'api_token', TOKEN);
      expect((await ask()).status).toBe(401);
      expect((await ask({ authorization: 'Bearer another' })).status).toBe(401);
    });

    it('is JSON, with counts and times', async () => {
      // What stands in the room is done with a moment later.
      await waitFor(
        'an end of all work',
        async () => (await (await ask({ authorization })).text()).includes('"in":0') || undefined,
        () => 'There was some',
      );
      const answer = await ask({ authorization });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('application/json');
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({
        status: 'ok',
        numbers: [
          {
            number: `+${number().displayNumber}`,
            canSend: 'AVAILABLE',
            quality: 'GREEN',
            messagingLimit: 2_000,
            webhook: { state: 'ours' },
            last24Hours: { received: 6 },
            waiting: { in: 0, out: 0, held: 0 },
          },
        ],
      });
      expect(text).not.toContain(chat.phone.record.waId);
    });

    it('is text for Prometheus', async () => {
      const answer = await ask({ authorization, accept: 'text/plain;version=0.0.4;q=0.5,*/*;q=0.1' });
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain;.*version=0\.0\.4/);
      const text = await answer.text();
      expect(text).toMatch(/^whatsapp_number_up\{id="[^"]+",number="\+4930901820"\} 1$/m);
      expect(text).toMatch(/^# TYPE whatsapp_waiting gauge$/m);
    });
  });

  it('answers in time, with what it knows, when 360dialog takes longer than a client waits', async () => {
    await admin.runCommand(setupRoom, '/whatsapp status');
    await admin.waitForView(VIEW);
    const slowness = town.dialog360.faults.add({ kind: 'slow', ms: 6_000 });
    await admin.clickBlock(admin.view(VIEW), 'status-refresh');
    await shows('360dialog has not answered yet');
    expect(shown()).toContain('Quality rating: high');
    expect(admin.failures).toEqual([]);
    town.dialog360.faults.remove(slowness);
    await waitFor(
      'the answer of 360dialog',
      async () => {
        await admin.clickBlock(admin.view(VIEW), 'status-refresh');
        return shown().includes('has not answered') ? undefined : true;
      },
      shown,
    );
  });
});
