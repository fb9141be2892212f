import { WebClient } from '../../simulator/rocketchat/client/webClient';
import { memberPassword } from '../../simulator/rocketchat/workspace/seed';
import type { Town, ConnectValues } from '../../simulator/town';
import { leave, townWithApp } from './support/town';

describe('The connect form', () => {
  let town: Town;

  beforeEach(async () => {
    town = await townWithApp();
  });

  afterEach(() => leave(town));

  const settings = () => town.rocketchat.instance.workspace.settings;
  const goodKey = (): string => town.people.production.apiKey;

  it.each<[string, (town: Town) => Promise<ConnectValues> | ConnectValues, string, RegExp]>([
    ['a blank key', () => ({ apiKey: '  ' }), 'apiKey', /enter the API key/],
    ['a wrong key, or one of the old on-premise API', () => ({ apiKey: 'wrong-key' }), 'apiKey', /API key/],
    [
      'an unreachable 360dialog',
      ({ dialog360 }) => {
        dialog360.faults.add({ kind: 'outage', mode: 'refused' });
        return {};
      },
      'apiKey',
      /360dialog/,
    ],
    [
      'a workspace on http',
      async () => {
        await settings().set('Site_Url', 'http://chat.example.org');
        return {};
      },
      'apiKey',
      /https/,
    ],
    [
      'a workspace on localhost',
      async () => {
        await settings().set('Site_Url', 'https://localhost');
        return {};
      },
      'apiKey',
      /not a public host name/,
    ],
    [
      'a department that was deleted meanwhile',
      async ({ rocketchat }) => {
        const department = await town.departmentId('Sales');
        await rocketchat.instance.workspace.livechat.departments.remove(department);
        return { department };
      },
      'department',
      /does not exist any more/,
    ],
    [
      'a placeholder that nobody knows',
      () => ({ offlineMessage: 'Sorry, {{first_name}}' }),
      'offlineMessage',
      /\{\{first_name\}\}.*\{\{contact\.name\}\}/,
    ],
    [
      'an unpaid account',
      ({ dialog360, people }) => {
        dialog360.updateNumber(people.production.phoneNumberId, { account: 'unpaid' });
        return {};
      },
      'apiKey',
      /pa(y|id)/i,
    ],
  ])('says at the field what is wrong with %s, and stores nothing', async (_, arrange, field, sentence) => {
    const admin = await town.openConnectForm();
    const values = await arrange(town);
    // The client offers only departments that it knew when the form was opened.
    await admin.submitView('connect-number', { apiKey: goodKey(), ...values });
    expect(admin.view('connect-number').errors[field]).toMatch(sentence);
    const { appPersistence } = town.rocketchat.store;
    expect(await appPersistence.countAsync({ 'associations.id': 'numbers' })).toBe(0);
    expect(town.people.production.webhook).toBeUndefined();
  });

  it('asks before it takes a number from another system, and takes nothing without the answer', async () => {
    const theirs = {
      url: 'https://me:pass@crm.example.net/hooks/x7GhQ2/whatsapp?token=s3cr3t',
      headers: { Authorization: 'Bearer their-token' },
      setAt: 0,
    };
    town.people.production.webhook = theirs;
    const admin = await town.openConnectForm();
    await admin.submitView('connect-number', { apiKey: goodKey(), welcomeMessage: 'Hello!' });
    const question = admin.view('connect-number').view;
    expect(JSON.stringify(question)).toContain('+4930901820 go to *crm.example.net/hooks/…/whatsapp* now');
    expect(JSON.stringify(question)).not.toMatch(/x7GhQ2|s3cr3t|pass|their-token/);
    expect(JSON.stringify(question)).not.toContain(goodKey());
    const records = JSON.stringify(await town.rocketchat.store.appPersistence.findAsync({}));
    expect(records).not.toContain(goodKey());
    await admin.closeView('connect-number');
    expect(town.people.production.webhook).toEqual(theirs);

    await town.openConnectForm();
    await admin.submitView('connect-number', { apiKey: goodKey(), welcomeMessage: 'Hello!' });
    expect(JSON.stringify(admin.view('connect-number').view)).toContain('crm.example.net');
    town.dialog360.updateNumber(town.people.production.phoneNumberId, { account: 'unpaid' });
    await admin.submitView('connect-number');
    const form = JSON.stringify(admin.view('connect-number').view.blocks);
    expect(form).toMatch(/⚠️.*pa(y|id).*apiKey/i);
    town.dialog360.updateNumber(town.people.production.phoneNumberId, { account: 'active' });
    await admin.submitView('connect-number');
    expect(admin.views).toEqual([]);
    const stored = await town.rocketchat.store.appPersistence.findAsync({ 'associations.id': 'numbers' });
    expect(stored).toMatchObject([
      { data: { messages: { welcome: 'Hello!' }, previousWebhook: { url: theirs.url } } },
    ]);
    expect(town.isConnected()).toBe(true);
  });

  it('answers in time when 360dialog takes long, and reports to the setup room', async () => {
    const admin = await town.openConnectForm();
    town.dialog360.faults.add({ kind: 'slow', ms: 6_000 });
    await admin.submitView('connect-number', { apiKey: goodKey() });
    expect(admin.toasts).toEqual([]);
    expect(admin.views).toEqual([]);
    town.dialog360.faults.clear();
    const room = await admin.room('omnichannel-whatsapp-setup');
    await admin.waitForMessage(room._id, 'Well done');
  });

  it('asks in the setup room before it takes a number from another system, while 360dialog is always slow', async () => {
    const theirs = { url: 'https://crm.example.net/hooks/whatsapp', headers: {}, setAt: 0 };
    town.people.production.webhook = theirs;
    const admin = await town.openConnectForm();
    town.dialog360.faults.add({ kind: 'slow', ms: 4_000 });
    await admin.submitView('connect-number', { apiKey: goodKey(), welcomeMessage: 'Hello!' });
    expect(admin.views).toEqual([]);
    const room = await admin.room('omnichannel-whatsapp-setup');
    const told = await admin.waitForMessage(room._id, 'Nothing was changed yet', 25_000);
    expect(told.msg).toContain('+4930901820 go to *crm.example.net/hooks/whatsapp* now');
    expect(town.people.production.webhook).toEqual(theirs);
    const records = JSON.stringify(await town.rocketchat.store.appPersistence.findAsync({}));
    expect(records).not.toContain(goodKey());

    await admin.clickBlock(told, 'view-open');
    const form = await admin.waitForView('connect-number');
    expect(JSON.stringify(form.view.blocks)).toContain('crm.example.net/hooks/whatsapp');
    await admin.submitView('connect-number', { apiKey: goodKey() });
    await admin.waitForMessage(room._id, 'Well done', 40_000);
    const stored = await town.rocketchat.store.appPersistence.findAsync({ 'associations.id': 'numbers' });
    expect(stored).toMatchObject([
      { data: { messages: { welcome: 'Hello!' }, previousWebhook: { url: theirs.url } } },
    ]);
    expect(town.isConnected()).toBe(true);
  }, 90_000);

  it('opens for admins and managers only, also from an old button', async () => {
    const agent = await town.client('agent.ana');
    const general = await agent.room('general');
    await agent.runCommand(general._id, '/whatsapp connect');
    await agent.waitForNotice('Only admins and livechat managers');
    expect(agent.views).toEqual([]);
    const manager = await town.client('maria.manager');
    await manager.runCommand(general._id, '/whatsapp connect');
    await manager.waitForView('connect-number');
  });

  it('lists the connected numbers without their keys', async () => {
    await town.connect();
    const admin = await town.client('admin');
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp numbers');
    const { msg } = await admin.waitForNotice('+4930901820');
    expect(msg).toContain('Support');
    expect(msg).not.toContain(goodKey());
  });

  it('refuses to connect the same number twice', async () => {
    await town.connect();
    const admin = await town.client('admin');
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp connect');
    await admin.waitForView('connect-number');
    await admin.submitView('connect-number', { apiKey: goodKey() });
    expect(admin.view('connect-number').errors.apiKey).toMatch(/connected already/);
  });

  it.each(['help', '', 'nonsense'])('explains itself after /whatsapp %s', async (subcommand) => {
    const agent = await town.client('agent.ana');
    const general = await agent.room('general');
    await agent.runCommand(general._id, `/whatsapp ${subcommand}`);
    const { msg } = await agent.waitForNotice('/whatsapp support');
    expect(msg).not.toContain('/whatsapp connect');
    const admin = await town.client('admin');
    await admin.runCommand(general._id, `/whatsapp ${subcommand}`);
    await admin.waitForNotice('/whatsapp connect');
  });

  it('says where help is', async () => {
    const agent = await town.client('agent.ana');
    const general = await agent.room('general');
    await agent.runCommand(general._id, '/whatsapp support');
    await agent.waitForNotice('status.360dialog.com');
  });
});

describe('The connect form on two servers at once', () => {
  it('connects the number once, and tells the other admin', async () => {
    const town = await townWithApp({ instances: 2 });
    const admin = await town.openConnectForm();
    const [, other] = town.rocketchat.instances;
    const manager = await WebClient.login(other!.url, 'maria.manager', memberPassword);
    try {
      const general = await manager.room('general');
      await manager.runCommand(general._id, '/whatsapp connect');
      await manager.waitForView('connect-number');
      const { apiKey } = town.people.production;
      await Promise.all([admin, manager].map((one) => one.submitView('connect-number', { apiKey })));
      const open = [admin, manager].flatMap(({ views }) => views);
      expect(open.map(({ errors }) => errors)).toEqual([
        { apiKey: expect.stringContaining('connected already') as unknown },
      ]);
      const stored = await town.rocketchat.store.appPersistence.findAsync({ 'associations.id': 'numbers' });
      expect(stored).toHaveLength(1);
      const { id } = stored[0]!.data as { id: string };
      expect(town.people.production.webhook?.url).toContain(`number=${id}`);
    } finally {
      manager.close();
      await leave(town);
    }
  });
});
