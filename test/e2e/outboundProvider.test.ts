import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import app from '../../app.json';
import type { EngineVersion } from '../../simulator/rocketchat/engine/prepare';
import { Town, type TownOptions } from '../../simulator/town';
import { eventually, setSetting } from './support/room';
import { leave, openRoomOf, townWithApp } from './support/town';

const PHONE = '+4930901820';

/** As the admin does: the setting, then off and on. */
async function withdraw(town: Town): Promise<void> {
  const { manager } = town.rocketchat.instance;
  await setSetting(town, 'outbound_messages', false);
  await manager.disable(app.id);
  await manager.enable(app.id);
}

/** What agents are told by the command. */
async function told(town: Town, words: string): Promise<void> {
  const admin = await town.client('admin');
  const setup = await admin.room('omnichannel-whatsapp-setup');
  await eventually(`the view to say "${words}"`, async () => {
    await admin.runCommand(setup._id, '/whatsapp status');
    return JSON.stringify((await admin.waitForView('number-status')).view).includes(words);
  });
}

describe("Rocket.Chat's wizard for outbound messages", () => {
  let town: Town | undefined;

  async function open(options: TownOptions): Promise<Town> {
    town = await townWithApp(options);
    await town.connect();
    return town;
  }

  afterEach(async () => {
    await (town && leave(town));
    town = undefined;
  });

  const newer: EngineVersion[] = ['1.58.1', '1.62.0'];

  it.each(newer)(
    'has the templates that it can fill in, and sends them, in engine %s',
    async (engineVersion) => {
      const { people, rocketchat } = await open({ engineVersion, outboundMessages: 'licensed' });
      const agent = await town!.client('agent.ana');
      expect(await agent.outboundProviders()).toEqual([
        { providerId: app.id, providerName: app.name, supportsTemplates: true, providerType: 'phone' },
      ]);
      const offered = (await agent.outboundTemplates(app.id))[PHONE]!;
      // A link with a blank and a code are nothing that the wizard could fill in.
      expect(offered.map(({ name }) => name).sort()).toEqual(['hello', 'order_update']);
      expect(offered.find(({ name }) => name === 'order_update')).toMatchObject({
        language: 'de',
        category: 'utility',
        status: 'approved',
        phoneNumber: PHONE,
        components: [
          {
            type: 'body',
            text: 'Hallo {{first_name}}, Ihre Bestellung {{order}} ist unterwegs.',
            example: { bodyText: [['Ana', '4711']] },
          },
          { type: 'footer', text: 'Teehaus Morgenrot' },
        ],
      });

      const [phone] = people.customers;
      const { workspace } = rocketchat.instance;
      const ben = await workspace.users.byUsername('agent.ben');
      const message = {
        to: `+${phone!.record.waId}`,
        type: 'template',
        templateProviderPhoneNumber: PHONE,
        agentId: ben!._id,
        template: {
          name: 'order_update',
          language: { code: 'de' },
          components: [
            {
              type: 'body',
              parameters: [
                { type: 'text', text: 'Mara' },
                { type: 'text', text: '815' },
              ],
            },
            { type: 'footer', parameters: [] },
          ],
        },
      };
      await agent.sendOutbound(app.id, message);
      const number = people.production.displayNumber;
      await eventually('the template', () =>
        phone!.chat(number).some(({ preview }) => preview.includes('Hallo Mara, Ihre Bestellung 815')),
      );
      phone!.send(number, { kind: 'text', text: 'Danke' });
      const room = await openRoomOf(town!, phone!.record.name);
      expect(room.servedBy?.username).toBe('agent.ben');

      const wrong = {
        ...message,
        template: { ...message.template, name: 'come_back', language: { code: 'en' } },
      };
      await expect(agent.sendOutbound(app.id, wrong)).rejects.toThrow(
        'values more than the template has blanks',
      );
    },
  );

  it('is left alone where the host does not know it: the app is enabled all the same', async () => {
    await open({ engineVersion: '1.53.1' });
    await told(town!, 'not in this version of Rocket.Chat');
  });

  it('is offered without a plan that has it as well, and withdrawn by the setting', async () => {
    await open({});
    await told(town!, 'has the templates, if the plan includes it');
    const agent = await town!.client('agent.ana');
    await expect(agent.outboundProviders()).rejects.toThrow('enterprise feature');
    await withdraw(town!);
    await told(town!, "off in the app's settings");
  });

  it('is withdrawn by the app where the server does not accept it, so that the next start succeeds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'outbound-'));
    town = await townWithApp({ folder, outboundMessages: 'missing' });
    const { manager } = town.rocketchat.instance;
    const setting = (): unknown =>
      manager.getOneById(app.id).getStorageItem().settings['outbound_messages']?.value;
    await eventually('the setting off', () => setting() === false);
    const admin = await town.client('admin');
    const setup = await admin.room('omnichannel-whatsapp-setup');
    await admin.waitForMessage(setup._id, 'does not accept the app for outbound messages');
    await leave(town);

    town = await Town.open({ folder, outboundMessages: 'missing' });
    await town.rocketchat.instance.manager.enable(app.id);
    await town.connect();
    await told(town, "off in the app's settings");
  });
});
