import type { Town } from '../../simulator/town';
import { roomMessages } from './support/actions';
import { eventually, startChat } from './support/room';
import {
  begin,
  choose,
  chooseable,
  dialogue,
  opened,
  submit,
  templates,
  texts,
} from './support/sendTemplate';
import { leave, openRoomOf, roomsOf, townWithApp } from './support/town';

describe('Templates are sent', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    for (let index = 1; index <= 500; index++) {
      const name = `campaign_${String(index).padStart(3, '0')}`;
      const components = [{ type: 'BODY' as const, text: `Offer number ${index}` }];
      const draft = { name, language: 'en', category: 'UTILITY' as const, components };
      town.dialog360.templates.create(town.people.production, draft, 'APPROVED');
    }
    await town.connect();
  });

  afterAll(() => leave(town));

  /** Has the app fetch what was made at WhatsApp meanwhile. */
  async function refreshTemplates(): Promise<void> {
    const admin = await town.client('admin');
    await admin.runCommand((await admin.room('general'))._id, '/whatsapp view-templates');
    await admin.clickBlock(await admin.waitForView('view-templates'), 'template-refresh');
  }

  describe('to somebody who has not written', () => {
    const jo = () => town.people.customers[1]!;

    it('says what is wrong with a phone number', async () => {
      const ben = await town.client('agent.ben');
      await begin(ben, '12ab');
      expect(dialogue(ben).errors).toMatchObject({
        recipientPhone: expect.stringMatching(/no phone number/),
      });
      await submit(ben, { recipientPhone: '+55 (11) 9876-5432' });
      await chooseable(ben);
      expect(texts(ben)).toContain('To *+55 11 99876 5432*');
    });

    it('offers 500 templates by pages, and finds those that are looked for', async () => {
      const ben = await town.client('agent.ben');
      expect(templates(ben)).toHaveLength(100);
      await ben.clickBlock(dialogue(ben), 'send-template-page');
      expect(templates(ben)[0]?.text.text).toBe('campaign_101 (en)');
      await ben.clickBlock(dialogue(ben), 'send-template-search', 'offer 487');
      expect(templates(ben).map(({ text }) => text.text)).toEqual(['campaign_487 (en)']);
      await submit(ben, { 'send-template-search': 'hello' });
      expect(templates(ben).map(({ text }) => text.text)).toEqual(['hello (en)']);
    });

    it('shows it as the customer will see it, and opens no room by sending', async () => {
      const ben = await town.client('agent.ben');
      await choose(ben, 'hello (en)');
      expect(texts(ben)).toContain('Hello, how can we help?');
      await submit(ben);
      await jo().receives(({ preview }) => preview.includes('how can we help?'));
      expect(texts(ben)).toContain('on its way');
      await expect(roomsOf(town, jo().record.name)).resolves.toEqual([]);
    });

    it('brings the answer to the sender, below the template, which shows what became of it', async () => {
      jo().send(town.people.production.displayNumber, { kind: 'text', text: 'A table for two' });
      const room = await openRoomOf(town, jo().record.name);
      expect(room.servedBy?.username).toBe('agent.ben');
      const ben = await town.client('agent.ben');
      await ben.waitForMessage(room._id, 'A table for two');
      const [first, second] = await roomMessages(town, room._id);
      expect([first?.msg, first?.alias, second?.msg]).toEqual([
        'Hello, how can we help?',
        'Ben Becker',
        'A table for two',
      ]);
      const [shown] = (await ben.history(room._id)).filter(({ _id }) => _id === first?._id);
      await eventually('that it was delivered', async () => {
        await ben.clickActionButton('message-info', { message: shown! });
        return JSON.stringify((await ben.waitForView('message-info')).view.blocks).includes('Delivered');
      });
    });
  });

  it('brings the answer to the department that was chosen among many when the sender is away', async () => {
    const mara = town.people.customers[0]!;
    for (let index = 0; index < 60; index++) {
      await town.rocketchat.instance.workspace.livechat.departments.create({ name: `A team ${index}` }, [
        'agent.ana',
      ]);
    }
    const manager = await town.client('maria.manager');
    const { _id } = await manager.waitForRoom(({ name }) => name === 'general');
    await manager.runCommand(_id, '/whatsapp send-template');
    await opened(manager);
    await manager.clickBlock(dialogue(manager), 'recipient-department-search', 'sal');
    await manager.clickBlock(dialogue(manager), 'recipientDepartment', await town.departmentId('Sales'));
    await submit(manager, { recipientPhone: '015123456789' });
    await chooseable(manager);
    await manager.clickBlock(dialogue(manager), 'send-template-search', 'hello');
    await choose(manager, 'hello (en)');
    await submit(manager);
    await mara.receives(({ preview }) => preview.includes('how can we help?'));
    mara.send(town.people.production.displayNumber, { kind: 'text', text: 'Good to hear from you' });
    const room = await openRoomOf(town, mara.record.name);
    expect(room.departmentId).toBe(await town.departmentId('Sales'));
    await (await town.client('agent.ben')).waitForMessage(room._id, 'Good to hear from you');
  });

  it('brings the answer to the sender also where agents take chats from a queue', async () => {
    const mara = town.people.customers[0]!;
    const { settings, livechat, users } = town.rocketchat.instance.workspace;
    const room = await openRoomOf(town, mara.record.name);
    const user = await users.byUsername('agent.ben');
    await livechat.rooms.close({ room, comment: 'Done', user: user! });
    await settings.set('Livechat_Routing_Method', 'Manual_Selection');
    const ana = await town.client('agent.ana');
    await begin(ana, `+${mara.record.waId}`);
    await ana.clickBlock(dialogue(ana), 'send-template-search', 'hello');
    await choose(ana, 'hello (en)');
    await submit(ana);
    mara.send(town.people.production.displayNumber, { kind: 'text', text: 'Here I am again' });
    const next = await openRoomOf(town, mara.record.name);
    await settings.set('Livechat_Routing_Method', 'Auto_Selection');
    expect(next.servedBy?.username).toBe('agent.ana');
  });

  it('puts a template to somebody with an open conversation there, and says so', async () => {
    const mara = town.people.customers[0]!;
    const room = await openRoomOf(town, mara.record.name);
    const ben = await town.client('agent.ben');
    await begin(ben, `+${mara.record.waId}`);
    expect(texts(ben)).toContain('in the open conversation');
    await ben.clickBlock(dialogue(ben), 'send-template-search', 'campaign_007');
    await choose(ben, 'campaign_007 (en)');
    await submit(ben);
    expect(texts(ben)).toContain('There is an open conversation already');
    const ana = await town.client('agent.ana');
    await expect(ana.waitForMessage(room._id, 'Offer number 7')).resolves.toMatchObject({
      alias: 'Ben Becker',
    });
  });

  describe('in a room', () => {
    it('fills in what is known, says what is missing, and shows it in the room as the agent', async () => {
      const { room, agent, phone } = await startChat(town, 2);
      await agent.clickActionButton('send-template', { roomId: room._id });
      await opened(agent);
      await agent.clickBlock(dialogue(agent), 'send-template-search', 'order_update');
      await choose(agent, 'order_update (de)');
      await submit(agent);
      expect(Object.values(dialogue(agent).errors)).toEqual(['Enter a text.']);
      await submit(agent, { 'body-order': '4711' });
      expect(texts(agent)).toContain('Hallo Jo, Ihre Bestellung 4711 ist unterwegs.');
      await submit(agent);
      expect(dialogue(agent)).toBeUndefined();
      await phone.receives(({ preview }) => preview.includes('Ihre Bestellung 4711'));
      const shown = await agent.waitForMessage(room._id, 'Ihre Bestellung 4711');
      expect(shown.alias).toBe(agent.me.name);
      phone.send(town.people.production.displayNumber, { kind: 'tap', title: 'Danke' });
      await agent.waitForMessage(room._id, ({ msg }) => msg.includes('Danke') && msg.includes(shown._id));
    });

    it('puts a picture of the room into the header, and refuses marketing to who has stopped it', async () => {
      const phone = town.people.customers[2]!;
      const number = town.people.production.displayNumber;
      const room = await openRoomOf(town, phone.record.name);
      const agent = await town.client(room.servedBy!.username);
      const bytes = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
      await agent.upload(room._id, { name: 'tea.jpg', type: 'image/jpeg', bytes });
      const { mediaId } = await phone.receives(({ type }) => type === 'image');
      const fill = async (): Promise<void> => {
        await agent.clickActionButton('send-template', { roomId: room._id });
        await opened(agent);
        await agent.clickBlock(dialogue(agent), 'send-template-search', 'come_back');
        await choose(agent, 'come_back (en)');
        const files = dialogue(agent).view.blocks.find(({ blockId }) => blockId?.endsWith('header.file'));
        const [offered] = (files?.element?.options ?? []) as { value: string }[];
        await submit(agent, { 'header.file': offered!.value, 'body-1': '{contact}', 'button-0': 'sencha' });
        expect(texts(agent)).toContain('Hi Jo, our summer tea is here.');
        await submit(agent);
      };
      await fill();
      const { content } = await phone.receives(({ preview }) => preview.includes('summer tea'));
      // The same file is uploaded once, so it is the one that the agent's message showed.
      expect(JSON.stringify(content)).toContain(`"image":{"id":"${mediaId}"}`);
      phone.preferMarketing(number, 'stop');
      await agent.waitForMessage(room._id, 'does not want marketing messages');
      await fill();
      expect(texts(agent)).toContain('does not want marketing messages');
    });

    it('shows one with long links in several messages, and sends it', async () => {
      const { room, agent, phone } = await startChat(town, 0);
      const button = (text: string) => ({
        ...{ type: 'URL' as const, text },
        url: `https://shop.example/${text.toLowerCase()}/${'x'.repeat(1_970)}`,
      });
      town.dialog360.templates.create(
        town.people.production,
        {
          ...{ name: 'long_links', language: 'en', category: 'UTILITY' },
          components: [
            { type: 'BODY', text: `Please choose. ${'There is much to say of it. '.repeat(35)}` },
            { type: 'FOOTER', text: 'Answer as you like, at any hour of the day or of the night.' },
            { type: 'BUTTONS', buttons: [button('Black'), button('Green')] },
          ],
        },
        'APPROVED',
      );
      await refreshTemplates();
      await agent.clickActionButton('send-template', { roomId: room._id });
      await opened(agent);
      await agent.clickBlock(dialogue(agent), 'send-template-search', 'long_links');
      await choose(agent, 'long_links (en)');
      await submit(agent);
      await phone.receives(({ preview }) => preview.includes('Please choose.'));
      await agent.waitForMessage(room._id, 'shop.example/green/');
      const shown = (await roomMessages(town, room._id)).filter(({ msg }) =>
        /Please choose|shop\.example/.test(msg),
      );
      expect(shown.map(({ msg }) => msg.length > 5_000)).toEqual([false, false]);
    });

    it('fills blanks with what the room tells, takes many of them, and says which are too long', async () => {
      const { room, agent, phone } = await startChat(town, 0);
      const { rooms, departments } = town.rocketchat.store;
      await rooms.updateAsync({ _id: room._id }, { $set: { 'customFields.tier': 'Gold' } });
      const { name: department } = await departments.findOneAsync({ _id: room.departmentId! });
      const known = ['contact', 'agent', 'department', 'tier', 'phone'];
      const others = Array.from({ length: 22 }, (_, index) => `line_${index + 1}`);
      const text = `${[...known, ...others].map((name) => `${name} {{${name}}}`).join(', ')}.`;
      town.dialog360.templates.create(
        town.people.production,
        {
          name: 'long_letter',
          language: 'en',
          category: 'UTILITY',
          parameter_format: 'NAMED',
          components: [{ type: 'BODY', text }],
        },
        'APPROVED',
      );
      await refreshTemplates();
      await agent.clickActionButton('send-template', { roomId: room._id });
      await opened(agent);
      await agent.clickBlock(dialogue(agent), 'send-template-search', 'long_letter');
      await choose(agent, 'long_letter (en)');
      const short = Object.fromEntries(others.map((name) => [`body-${name}`, 'x'.repeat(15)]));
      await submit(agent, { ...short, 'body-line_1': 'x'.repeat(1_000) });
      expect(Object.values(dialogue(agent).errors).join()).toContain('1024');
      await submit(agent, { 'body-line_1': 'for {first_name}' });
      const filled = [
        `contact Mara Lindner, agent ${agent.me.name}, department ${department}`,
        'tier Gold, phone +49 1512 3456789',
      ].join(', ');
      expect(texts(agent)).toContain(filled);
      expect(texts(agent)).toContain(`line_1 for Mara, line_2 ${'x'.repeat(15)},`);
      await submit(agent);
      const { preview } = await phone.receives(({ preview: words }) => words.includes(filled));
      expect(preview).toContain(`line_22 ${'x'.repeat(15)}.`);
    });

    it('keeps the values when the template was paused between opening and sending', async () => {
      const phone = town.people.customers[2]!;
      const room = await openRoomOf(town, phone.record.name);
      const agent = await town.client(room.servedBy!.username);
      await agent.runCommand(room._id, '/whatsapp send-template');
      await opened(agent);
      await agent.clickBlock(dialogue(agent), 'send-template-search', 'order_update');
      await choose(agent, 'order_update (de)');
      await submit(agent, { 'body-order': '0815' });
      const template = town.dialog360.templates
        .list(town.people.production)
        .find(({ name }) => name === 'order_update')!;
      template.status = 'PAUSED';
      await submit(agent);
      expect(texts(agent)).toMatch(/paused/);
      expect(texts(agent)).toContain('Ihre Bestellung 0815');
      template.status = 'APPROVED';
      await submit(agent);
      await phone.receives(({ preview }) => preview.includes('Ihre Bestellung 0815'));
    });
  });

  it('takes a picture that was sent to the bot alone', async () => {
    const mara = town.people.customers[0]!;
    const ben = await town.client('agent.ben');
    const choosePicture = async (): Promise<void> => {
      await begin(ben, `+${mara.record.waId}`);
      await ben.clickBlock(dialogue(ben), 'send-template-search', 'come_back');
      await choose(ben, 'come_back (en)');
    };
    await choosePicture();
    expect(JSON.stringify(dialogue(ben).view.blocks)).toContain('send the file to whatsapp.bot');
    await ben.closeView(dialogue(ben).id);
    const bytes = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
    const { _id } = await ben.directRoom('whatsapp.bot');
    await ben.upload(_id, { name: 'spring.jpg', type: 'image/jpeg', bytes });
    await choosePicture();
    const field = dialogue(ben).view.blocks.find(({ blockId }) => blockId?.endsWith('header.file'));
    const options = (field?.element?.options ?? []) as { value: string; text: { text: string } }[];
    expect(options.map(({ text }) => text.text)).toEqual(['spring.jpg']);
    await submit(ben, { 'header.file': options[0]!.value, 'body-1': 'Mara', 'button-0': 'sencha' });
    await submit(ben);
    const { content } = await mara.receives(({ preview }) => preview.includes('summer tea'));
    const [mediaId = ''] = /(?<="image":\{"id":")[^"]+/.exec(JSON.stringify(content)) ?? [];
    expect(town.dialog360.mediaBytes(mediaId)?.bytes).toEqual(bytes);
    expect(mara.inbox.filter(({ type }) => type === 'image')).toEqual([]);
  });
});
