import type { WebClient } from '../../simulator/rocketchat/client/webClient';
import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { RoomDoc } from '../../simulator/rocketchat/documents';
import type { Town } from '../../simulator/town';
import { leave, townWithApp } from './support/town';

const NAME = 'omnichannel-whatsapp-setup';

describe('The setup room', () => {
  let town: Town;
  let admin: WebClient;

  beforeAll(async () => {
    town = await townWithApp();
    admin = await town.client('admin');
  });

  afterAll(() => leave(town));

  const stored = (): Promise<RoomDoc[]> => town.rocketchat.store.rooms.findAsync({ fname: /WhatsApp Setup/ });
  const theRoom = async (): Promise<RoomDoc> =>
    waitFor(
      'a setup room',
      async () => (await stored())[0],
      () => Promise.resolve('There was none'),
    );
  const said = async (): Promise<string[]> =>
    (await admin.history((await theRoom())._id)).map(({ msg }) => msg);

  it('answers in the place of the question, and finds back', async () => {
    const { _id } = await theRoom();
    const question = await admin.waitForMessage(_id, 'Do you have an account');
    for (const [button, words] of [
      ['setup-wants-sandbox', /send the word START/],
      ['setup-needs-account', /Create Account/],
      ['setup-has-account', /Log in to the 360dialog Hub/],
    ] as const) {
      await admin.clickBlock(await admin.message(question._id), button);
      await admin.waitForMessage(_id, words);
      expect((await said()).filter((words) => words)).toHaveLength(1);
    }
  });

  it('lets other admins and managers in who ask to connect', async () => {
    const manager = await town.client('maria.manager');
    const general = await manager.room('general');
    await manager.runCommand(general._id, '/whatsapp connect');
    await manager.waitForView('connect-number');
    expect((await manager.rooms()).map(({ name }) => name)).toContain(NAME);
  });

  it('comes back with all of them when it was deleted', async () => {
    await town.rocketchat.instance.workspace.rooms.remove((await theRoom())._id);
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp connect');
    await admin.waitForView('connect-number');
    await admin.waitForMessage((await theRoom())._id, 'Do you have an account');
    const manager = await town.client('maria.manager');
    expect((await manager.rooms()).map(({ name }) => name)).toContain(NAME);
    expect(await stored()).toHaveLength(1);
  });

  it('is never a room that others can read', async () => {
    await town.rocketchat.instance.workspace.rooms.remove((await theRoom())._id);
    const { rooms, users } = town.rocketchat.instance.workspace;
    const creator = (await users.byUsername('agent.ana'))!;
    await rooms.create({ type: 'c', name: NAME, creator, members: [] });
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp connect');
    await admin.waitForView('connect-number');
    expect(await theRoom()).toMatchObject({ t: 'p', name: `${NAME}-2` });
    await admin.waitForMessage((await theRoom())._id, 'Do you have an account');
  });

  it('says what of Omnichannel is missing once a number is connected', async () => {
    await town.rocketchat.instance.workspace.settings.set('Livechat_enabled', false);
    const { apiKey } = town.people.production;
    await admin.submitView('connect-number', { apiKey });
    const card = await admin.waitForMessage((await theRoom())._id, 'Well done');
    expect(card.msg).toContain('[Switch it on](https://chat.example.org/admin/settings/Omnichannel)');
  });

  it('is English for who reads a language that the app does not know', async () => {
    await town.rocketchat.store.users.updateAsync({ username: 'admin' }, { $set: { language: 'ja' } });
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp numbers');
    await admin.waitForNotice('WhatsApp No');
  });
});
