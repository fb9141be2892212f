import type { Message } from '../../simulator/rocketchat/client/chatClient';
import type { WebClient } from '../../simulator/rocketchat/client/webClient';
import type { Town } from '../../simulator/town';
import { eventually, startChat } from './support/room';
import { leave, townWithApp } from './support/town';

const EARLIER = { url: 'https://earlier.example.org/hook', headers: {}, setAt: 0 };

describe('A connected number', () => {
  let town: Town;
  let admin: WebClient;
  let card: Message;

  beforeAll(async () => {
    town = await townWithApp();
    town.people.production.webhook = EARLIER;
    await town.connect({ welcomeMessage: 'Hello {{contact.name}}!' });
    admin = await town.client('admin');
  });

  afterAll(() => leave(town));

  const stored = () => town.rocketchat.store.appPersistence.findAsync({ 'associations.id': 'numbers' });
  const theNumber = async (): Promise<Record<string, unknown>> => (await stored())[0]?.data ?? {};

  const anElement = (actionId: string): unknown => expect.objectContaining({ actionId });

  async function cardInSetupRoom() {
    const room = await admin.room('omnichannel-whatsapp-setup');
    return admin.waitForMessage(room._id, 'Well done');
  }

  it('has a card that tells where its webhook led before, by the host alone', async () => {
    const { msg } = await cardInSetupRoom();
    expect(msg).toContain('led to earlier.example.org before');
    expect(msg).not.toContain('/hook');
  });

  it('is edited in a form that shows everything but the key', async () => {
    const before = await theNumber();
    await admin.clickBlock(await cardInSetupRoom(), 'number-edit');
    const view = await admin.waitForView(`edit-number:${before.id as string}`);
    expect(JSON.stringify(view.view)).toContain('Hello {{contact.name}}!');
    expect(JSON.stringify(view.view)).toContain('Welcome: Hello Maria!');
    expect(JSON.stringify(view.view)).not.toContain(town.people.production.apiKey);
    await admin.submitView(view.id, { messagesPerSecond: 'fast' });
    expect(admin.view(view.id).errors.messagesPerSecond).toContain('from 1 to 1000');
    const values = { welcomeMessage: 'Good day!', finishedMessage: 'Bye', messagesPerSecond: '20' };
    await admin.submitView(view.id, values);
    expect(admin.views).toEqual([]);
    const after = await stored();
    expect(after).toHaveLength(1);
    expect(after[0]?.data).toMatchObject({
      apiKey: before.apiKey,
      messages: { welcome: 'Good day!', finished: 'Bye' },
      pace: { perSecond: 20 },
    });
  });

  it('takes a new key of the same number, and sets the webhook again', async () => {
    const apiKey = town.dialog360.regenerateKey(town.people.production.phoneNumberId);
    await admin.clickBlock(await cardInSetupRoom(), 'number-edit');
    const data = await theNumber();
    await admin.submitView(`edit-number:${data.id as string}`, { apiKey });
    expect((await stored())[0]?.data).toMatchObject({ apiKey });
    expect(town.people.production.webhook?.url).toContain(data.id as string);
  });

  it('finds its department among many, keeps it while others are looked for, and can do without', async () => {
    const { departments } = town.rocketchat.instance.workspace.livechat;
    const made = Array.from({ length: 120 }, (_, index) => index);
    for (const index of made) {
      const name = `Team ${index} ${'long '.repeat(60)}`;
      await departments.create({ name }, ['agent.ana']);
    }
    const wanted = (await departments.all()).find(({ name }) => name.startsWith('Team 117 '))!._id;
    await admin.clickBlock(await cardInSetupRoom(), 'number-edit');
    const view = admin.view(`edit-number:${(await theNumber()).id as string}`);
    expect(JSON.stringify(view.view.blocks)).not.toContain(wanted);
    await admin.clickBlock(view, 'number-department-search', 'team 117');
    await admin.clickBlock(view, 'department', wanted);
    await admin.clickBlock(view, 'number-department-search', 'team 5');
    expect(JSON.stringify(view.view.blocks)).toContain(wanted);
    await admin.submitView(view.id);
    expect(await theNumber()).toMatchObject({ departmentId: wanted });

    await admin.clickBlock(await cardInSetupRoom(), 'number-edit');
    const again = admin.view(view.id);
    await admin.clickBlock(again, 'department', 'none');
    await admin.submitView(view.id);
    expect((await theNumber()).departmentId ?? undefined).toBeUndefined();
  });

  it('takes the longest texts in any script, beside as many departments as there are', async () => {
    const arabic = 'مرحبا بكم\n'.repeat(409);
    const chinese = '漢'.repeat(4_096);
    const emoji = '👩‍👩‍👧‍👦'.repeat(372);
    const texts = { welcomeMessage: arabic, finishedMessage: chinese, offlineMessage: emoji };
    const id = `edit-number:${(await theNumber()).id as string}`;
    for (const values of [texts, {}]) {
      await admin.clickBlock(await cardInSetupRoom(), 'number-edit');
      await admin.submitView(id, values);
      expect(admin.views).toEqual([]);
      const messages = { welcome: arabic.trim(), finished: chinese, offline: emoji };
      expect(await theNumber()).toMatchObject({ messages });
    }
    await admin.clickBlock(await cardInSetupRoom(), 'number-edit');
    await admin.submitView(id, { welcomeMessage: `${chinese}!` });
    expect(admin.view(id).errors.welcomeMessage).toContain('4097 characters; WhatsApp takes 4096');
    await admin.submitView(id, { welcomeMessage: 'Good day!', finishedMessage: 'Bye', offlineMessage: '' });
    expect(admin.failures).toEqual([]);
  });

  it('gets a new key by a form of its own, and what agents write goes on by it', async () => {
    const chat = await startChat(town);
    const apiKey = town.dialog360.regenerateKey(town.people.production.phoneNumberId);
    await admin.clickBlock(await cardInSetupRoom(), 'number-refresh-key');
    const { id } = await admin.waitForView(`number-key:${(await theNumber()).id as string}`);
    await admin.submitView(id);
    expect(admin.view(id).errors.apiKey).toMatch(/enter the API key/);
    await admin.submitView(id, { apiKey: 'a b' });
    expect(admin.view(id).errors.apiKey).toMatch(/no spaces/);
    await admin.submitView(id, { apiKey: 'wrong-key' });
    expect(admin.view(id).errors.apiKey).toMatch(/does not accept/);
    await admin.submitView(id, { apiKey: town.dialog360.createNumber().apiKey });
    expect(admin.view(id).errors.apiKey).toMatch(/belongs to another number/);
    await admin.submitView(id, { apiKey });
    expect(admin.views).toEqual([]);
    expect(await theNumber()).toMatchObject({ apiKey, messages: { welcome: 'Good day!' } });
    expect(town.isConnected()).toBe(true);
    await chat.agent.send(chat.room._id, 'By the new key');
    await chat.phone.receives(({ preview }) => preview.includes('By the new key'));
  });

  it('has texts in other languages, which customers get by their country', async () => {
    const id = (await theNumber()).id as string;
    const choose = async (language: string) => {
      await admin.clickBlock(await cardInSetupRoom(), 'number-texts');
      await admin.clickBlock(admin.view(`number-languages:${id}`), 'number-texts-language', language);
      return admin.view(`number-texts:${id}/${language}`);
    };
    const form = await choose('pt_BR');
    await admin.submitView(form.id, { welcome: 'Olá {{nome}}', finished: 'x'.repeat(4_097) });
    expect(form.errors.welcome).toMatch(/\{\{nome\}\}.*\{\{contact\.name\}\}/);
    await admin.submitView(form.id, { welcome: 'Olá {{nome}}', finished: '' });
    await admin.submitView(form.id, { welcome: 'Olá {{contact.name}}!' });
    await admin.clickBlock(await cardInSetupRoom(), 'number-texts');
    const languages = JSON.stringify(admin.view(`number-languages:${id}`).view);
    expect(languages).toContain('• português (Brasil) (pt_BR)');
    const again = await choose('pt_BR');
    expect(JSON.stringify(again.view)).toContain('Welcome: Olá Maria!');

    const rafael = town.people.customers[1]!;
    rafael.send(town.people.production.displayNumber, { kind: 'text', text: 'Bom dia' });
    await rafael.receives(({ preview }) => preview === 'Olá Rafael Nogueira!');
    await admin.submitView(again.id, { welcome: '' });
    await admin.clickBlock(await cardInSetupRoom(), 'number-texts');
    const left = JSON.stringify(admin.view(`number-languages:${id}`).view);
    expect(left).toContain('no texts in other languages yet');
    await admin.clickBlock(admin.view(`number-languages:${id}`), 'number-texts-own', 'es_MX');
    await eventually('the language of the own texts', async () => (await theNumber()).language === 'es_MX');
    await admin.clickBlock(await cardInSetupRoom(), 'number-texts');
    const reopened = JSON.stringify(admin.view(`number-languages:${id}`).view);
    expect(reopened).toContain('"initialValue":"es_MX"');
    await admin.closeView(`number-languages:${id}`);
  });

  it('asks before it takes the webhook back with a new key, and goes on as connected', async () => {
    const theirs = { url: 'https://crm.example.net/webhook', headers: {}, setAt: 0 };
    const apiKey = town.dialog360.regenerateKey(town.people.production.phoneNumberId);
    town.people.production.webhook = theirs;
    await admin.clickBlock(await cardInSetupRoom(), 'number-edit');
    const id = `edit-number:${(await theNumber()).id as string}`;
    await admin.submitView(id, { apiKey });
    expect(JSON.stringify(admin.view(id).view)).toContain('crm.example.net/webhook');
    expect(town.people.production.webhook).toEqual(theirs);
    await admin.submitView(id);
    expect(admin.views).toEqual([]);
    expect(await theNumber()).toMatchObject({ apiKey, messages: { welcome: 'Good day!' } });
    expect(town.isConnected()).toBe(true);
  });

  it('is edited from the list of numbers as well, which nobody else sees', async () => {
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp numbers');
    const notice = await admin.waitForNotice('WhatsApp No');
    await admin.clickBlock(notice, 'number-edit');
    const { id } = await theNumber();
    const view = await admin.waitForView(`edit-number:${id as string}`);
    await admin.closeView(view.id);
  });

  it('cannot be touched by agents, also by an old button', async () => {
    const card = await cardInSetupRoom();
    const room = await admin.room('omnichannel-whatsapp-setup');
    const { members, users } = town.rocketchat.instance.workspace;
    const docs = {
      agent: await users.byUsername('agent.ana'),
      room: await town.rocketchat.store.rooms.findOneAsync({ _id: room._id }),
    };
    await members.add(docs.room, docs.agent!);
    const agent = await town.client('agent.ana');
    await agent.clickBlock(card, 'number-disconnect');
    await agent.waitForNotice('Only admins and livechat managers');
    expect(agent.views).toEqual([]);
  });

  it('is disconnected after a question, and its earlier webhook restored', async () => {
    card = await cardInSetupRoom();
    await admin.clickBlock(card, 'number-disconnect');
    const data = await theNumber();
    const view = await admin.waitForView(`disconnect-number:${data.id as string}`);
    await admin.submitView(view.id);
    expect(await stored()).toEqual([]);
    expect(town.people.production.webhook?.url).toBe('https://crm.example.net/webhook');
    const room = await admin.room('omnichannel-whatsapp-setup');
    await admin.waitForMessage(room._id, 'is disconnected');
    expect((await admin.message(card._id)).blocks).not.toContainEqual(
      expect.objectContaining({ elements: expect.arrayContaining([anElement('number-edit')]) }),
    );
  });

  it('is not there any more for a button that is older than its end', async () => {
    await admin.clickBlock(card, 'number-edit');
    await admin.waitForNotice('is not connected any more');
    expect(admin.views).toEqual([]);
  });
});
