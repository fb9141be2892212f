import type { RoomDoc } from '../../simulator/rocketchat/documents';
import type { Town } from '../../simulator/town';
import { quiet, roomMessages } from './support/actions';
import { fixtureApp } from './support/fixtureApp';
import { eventually, startChat, type Chat } from './support/room';
import { customerMessages, leave, roomsOf, townWithApp, waitForCustomerMessages } from './support/town';

const WELCOME = 'Welcome!';

describe('What Rocket.Chat does not take of a customer', () => {
  let town: Town;
  let chat: Chat;

  beforeAll(async () => {
    town = await townWithApp();
    // Keeps messages out that say "prevent", as an app against the loss of data does.
    await town.rocketchat.installApp(fixtureApp());
    await town.connect({ welcomeMessage: WELCOME, offlineMessage: 'Nobody is here' });
    chat = await startChat(town);
  });

  afterAll(() => leave(town));

  const livechat = () => town.rocketchat.instance.workspace.livechat;
  const write = (text: string) => chat.phone.send(chat.number, { kind: 'text', text });
  const newestRoom = async (): Promise<RoomDoc> => (await roomsOf(town, chat.phone.record.name)).at(-1)!;

  it('since another app prevents it is told in the room, once, and the next message comes in', async () => {
    write('prevent');
    write('Something else');
    await waitForCustomerMessages(town, chat.room._id, 2);
    const notes = async () =>
      (await roomMessages(town, chat.room._id)).filter(({ msg }) => msg.includes('Another app'));
    await eventually('the note', async () => (await notes()).length > 0);
    await quiet(town);
    expect(await customerMessages(town, chat.room._id)).toEqual(['Hello there', 'Something else']);
    expect(await notes()).toHaveLength(1);
  });

  it('since an agent blocked the contact is gone for good, texts and files, in a room that is open', async () => {
    const { v, source } = chat.room;
    const channel = { visitorId: v!._id, source: source! };
    await livechat().contacts.block(channel);
    write('While blocked');
    chat.phone.send(chat.number, { kind: 'document', filename: 'blocked.pdf' });
    await quiet(town);
    await livechat().contacts.unblock(channel);
    write('Not blocked any more');
    await waitForCustomerMessages(town, chat.room._id, 3);
    expect((await customerMessages(town, chat.room._id)).slice(2)).toEqual(['Not blocked any more']);
    expect(await roomsOf(town, chat.phone.record.name)).toHaveLength(1);
  });

  it('since the website knows the visitor by an e-mail address, too, goes on in another room, files as well', async () => {
    const email = 'mara@example.org';
    await livechat().visitors.saveGuest(chat.room.v!._id, { email });
    await livechat().visitors.register({ token: 'token-of-the-website', email });
    chat.phone.send(chat.number, { kind: 'document', filename: 'plan.pdf' });
    await town.dialog360.settled();
    write('Did you get it?');
    await eventually('another room', async () => (await newestRoom())._id !== chat.room._id);
    const room = await newestRoom();
    await waitForCustomerMessages(town, room._id, 2);
    expect(await customerMessages(town, room._id)).toEqual(['plan.pdf', 'Did you get it?']);
    expect(room.v?._id).toBe(chat.room.v?._id);
  });

  it('is nothing while the contact has to be verified: all stands in the room when an agent gets it', async () => {
    const { settings } = town.rocketchat.instance.workspace;
    const rafael = town.people.customers[1]!;
    const served = async () => (await roomsOf(town, rafael.record.name))[0]?.servedBy;
    await settings.set('Livechat_Require_Contact_Verification', 'once');
    rafael.send(chat.number, { kind: 'text', text: 'Who is there?' });
    await town.dialog360.settled();
    rafael.send(chat.number, { kind: 'document', filename: 'passport.pdf' });
    await eventually('the room', async () => (await roomsOf(town, rafael.record.name)).length === 1);
    const [room] = await roomsOf(town, rafael.record.name);
    const written = ['Who is there?', 'passport.pdf'];
    expect(await waitForCustomerMessages(town, room!._id, 2)).toEqual(written);
    expect(await served()).toBeUndefined();
    await livechat().inquiries.verify(room!._id);
    await eventually('an agent', async () => (await served()) !== undefined);
    const agent = await town.client((await served())!.username);
    await agent.send(room!._id, 'It is me');
    await rafael.receives(({ preview }) => preview === 'It is me');
    expect(await customerMessages(town, room!._id)).toEqual(written);
    expect(rafael.inbox.map(({ preview }) => preview)).toEqual([WELCOME, 'It is me']);
    await settings.set('Livechat_Require_Contact_Verification', 'never');
  });

  it('since the visitor was removed: a new one writes in a new room', async () => {
    const before = await newestRoom();
    await livechat().removal.visitor(before.v!._id);
    write('Do you know me?');
    await eventually('a room of somebody new', async () => {
      const room = (await newestRoom()) as RoomDoc | undefined;
      return room !== undefined && room.v?._id !== before.v?._id;
    });
    expect(await waitForCustomerMessages(town, (await newestRoom())._id, 1)).toEqual(['Do you know me?']);
  });
});
