import { waitFor } from '../../simulator/rocketchat/client/wait';
import { type Town } from '../../simulator/town';
import { quiet } from './support/actions';
import { eventually } from './support/room';
import {
  agentIn,
  customerMessages,
  leave,
  openRoomOf,
  roomsOf,
  townWithApp,
  waitForCustomerMessages,
} from './support/town';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAChQGA8K3PZQAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(['1.53.1', '1.58.1', '1.62.0'] as const)('The packaged app in engine %s', (engineVersion) => {
  let town: Town;
  let closedAt = 0;

  beforeAll(async () => {
    town = await townWithApp({ engineVersion });
  });

  afterAll(() => leave(town));

  const number = (): string => town.people.production.displayNumber;
  const mara = () => town.people.customers[0]!;

  it('is asked about by its bot and connected through the form', async () => {
    await town.connect({
      welcomeMessage: 'Welcome to the tea house, {{contact.name}}!',
      finishedMessage: 'Goodbye from the tea house! {{agent.name}}, {{department.name}}',
    });
    const { webhook } = town.people.production;
    expect(webhook?.url).toMatch(
      /^https:\/\/chat\.example\.org\/api\/apps\/private\/[^/]+\/[^/]+\/incoming\?number=/,
    );
    expect(webhook?.headers).toEqual({
      'X-Webhook-Secret': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('brings a text into a room of the department, with source and custom fields, and greets once', async () => {
    mara().send(number(), { kind: 'text', text: 'Do you have Sencha?' });
    const room = await openRoomOf(town, 'Mara Lindner');
    expect(room).toMatchObject({
      departmentId: await town.departmentId('Support'),
      source: { type: 'app', label: '+4930901820', destination: '+4930901820', sidebarIcon: 'whatsapp' },
      customFields: { whatsappNumberId: expect.any(String), whatsappContactId: expect.any(String) },
    });
    await waitForCustomerMessages(town, room._id, 1);
    await mara().receives(({ preview }) => preview.includes('Welcome to the tea house, Mara Lindner!'));
  });

  it('gives the visitor the profile name, the phone with a plus, and a token that says nothing', async () => {
    const [visitor] = await town.rocketchat.store.visitors.findAsync({ name: 'Mara Lindner' });
    expect(visitor).toMatchObject({ phone: [{ phoneNumber: '+4915123456789' }] });
    expect(visitor?.token).not.toContain('4915123456789');
  });

  it('brings a photo with its caption', async () => {
    mara().send(number(), { kind: 'image', data: PNG, mimeType: 'image/png', caption: 'This one?' });
    const room = await openRoomOf(town, 'Mara Lindner');
    const messages = await waitForCustomerMessages(town, room._id, 3);
    expect(messages).toEqual(['Do you have Sencha?', expect.stringMatching(/^image_.*\.png$/), 'This one?']);
    const upload = await town.rocketchat.store.uploads.findOneAsync({ rid: room._id, name: messages[1]! });
    expect(Buffer.from(upload.bytes, 'base64')).toEqual(PNG);
  });

  it("sends an agent's text and file, formatted, and the file by its bytes", async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    await agent.send(room._id, 'Yes, **fresh** ones');
    await mara().receives(({ content }) => JSON.stringify(content).includes('Yes, *fresh* ones'));
    const pdf = Buffer.from('%PDF-1.4 prices');
    await agent.upload(room._id, { name: 'prices.pdf', type: 'application/pdf', bytes: pdf }, 'Our prices');
    const { content, mediaId } = await mara().receives(({ type }) => type === 'document');
    expect(content).toMatchObject({ filename: 'prices.pdf', caption: 'Our prices' });
    expect(town.dialog360.mediaBytes(mediaId!)?.bytes).toEqual(pdf);
  });

  it('follows what becomes of a message, up to being read', async () => {
    await mara().read(number());
    await waitFor(
      'a record that it was read',
      async () =>
        (await town.rocketchat.store.appPersistence.findOneAsync({ 'data.status': 'read' })) ?? undefined,
      () => '',
    );
  });

  it('says at the message, in plain words, why it did not arrive', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    town.dialog360.advanceTime(25 * 60 * 60_000);
    await agent.send(room._id, 'Are you still there?');
    await agent.waitForMessage(room._id, /⚠️.*131047/s);
  });

  it('says goodbye when the agent closes the room, and opens another one for the next message', async () => {
    mara().send(number(), { kind: 'text', text: 'Still here' });
    const room = await openRoomOf(town, 'Mara Lindner');
    await waitForCustomerMessages(town, room._id, 4);
    closedAt = town.dialog360.now();
    await (await agentIn(town, room)).closeRoom(room._id, 'done');
    await mara().receives(({ preview }) =>
      /Goodbye from the tea house! (Ana Alvarez|Ben B[a-z]+), Support/.test(preview),
    );
    mara().send(number(), { kind: 'text', text: 'One more thing' });
    const next = await openRoomOf(town, 'Mara Lindner');
    await waitForCustomerMessages(town, next._id, 1);
    expect(await customerMessages(town, next._id)).toEqual(['One more thing']);
    expect((await roomsOf(town, 'Mara Lindner')).map(({ customFields }) => customFields)).toEqual([
      room.customFields,
      room.customFields,
    ]);
  });

  it('leaves messages of other rooms alone', async () => {
    const admin = await town.client('admin');
    await mara().receives(({ preview, at }) => preview.includes('Welcome') && at > closedAt);
    await quiet(town);
    const received = mara().chat(number()).length;
    const general = await admin.room('general');
    town.rocketchat.instance.bridgeCalls.reset();
    await admin.send(general._id, 'Lunch, anybody?');
    const { toApp } = town.rocketchat.instance.bridgeCalls;
    await eventually('the app to be asked', () => toApp.has('app:checkPostMessageSent'));
    await quiet(town);
    expect(mara().chat(number())).toHaveLength(received);
    expect(toApp.get('app:checkPostMessageSent')).toBe(1);
    expect(toApp.has('app:executePostMessageSent')).toBe(false);
  });
});
