import type { Phone } from '../../simulator/dialog360/phones/phone';
import type { RoomDoc, UserDoc } from '../../simulator/rocketchat/documents';
import type { Town } from '../../simulator/town';
import { finishJob, quiet, roomMessages } from './support/actions';
import { eventually } from './support/room';
import { sendTo } from './support/sendTemplate';
import { leave, openRoomOf, roomsOf, townWithApp } from './support/town';

const HELLO = 'Hello, how can we help?';

describe('Answers to templates, on two servers,', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp({ instances: 2 });
    await town.connect();
  });

  afterAll(() => leave(town));

  const customer = (index: number): Phone => town.people.customers[index]!;
  const phoneOf = (index: number): string => `+${customer(index).record.waId}`;
  const workspace = () => town.rocketchat.instance.workspace;

  async function setAgent(username: string, presence: UserDoc['status']): Promise<void> {
    const { _id } = (await workspace().users.byUsername(username))!;
    await workspace().setPresence(_id, presence);
    await workspace().setLivechatStatus(_id, presence === 'offline' ? 'not-available' : 'available');
  }

  /** The customer's words, and the room in which they stand. */
  async function answers(index: number, text: string): Promise<RoomDoc> {
    const phone = customer(index);
    phone.send(town.people.production.displayNumber, { kind: 'text', text });
    const room = await openRoomOf(town, phone.record.name);
    const agent = await town.client(room.servedBy!.username);
    await agent.waitForMessage(room._id, text);
    return room;
  }

  async function closed(room: RoomDoc): Promise<void> {
    const client = await town.client(room.servedBy!.username);
    await client.closeRoom(room._id, 'Done');
  }

  const arrived = (index: number, count: number): Promise<void> =>
    eventually('the template on the phone', () => {
      return customer(index).inbox.filter(({ preview }) => preview.includes(HELLO)).length === count;
    });

  it('go to the sender when they come by the other server, below the template, whose status goes on', async () => {
    const ben = await town.client('agent.ben');
    await sendTo(ben, phoneOf(0), 'hello (en)');
    await arrived(0, 1);
    const [first] = town.rocketchat.instances;
    const port = Number(new URL(first.url).port);
    town.internet.unregister('chat.example.org', port);
    const room = await answers(0, 'A table for two');
    town.internet.register('chat.example.org', port);
    expect([room.servedBy?.username, room.departmentId]).toEqual([
      'agent.ben',
      await town.departmentId('Support'),
    ]);
    const [top, below] = await roomMessages(town, room._id);
    expect([top?.msg, top?.alias, below?.msg]).toEqual([HELLO, 'Ben Becker', 'A table for two']);
    const shown = (await ben.history(room._id)).find(({ _id }) => _id === top?._id);
    const info = async (): Promise<string> => {
      await ben.clickActionButton('message-info', { message: shown! });
      return JSON.stringify((await ben.waitForView('message-info')).view.blocks);
    };
    expect(await info()).not.toContain('Read');
    await customer(0).read(town.people.production.displayNumber);
    await eventually('that it was read', async () => (await info()).includes('Read'));
    await closed(room);
  });

  it('stand below both of two templates, and find the sender by the user id alone', async () => {
    const ben = await town.client('agent.ben');
    await sendTo(ben, phoneOf(2), 'hello (en)');
    await arrived(2, 1);
    await sendTo(await town.client('agent.ana'), phoneOf(2), 'hello (en)');
    await arrived(2, 2);
    await quiet(town);
    const room = await answers(2, 'Which of you?');
    expect(room.servedBy?.username).toBe('agent.ana');
    const messages = await roomMessages(town, room._id);
    expect(messages.map(({ alias = '', msg }) => [alias, msg])).toEqual([
      ['Ben Becker', HELLO],
      ['Ana Alvarez', HELLO],
      [customer(2).record.name, 'Which of you?'],
    ]);
    await closed(room);
  });

  it('go to the department that was chosen when the sender has gone, and not to one that was removed', async () => {
    const sales = await town.departmentId('Sales');
    const ana = await town.client('agent.ana');
    await sendTo(ana, phoneOf(1), 'hello (en)', { recipientDepartment: sales });
    await arrived(1, 1);
    await setAgent('agent.ana', 'offline');
    const room = await answers(1, 'To sales');
    expect([room.servedBy?.username, room.departmentId]).toEqual(['agent.ben', sales]);
    await closed(room);
    await setAgent('agent.ana', 'online');

    const { departments } = workspace().livechat;
    const { _id } = await departments.create({ name: 'Summer fair' }, ['agent.ben']);
    await sendTo(ana, phoneOf(1), 'hello (en)', { recipientDepartment: _id });
    await arrived(1, 2);
    await departments.remove(_id);
    await setAgent('agent.ana', 'offline');
    const next = await answers(1, 'To the fair');
    expect([next.servedBy?.username, next.departmentId]).toEqual([
      'agent.ben',
      await town.departmentId('Support'),
    ]);
    await closed(next);
    await setAgent('agent.ana', 'online');
  });

  it('that came while nobody was there wait for the department of the template, not only for that of the number', async () => {
    const { departments, agents } = workspace().livechat;
    await agents.add('maria.manager');
    const { _id } = await departments.create({ name: 'Orders' }, ['maria.manager']);
    const ana = await town.client('agent.ana');
    await sendTo(ana, phoneOf(0), 'hello (en)', { recipientDepartment: _id });
    await arrived(0, 2);
    const everybody = ['agent.ana', 'agent.ben', 'maria.manager'];
    for (const username of everybody) {
      await setAgent(username, 'offline');
    }
    const before = (await roomsOf(town, customer(0).record.name)).length;
    customer(0).send(town.people.production.displayNumber, { kind: 'text', text: 'Anybody?' });
    await quiet(town);
    await finishJob(town, 'resume-work');
    expect(await roomsOf(town, customer(0).record.name)).toHaveLength(before);
    await setAgent('maria.manager', 'online');
    await eventually('the room', async () => {
      await finishJob(town, 'resume-work');
      return (await roomsOf(town, customer(0).record.name)).length > before;
    });
    const room = await openRoomOf(town, customer(0).record.name);
    expect([room.servedBy?.username, room.departmentId]).toEqual(['maria.manager', _id]);
    const texts = (await roomMessages(town, room._id)).map(({ msg }) => msg);
    expect(texts).toEqual([HELLO, 'Anybody?']);
  });
});
