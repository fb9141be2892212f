import type { Town } from '../../simulator/town';
import { quiet, runJob } from './support/actions';
import { startChat, eventually } from './support/room';
import { begin, choose, submit } from './support/sendTemplate';
import { leave, openRoomOf, roomsOf, townWithApp, waitForCustomerMessages } from './support/town';

const STAFF = ['agent.ana', 'agent.ben'];

describe('Customers of agents who are gone', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
  });

  afterAll(() => leave(town));

  const idOf = async (username: string): Promise<string> =>
    (await town.rocketchat.instance.workspace.users.byUsername(username))!._id;

  it('are not forgotten when their department has no agents any more, for the admins are told', async () => {
    const { agents, departments } = town.rocketchat.instance.workspace.livechat;
    const admin = await town.client('admin');
    const setupRoom = await admin.room('omnichannel-whatsapp-setup');
    const { phone, room, number } = await startChat(town, 2);
    for (const username of STAFF) {
      await agents.remove(username);
    }
    phone.send(number, { kind: 'text', text: 'Who is there?' });
    const { msg } = await admin.waitForMessage(setupRoom._id, 'is not an agent any more');
    expect(msg).toContain(room.servedBy!.username);
    expect(msg).toContain(`https://chat.example.org/live/${room._id}`);
    await runJob(town, 'check-numbers');
    await admin.waitForMessage(setupRoom._id, /department of \+49.* has no agents any more/);
    for (const username of STAFF) {
      await agents.add(username);
    }
    await departments.setAgents(await town.departmentId('Support'), STAFF);
    await runJob(town, 'check-numbers');
    await admin.waitForMessage(setupRoom._id, /department of \+49.* has agents again/);
  });

  it('are answered by another when the agent is deactivated: in a new room, nothing lost', async () => {
    const { workspace } = town.rocketchat.instance;
    const { phone, room, number, agent } = await startChat(town);
    const ana = agent.me.username;
    await begin(agent, `+${town.people.customers[1]!.record.waId}`);
    await choose(agent, 'hello (en)');
    await submit(agent);
    await town.people.customers[1]!.receives(({ preview }) => preview.includes('how can we help?'));

    await workspace.deactivate(await idOf(ana));
    phone.send(number, { kind: 'text', text: 'Are you still there?' });
    await eventually('another room', async () => (await roomsOf(town, phone.record.name)).length === 2);
    const next = await openRoomOf(town, phone.record.name);
    expect(next._id).not.toBe(room._id);
    expect(next.servedBy?.username).not.toBe(ana);
    expect(await waitForCustomerMessages(town, next._id, 1)).toEqual(['Are you still there?']);

    // The answer to a template is for its sender, who is not there any more.
    const other = town.people.customers[1]!;
    other.send(number, { kind: 'text', text: 'A table for two' });
    const answer = await openRoomOf(town, other.record.name);
    expect(answer.servedBy?.username).not.toBe(ana);
    expect(await waitForCustomerMessages(town, answer._id, 1)).toEqual(['A table for two']);
  });

  it('keep their room when the agent is deleted, and the admins are told that nobody serves it', async () => {
    const { workspace } = town.rocketchat.instance;
    const [mara, rafael] = town.people.customers;
    const room = await openRoomOf(town, mara!.record.name);
    await workspace.deleteUser(await idOf(room.servedBy!.username));
    mara!.send(town.people.production.displayNumber, { kind: 'text', text: 'Hello?' });
    expect(await waitForCustomerMessages(town, room._id, 2)).toEqual(['Are you still there?', 'Hello?']);
    const admin = await town.client('admin');
    const setupRoom = await admin.room('omnichannel-whatsapp-setup');
    const { msg } = await admin.waitForMessage(setupRoom._id, 'was deleted, who was an agent');
    expect(msg).toContain(`https://chat.example.org/live/${room._id}`);
    const rooms = await roomsOf(town, rafael!.record.name);
    expect(msg).toContain(`https://chat.example.org/live/${rooms[0]!._id}`);
    await quiet(town);
  });
});
