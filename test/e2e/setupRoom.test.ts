import type { WebClient } from '../../simulator/rocketchat/client/webClient';
import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { RoomDoc } from '../../simulator/rocketchat/documents';
import type { Town } from '../../simulator/town';
import { quiet, runJob, setAgents } from './support/actions';
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

  const stored = (): Promise<RoomDoc[]> =>
    town.rocketchat.store.rooms.findAsync({ t: 'p', 'u.username': 'whatsapp.bot' });
  const theRoom = async (): Promise<RoomDoc> =>
    waitFor(
      'a setup room',
      async () => (await stored())[0],
      () => Promise.resolve('There was none'),
    );
  /** Apps hear of messages a moment later, and then the host wants their room. */
  const removeRoom = async (): Promise<void> => {
    await quiet(town);
    await town.rocketchat.instance.workspace.rooms.remove((await theRoom())._id);
  };
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

  it('is known after it was renamed', async () => {
    const { _id } = await theRoom();
    await town.rocketchat.instance.workspace.rooms.update(_id, { name: 'whatsapp', fname: 'WhatsApp' });
    const manager = await town.client('maria.manager');
    const general = await manager.room('general');
    await manager.runCommand(general._id, '/whatsapp connect');
    await manager.waitForView('connect-number');
    expect(await stored()).toHaveLength(1);
    await town.rocketchat.instance.workspace.rooms.update(_id, { name: NAME, fname: 'WhatsApp' });
  });

  it('comes back with all of them when it was deleted', async () => {
    await removeRoom();
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp connect');
    await admin.waitForView('connect-number');
    await admin.waitForMessage((await theRoom())._id, 'Do you have an account');
    const manager = await town.client('maria.manager');
    expect((await manager.rooms()).map(({ name }) => name)).toContain(NAME);
    expect(await stored()).toHaveLength(1);
  });

  it('is never a room that others can read', async () => {
    await removeRoom();
    const { rooms, users } = town.rocketchat.instance.workspace;
    const creator = (await users.byUsername('agent.ana'))!;
    await rooms.create({ type: 'c', name: NAME, creator, members: [] });
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp connect');
    await admin.waitForView('connect-number');
    expect(await theRoom()).toMatchObject({ t: 'p', name: `${NAME}-2` });
    await admin.waitForMessage((await theRoom())._id, 'Do you have an account');
  });

  it('says what of Omnichannel is missing once a number is connected, and looks again when asked', async () => {
    const { livechat, settings } = town.rocketchat.instance.workspace;
    const departments = await Promise.all(['Support', 'Sales'].map((name) => town.departmentId(name)));
    const enable = async (enabled: boolean): Promise<void> => {
      for (const department of departments) {
        await livechat.departments.update(department, { enabled });
      }
    };
    await settings.set('Livechat_enabled', false);
    await setAgents(town, false);
    await enable(false);
    const { apiKey } = town.people.production;
    await admin.submitView('connect-number', { apiKey });
    const { _id: rid } = await theRoom();
    const card = await admin.waitForMessage(rid, 'Well done');
    const again = async (): Promise<string> => {
      await admin.clickBlock(await admin.message(card._id), 'number-check');
      return (await admin.message(card._id)).msg;
    };
    expect(card.msg).toContain('[Switch it on](https://chat.example.org/admin/settings/Omnichannel)');
    expect(card.msg).not.toContain('[Agents]');

    await settings.set('Livechat_enabled', true);
    const ways = await again();
    expect(ways).toContain('[Departments](https://chat.example.org/omnichannel/departments)');
    expect(ways).toContain('[Agents](https://chat.example.org/omnichannel/agents)');
    expect(ways).not.toContain('[Switch it on]');

    await setAgents(town, true);
    await enable(true);
    expect(await again()).not.toContain('⚠️');
    const { blocks } = await admin.message(card._id);
    expect(JSON.stringify(blocks)).toContain('number-edit');
    expect(JSON.stringify(blocks)).not.toContain('number-check');
  });

  it('is read by another admin when those who read it lost their roles, are deactivated or deleted', async () => {
    const { livechat, members, rooms, users } = town.rocketchat.instance.workspace;
    const zoe = await users.create({
      username: 'zoe.admin',
      password: 'member-secret',
      roles: ['admin', 'user'],
    });
    await members.add((await rooms.byName('general'))!, zoe);
    await livechat.agents.removeManager('maria.manager');
    const { _id: adminId } = (await users.byUsername('admin'))!;
    await users.update(adminId, { active: false });
    await runJob(town, 'check-numbers');
    const client = await town.client('zoe.admin');
    const { _id, name } = await theRoom();
    await client.waitForRoom((room) => room._id === _id);
    const direct = await client.waitForRoom(({ usernames }) => usernames?.includes('whatsapp.bot') === true);
    await client.waitForMessage(direct._id, `[${name}](https://chat.example.org/group/${name})`);

    await users.update(adminId, { active: true });
    await livechat.agents.addManager('maria.manager');
  });

  it('is English for who reads a language that the app does not know', async () => {
    await town.rocketchat.store.users.updateAsync({ username: 'admin' }, { $set: { language: 'ja' } });
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp numbers');
    await admin.waitForNotice('WhatsApp No');
  });
});
