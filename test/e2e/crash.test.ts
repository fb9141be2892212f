import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { Town } from '../../simulator/town';
import { quiet, roomMessages } from './support/actions';
import { leave, openRoomOf, townWithApp, waitForCustomerMessages } from './support/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../app.json');

describe('When the runtime process is killed', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    town.people.customers[0]!.send(town.people.production.displayNumber, { kind: 'text', text: 'Before it' });
    await waitForCustomerMessages(town, (await openRoomOf(town, 'Mara Lindner'))._id, 1);
  });

  afterAll(() => leave(town));

  it('between the answer and the room message, the message is there after the restart, once', async () => {
    const { instance } = town.rocketchat;
    // What is still done for the message before would be taken for the one that counts.
    await quiet(town);
    const before = town.dialog360.deliveries.length;
    const room = await openRoomOf(town, 'Mara Lindner');
    // After the answer and before the message the room is looked at: there the process dies.
    const answered = (): boolean => town.dialog360.deliveries[before]?.attempts.at(-1)?.status === 200;
    const killed = new Promise<void>((resolve) => {
      const { rooms } = instance.workspace;
      const byId = rooms.byId.bind(rooms);
      const spy = jest.spyOn(rooms, 'byId').mockImplementation(async (id) => {
        spy.mockRestore();
        await waitFor(
          'the answer',
          () => answered() || undefined,
          () => 'None came.',
        );
        await instance.killRuntime(APP_ID);
        resolve();
        return byId(id);
      });
    });
    town.people.customers[0]!.send(town.people.production.displayNumber, {
      kind: 'text',
      text: 'In between',
    });
    await killed;
    expect(await waitForCustomerMessages(town, room._id, 1)).toEqual(['Before it']);
    const after = await waitForCustomerMessages(town, room._id, 2);
    expect(after).toEqual(['Before it', 'In between']);
    await quiet(town);
    expect(await waitForCustomerMessages(town, room._id, 2)).toEqual(after);
  });

  it('between the room message and its record, an answer from the Business app is there once', async () => {
    const { instance } = town.rocketchat;
    const { messages } = instance.workspace;
    const room = await openRoomOf(town, 'Mara Lindner');
    const said = async () =>
      (await roomMessages(town, room._id)).filter(({ msg }) => msg.includes('From the phone'));
    const post = messages.post.bind(messages);
    const killed = new Promise<void>((resolve) => {
      const spy = jest.spyOn(messages, 'post').mockImplementation(async (...message) => {
        spy.mockRestore();
        const posted = await post(...message);
        await instance.killRuntime(APP_ID);
        resolve();
        return posted;
      });
    });
    const { people, dialog360 } = town;
    dialog360.echo(people.production.displayNumber, people.customers[0]!.record.waId, 'From the phone');
    await killed;
    expect(await said()).toHaveLength(1);
    await waitFor(
      'the record of the answer',
      async () => {
        const [message] = await said();
        const record = { 'data.link.messageId': message!._id };
        return (await town.rocketchat.store.appPersistence.findOneAsync(record)) ?? undefined;
      },
      () => 'There is none',
    );
    await quiet(town);
    expect(await said()).toHaveLength(1);
  });
});
