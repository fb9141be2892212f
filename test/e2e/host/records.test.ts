import { AppHost } from '../support/appHost';
import { until } from '../support/fixtureApp';

interface Key {
  model: string;
  id: string;
}

const a: Key = { model: 'misc', id: 'a' };
const b: Key = { model: 'misc', id: 'b' };

describe("An app's records", () => {
  let host: AppHost;

  beforeAll(async () => {
    host = await AppHost.start();
  });
  afterAll(() => host.stop());
  beforeEach(() => host.store.appPersistence.removeAsync({}, { multi: true }));

  const create = (keys: Key[], data: object): Promise<string> =>
    host.app.run(
      ({ persis }, ...args) => persis.createWithAssociations(args[1], args[0] as never),
      keys,
      data,
    );
  const read = (keys: Key[]): Promise<object[]> =>
    host.app.run(
      ({ read: reader }, wanted) => reader.getPersistenceReader().readByAssociations(wanted as never),
      keys,
    );
  const update = (keys: Key[], data: object, upsert: boolean): Promise<unknown> =>
    host.app.run(
      ({ persis }, ...args) => persis.updateByAssociations(args[0] as never, args[1], args[2]),
      keys,
      data,
      upsert,
    );

  test.each([
    ['all its associations', [a, b], 1],
    ['all of them in another order', [b, a], 1],
    ['some of them', [b], 1],
    ['one that it does not have besides', [a, { model: 'misc', id: 'c' }], 0],
  ])('are read by %s', async (_label, keys, count) => {
    await create([a, b], { n: 1 });
    expect(await read(keys)).toHaveLength(count);
  });

  test.each([
    ['exactly its associations', [a, b], 2],
    ['the same in another order', [b, a], 1],
    ['some of them', [a], 1],
  ])('are updated by %s, or not at all and without a word', async (_label, keys, n) => {
    await create([a, b], { n: 1 });
    await update(keys, { n: 2 }, false);
    expect(await read([a, b])).toEqual([{ n }]);
  });

  test('are replaced as a whole by an update, one of several', async () => {
    await create([a], { n: 1, more: 1 });
    await create([a], { n: 1, more: 1 });
    await update([a], { n: 2 }, false);
    expect(await read([a])).toEqual(expect.arrayContaining([{ n: 2 }, { n: 1, more: 1 }]));
  });

  test('are two when two upserts meet', async () => {
    const { appPersistence } = host.store;
    const insert = appPersistence.insertAsync.bind(appPersistence);
    let met = 0;
    const meeting = jest.spyOn(appPersistence, 'insertAsync').mockImplementation(async (record) => {
      met += 1;
      await until(() => met === 2);
      return insert(record);
    });
    await Promise.all([update([a], { n: 1 }, true), update([a], { n: 2 }, true)]);
    meeting.mockRestore();
    expect(await read([a])).toHaveLength(2);
  });

  test('cannot be updated by their id', async () => {
    const id = await create([a], { n: 1 });
    await expect(host.app.run(({ persis }, key) => persis.update(key, { n: 2 }), id)).rejects.toThrow(
      'Not implemented.',
    );
  });

  test('are removed by any association, all of them', async () => {
    await create([a, b], { n: 1 });
    await create([a], { n: 2 });
    const removed = await host.app.run(({ persis }, key) => persis.removeByAssociation(key as never), a);
    expect(removed).toHaveLength(2);
    expect(await read([b])).toEqual([]);
  });

  test('lose their prototypes and functions on the way, and keep dates; undefined becomes null', async () => {
    const insert = jest.spyOn(host.store.appPersistence, 'insertAsync');
    await host.app.run(async ({ persis }) => {
      class Price {
        amount = 3;
      }
      await persis.create({
        ...{ at: new Date(0), price: new Price(), nothing: undefined, list: [1, undefined] },
        ...{ bytes: Buffer.from('tea'), act: () => 1 },
      });
    });
    const { data } = insert.mock.calls[0]![0] as unknown as { data: Record<string, unknown> };
    insert.mockRestore();
    expect(data['at']).toEqual(new Date(0));
    expect(Object.getPrototypeOf(data['price'])).toBe(Object.getPrototypeOf({}));
    expect([data['nothing'], data['act'] ?? undefined, data['list']]).toEqual([null, undefined, [1, null]]);
    expect(Buffer.isBuffer(data['bytes'])).toBe(true);
  });
});
