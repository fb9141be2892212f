import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { Town } from '../../simulator/town';
import { changeSetting, runJob } from './support/actions';
import { startChat, type Chat } from './support/room';
import { agentIn, leave, openRoomOf, roomsOf, townWithApp, waitForCustomerMessages } from './support/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../app.json');
const EARLIER = { url: 'https://earlier.example.org/hook', headers: {}, setAt: 0 };

describe('On two servers', () => {
  let town: Town;
  let chat: Chat;
  let setupRoom: string;

  beforeAll(async () => {
    town = await townWithApp({ instances: 2 });
    town.people.production.webhook = EARLIER;
    await town.connect();
    await changeSetting(town, 'read_receipts', 'assigned');
    setupRoom = (await (await town.client('admin')).room('omnichannel-whatsapp-setup'))._id;
    chat = await startChat(town);
  });

  afterAll(() => leave(town));

  const records = () => town.rocketchat.store.appPersistence;
  const stored = async () => (await records().findOneAsync({ 'associations.id': 'numbers' }))?.data;
  const write = (text: string) =>
    chat.phone.send(town.people.production.displayNumber, { kind: 'text', text });
  const warnings = async (words: string): Promise<number> => {
    const messages = await town.rocketchat.store.messages.findAsync({ rid: setupRoom });
    return messages.filter(({ msg }) => msg.includes(words)).length;
  };

  async function change(status: 'MANUALLY_ENABLED' | 'MANUALLY_DISABLED'): Promise<string> {
    const { manager, engine } = town.rocketchat.instance;
    const app = await manager.changeStatus(APP_ID, engine.status.AppStatus[status]);
    await town.rocketchat.settled();
    return app.getStatus();
  }

  it('a number goes on without its department when that is removed, also with known customers', async () => {
    await chat.agent.closeRoom(chat.room._id, 'Done');
    await waitFor(
      'the end of the first room',
      async () => (await roomsOf(town, chat.phone.record.name)).every(({ open }) => !open),
      () => '',
    );
    expect(await stored()).toMatchObject({ departmentId: await town.departmentId('Support') });
    const { departments } = town.rocketchat.instance.workspace.livechat;
    await departments.remove(await town.departmentId('Support'));
    await waitFor(
      'the number without a department',
      async () => ((await stored())?.departmentId ? undefined : true),
      () => '',
    );
    await waitFor(
      'the notice',
      async () => (await warnings('was removed or disabled')) || undefined,
      () => '',
    );
    await runJob(town, 'check-numbers');
    expect(await warnings('was removed or disabled')).toBe(1);

    write('I have another question');
    const room = await openRoomOf(town, chat.phone.record.name);
    expect(await waitForCustomerMessages(town, room._id, 1)).toEqual(['I have another question']);
    chat = { ...chat, room };
  });

  it('a number goes on without its department when that is disabled, and the notice names the number', async () => {
    const departmentId = await town.departmentId('Sales');
    const number = await records().findOneAsync({ 'associations.id': 'numbers' });
    await records().updateAsync({ _id: number._id }, { $set: { data: { ...number.data, departmentId } } });
    const { departments } = town.rocketchat.instance.workspace.livechat;
    await departments.update(departmentId, { enabled: false });
    await waitFor(
      'the second notice',
      async () =>
        (await warnings('The department of +4930901820 was removed or disabled')) === 2 || undefined,
      () => '',
    );
    expect(await stored()).not.toMatchObject({ departmentId });
  });

  it('jobs stay while the app is disabled, and go on with it', async () => {
    const { appJobs } = town.rocketchat.store;
    const before = await appJobs.countAsync({});
    await change('MANUALLY_DISABLED');
    expect(await appJobs.countAsync({})).toBe(before);
    await change('MANUALLY_ENABLED');
    expect(await appJobs.countAsync({})).toBe(before);
    town.people.production.webhook = undefined;
    await runJob(town, 'check-numbers');
    expect(town.people.production.webhook).toBeDefined();
    write('After the pause');
    expect(await waitForCustomerMessages(town, chat.room._id, 2)).toContain('After the pause');
  });

  it("the webhook follows the workspace's address", async () => {
    const { settings } = town.rocketchat.instance.workspace;
    const webhook = () => town.people.production.webhook?.url;
    town.internet.register('chat.moved.example.org', Number(new URL(town.rocketchat.instance.url).port));
    await settings.set('Site_Url', 'https://chat.moved.example.org');
    await runJob(town, 'check-numbers');
    expect(webhook()).toMatch(/^https:\/\/chat\.moved\.example\.org\//);
    write('At the new address');
    expect(await waitForCustomerMessages(town, chat.room._id, 3)).toContain('At the new address');
    await settings.set('Site_Url', 'https://chat.example.org');
    await runJob(town, 'check-numbers');
    expect(webhook()).toMatch(/^https:\/\/chat\.example\.org\//);
  });

  it('a new key counts on both at once, for what is sent, for files and for read marks', async () => {
    write('To one server');
    write('To the other');
    await waitForCustomerMessages(town, chat.room._id, 5);

    const admin = await town.client('admin');
    const apiKey = town.dialog360.regenerateKey(town.people.production.phoneNumberId);
    await admin.clickBlock(await admin.waitForMessage(setupRoom, 'Well done'), 'number-refresh-key');
    const form = await waitFor(
      'the form',
      () => admin.views.find(({ id }) => id.startsWith('number-key:')),
      () => '',
    );
    await admin.submitView(form.id, { apiKey });
    for (const [index, filename] of ['one.pdf', 'two.pdf'].entries()) {
      chat.phone.send(chat.number, { kind: 'document', filename });
      expect((await waitForCustomerMessages(town, chat.room._id, 6 + index)).at(-1)).toBe(filename);
    }
    await waitFor(
      'blue ticks',
      () =>
        chat.phone
          .chat(chat.number)
          .filter(({ type }) => type === 'document')
          .every(({ statuses }) => statuses.some(({ status }) => status === 'read')) || undefined,
      () =>
        JSON.stringify(
          chat.phone
            .chat(chat.number)
            .map(({ preview, statuses, direction }) => [preview, direction, statuses]),
        ),
    );
    await (await agentIn(town, chat.room)).send(chat.room._id, 'Both arrived');
    await chat.phone.receives(({ preview }) => preview === 'Both arrived');
    expect(await warnings('do not go out')).toBe(0);
  });

  it('the app is enabled also where Omnichannel is off, and messages wait until it is on', async () => {
    const { settings } = town.rocketchat.instance.workspace;
    await settings.set('Livechat_enabled', false);
    await change('MANUALLY_DISABLED');
    expect(await change('MANUALLY_ENABLED')).toBe('manually_enabled');
    write('Is Omnichannel on?');
    await town.dialog360.settled();
    await settings.set('Livechat_enabled', true);
    await waitFor(
      'the message that waited',
      async () => {
        await runJob(town, 'resume-work');
        const messages = await waitForCustomerMessages(town, chat.room._id, 2);
        return messages.includes('Is Omnichannel on?') || undefined;
      },
      () => '',
    );
  });

  it('the app gives the webhook back when it is uninstalled', async () => {
    await town.rocketchat.instance.manager.remove(APP_ID, { user: {} as never });
    await town.rocketchat.settled();
    expect(town.people.production.webhook?.url).toBe(EARLIER.url);
    expect(await records().countAsync({ appId: APP_ID })).toBe(0);
    expect(await warnings('is being uninstalled')).toBe(0);
  });
});
