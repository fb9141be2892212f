import type { Town } from '../../simulator/town';
import { changeSetting, quiet, roomMessages, runJob } from './support/actions';
import {
  agentIn,
  customerMessages,
  leave,
  openRoomOf,
  townWithApp,
  waitForCustomerMessages,
} from './support/town';

const DAY = 24 * 60 * 60_000;

describe("Customers' files", () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    mara().send(number(), { kind: 'text', text: 'Here come files' });
    await waitForCustomerMessages(town, (await openRoomOf(town, 'Mara Lindner'))._id, 1);
  });

  afterAll(() => leave(town));

  const number = (): string => town.people.production.displayNumber;
  const mara = () => town.people.customers[0]!;
  const rafael = () => town.people.customers[1]!;
  const room = () => openRoomOf(town, 'Mara Lindner');

  it('hold up neither webhooks nor other customers while the media server is stalled', async () => {
    const fault = town.dialog360.faults.add({ kind: 'slow-media', ms: 20_000 });
    mara().send(number(), { kind: 'document', filename: 'slow.pdf', caption: 'Takes its time' });
    rafael().send(number(), { kind: 'text', text: 'I am faster' });
    await town.dialog360.settled();
    const waits = town.dialog360.deliveries.slice(-2).map(({ attempts }) => attempts[0]!.latencyMs);
    expect(Math.max(...waits)).toBeLessThan(5_000);
    await waitForCustomerMessages(town, (await openRoomOf(town, 'Rafael Nogueira'))._id, 1);
    expect(await customerMessages(town, (await room())._id)).toEqual(['Here come files']);
    town.dialog360.faults.remove(fault);
    const { _id } = await room();
    expect(await waitForCustomerMessages(town, _id, 3)).toEqual([
      'Here come files',
      'slow.pdf',
      'Takes its time',
    ]);
  });

  it('leave a note that fetches them again when they cannot be had, and keep the caption', async () => {
    const fault = town.dialog360.faults.add({ kind: 'wrong-sha' });
    mara().send(number(), { kind: 'document', filename: 'broken.pdf', caption: 'Can you read it?' });
    const { _id } = await room();
    const agent = await agentIn(town, await room());
    const note = await agent.waitForMessage(_id, /broken\.pdf.*damaged/s);
    await agent.waitForMessage(_id, 'Can you read it?');
    town.dialog360.faults.remove(fault);
    await agent.clickBlock(note, 'retry-download');
    expect((await agent.waitForMessage(_id, /broken\.pdf.*has arrived/s))._id).toBe(note._id);
    expect(await customerMessages(town, _id)).toContain('broken.pdf');
    expect((await roomMessages(town, _id)).find(({ _id: id }) => id === note._id)?.blocks ?? []).toEqual([]);
  });

  it('are refused by the settings in words: to agents each time, to the customer once', async () => {
    await changeSetting(town, 'accepted_media_types', 'image/*, application/pdf');
    const { _id } = await room();
    const agent = await agentIn(town, await room());
    for (const filename of ['one.zip', 'two.zip']) {
      mara().send(number(), { kind: 'document', filename, mimeType: 'application/zip' });
    }
    await agent.waitForMessage(_id, /of a type that this workspace does not take/);
    await mara().receives(({ preview }) => preview.includes('cannot open files of this type'));
    await quiet(town);
    const notes = (await roomMessages(town, _id)).filter(({ msg }) => msg.includes('does not take'));
    expect(notes).toHaveLength(2);
    expect(mara().inbox.filter(({ preview }) => preview.includes('cannot open files'))).toHaveLength(1);
    mara().send(number(), { kind: 'image', caption: 'But this' });
    await agent.waitForMessage(_id, 'But this');
    expect((await customerMessages(town, _id)).at(-2)).toMatch(/^image_/);
    await changeSetting(town, 'accepted_media_types', '');
  });

  it('and all else that is remembered of messages goes after the retention time, a day at once', async () => {
    const { appPersistence } = town.rocketchat.store;
    const day = (age: number): string => new Date(Date.now() - age * DAY).toISOString().slice(0, 10);
    const old = { appId: 'x', associations: [{ model: 'misc', id: `day:${day(31)}` }], data: { old: true } };
    const kept = {
      appId: 'x',
      associations: [{ model: 'misc', id: `day:${day(29)}` }],
      data: { old: false },
    };
    const { appId } = await appPersistence.findOneAsync({});
    await appPersistence.insertAsync([
      { ...old, _id: 'old', appId },
      { ...kept, _id: 'kept', appId },
    ] as never);
    await runJob(town, 'retention');
    expect(await appPersistence.countAsync({ _id: 'old' })).toBe(0);
    expect(await appPersistence.countAsync({ _id: 'kept' })).toBe(1);
  });
});
