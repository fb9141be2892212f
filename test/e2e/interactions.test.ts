import type { WebClient } from '../../simulator/rocketchat/client/webClient';
import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { Town } from '../../simulator/town';
import { eventually, startChat } from './support/room';
import { begin, choose, submit, texts } from './support/sendTemplate';
import { leave, townWithApp } from './support/town';

const SETUP_ROOM = 'omnichannel-whatsapp-setup';

describe('Whoever clicks gets an answer', () => {
  let town: Town;
  let admin: WebClient;
  let manager: WebClient;
  let setupRoom: string;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    admin = await town.client('admin');
    manager = await town.client('maria.manager');
    setupRoom = (await admin.room(SETUP_ROOM))._id;
    await manager.runCommand((await manager.room('general'))._id, '/whatsapp connect');
    await manager.waitForView('connect-number');
    await manager.waitForRoom(({ name }) => name === SETUP_ROOM);
  });

  afterAll(() => leave(town));

  const numbers = () => town.rocketchat.store.appPersistence.findAsync({ 'associations.id': 'numbers' });

  /** Opens the form to edit the connected number. */
  async function openEdit(): Promise<string> {
    await admin.clickBlock(await admin.waitForMessage(setupRoom, 'WhatsApp No'), 'number-edit');
    const form = await waitFor(
      'the form',
      () => admin.views.find(({ id }) => id.startsWith('edit-number:')),
      () => '',
    );
    return form.id;
  }

  async function openProfile(): Promise<string> {
    await admin.runCommand(setupRoom, '/whatsapp profile');
    const form = await waitFor(
      'the profile',
      () => admin.views.find(({ id }) => id.startsWith('business-profile:')),
      () => '',
    );
    return form.id;
  }

  it('also who lost the role while the form was open: a refusal, and nothing happens', async () => {
    const { agents } = town.rocketchat.instance.workspace.livechat;
    await agents.removeManager('maria.manager');
    const { apiKey } = town.people.sandbox;
    await manager.submitView('connect-number', { apiKey, environment: 'sandbox' });
    expect(manager.view('connect-number').errors['apiKey']).toBe(
      'Only admins and livechat managers can do this.',
    );
    const card = await manager.waitForMessage(setupRoom, 'WhatsApp No');
    await manager.clickBlock(card, 'number-disconnect');
    await manager.waitForNotice('Only admins and livechat managers can do this.');
    expect(manager.views.map(({ id }) => id)).toEqual(['connect-number']);
    expect(manager.failures).toEqual([]);
    expect(await numbers()).toHaveLength(1);
    expect(town.people.sandbox.webhook).toBeUndefined();
    await agents.addManager('maria.manager');
  });

  it('also when the database is away: a sentence, and the second try works', async () => {
    const { appPersistence } = town.rocketchat.store;
    const form = await openEdit();
    const write = jest.spyOn(appPersistence, 'updateAsync').mockRejectedValue(new Error('not primary'));
    await admin.submitView(form, { finishedMessage: 'Goodbye!' });
    expect(admin.view(form).errors['apiKey']).toContain('nothing was changed. Please try again');
    expect(admin.failures).toEqual([]);
    write.mockRestore();
    expect(await numbers()).not.toMatchObject([{ data: { messages: { finished: 'Goodbye!' } } }]);
    await admin.submitView(form);
    expect(admin.views).toEqual([]);
    expect(await numbers()).toMatchObject([{ data: { messages: { finished: 'Goodbye!' } } }]);
  });

  it('also when 360dialog is away: a sentence, and the second try works', async () => {
    const form = await openProfile();
    town.dialog360.faults.add({ kind: 'outage', mode: 'refused' });
    await admin.submitView(form, { about: 'Tea since 1904' });
    expect(admin.view(form).errors['about']).toContain('360dialog');
    expect(admin.failures).toEqual([]);
    town.dialog360.faults.clear();
    await admin.submitView(form);
    expect(admin.views).toEqual([]);
    expect(town.people.production.profile).toMatchObject({ about: 'Tea since 1904' });
  });

  it('also while 360dialog takes 20 seconds, wherever they are, and what comes late is told', async () => {
    const { room, agent, phone } = await startChat(town);
    const [, rafael] = town.people.customers;
    const other = await town.client(agent.me.username === 'agent.ana' ? 'agent.ben' : 'agent.ana');
    const clients = [admin, manager, agent, other];
    await manager.runCommand(setupRoom, '/whatsapp connect');
    await begin(other, `+${rafael!.record.waId}`);
    await choose(other, 'hello (en)');
    await agent.runCommand(room._id, '/whatsapp view-templates');
    const list = await agent.waitForView('view-templates');

    const slowness = town.dialog360.faults.add({ kind: 'slow', ms: 20_000 });
    const { apiKey } = town.people.sandbox;
    await Promise.all([
      manager.submitView('connect-number', { apiKey, environment: 'sandbox' }),
      openAll(),
      agent.clickBlock(list, 'template-refresh').then(() => agent.send(room._id, 'One moment please')),
      submit(other),
    ]);
    // A client complains when it has waited for five seconds, the host's own limit.
    expect(clients.flatMap(({ toasts, failures }) => [...toasts, ...failures])).toEqual([]);
    expect(manager.views).toEqual([]);
    expect(texts(other)).toContain('on its way');
    expect(shown(agent, 'view-templates')).toContain('hello');

    await manager.waitForMessage(setupRoom, /was not accepted.*360dialog did not answer in time/);
    town.dialog360.faults.remove(slowness);
    await phone.receives(({ preview }) => preview === 'One moment please');
    await rafael!.receives(({ preview }) => preview.includes('how can we help?'));
    expect(await numbers()).toHaveLength(1);
  });

  /** What asks 360dialog before it can show all: it shows what it knows, and asks to look again. */
  async function openAll(): Promise<void> {
    const profile = await openProfile();
    expect(shown(admin, profile)).toContain('has not answered yet');
    await admin.clickBlock(admin.view(profile), 'profile-refresh');
    expect(shown(admin, profile)).toContain('has not answered yet');
    await admin.runCommand(setupRoom, '/whatsapp status');
    const status = await admin.waitForView('number-status');
    await admin.clickBlock(status, 'status-refresh');
    await eventually('the word that 360dialog is asked', () =>
      shown(admin, 'number-status').includes('has not answered yet'),
    );
  }

  function shown(client: WebClient, view: string): string {
    return JSON.stringify(client.view(view).view.blocks);
  }
});
