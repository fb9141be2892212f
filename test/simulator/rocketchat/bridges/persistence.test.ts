import type { PersistenceBridge } from '@rocket.chat/apps-engine/server/bridges';

import { createPersistenceBridge } from '../../../../simulator/rocketchat/bridges/persistence';
import { loadEngine } from '../../../../simulator/rocketchat/engine/load';
import { NEWEST_ENGINE } from '../../../../simulator/rocketchat/engine/prepare';
import type { Host } from '../../../../simulator/rocketchat/host';
import { Store } from '../../../../simulator/rocketchat/store';
import { grant } from '../engine/support';

const APP = 'app-1';
const room = { model: 'room', id: 'r1' };
const user = { model: 'user', id: 'u1' };
const key = { model: 'misc', id: 'k1' };

describe('the persistence bridge', () => {
  let store: Store;
  let bridge: PersistenceBridge;
  const read = (associations: object[], appId = APP): Promise<object[]> =>
    bridge.doReadByAssociations(associations as never, appId);
  const create = (data: object, associations: object[], appId = APP): Promise<string> =>
    bridge.doCreateWithAssociations(data, associations as never, appId);
  const update = (associations: object[], data: object, upsert: boolean): Promise<unknown> =>
    bridge.doUpdateByAssociations(associations as never, data, upsert, APP);

  beforeEach(async () => {
    const engine = await loadEngine(NEWEST_ENGINE);
    grant(engine, 'persistence');
    store = await Store.open();
    bridge = createPersistenceBridge(engine, { store } as Host);
  });

  test.each([
    ['one of its associations', [room], true],
    ['all of them in another order', [key, room], true],
    ['one that it lacks', [user], false],
    ['one that it has and one that it lacks', [room, user], false],
    ['the same id of another model', [{ model: 'user', id: 'r1' }], false],
  ])('reads a record by %s: %#', async (_label, associations, found) => {
    await create({ n: 1 }, [room, key]);
    expect(await read(associations)).toEqual(found ? [{ n: 1 }] : []);
  });

  test('returns the data alone, without ids and associations', async () => {
    await create({ n: 1 }, [room]);
    expect(await read([room])).toEqual([{ n: 1 }]);
  });

  test("keeps apps' records apart, except when asked by id", async () => {
    const id = await create({ n: 1 }, [room], 'app-2');
    expect(await read([room])).toEqual([]);
    expect(await bridge.doReadById(id, APP)).toEqual({ n: 1 });
  });

  test.each([
    ['exactly its associations', [room, key], true],
    ['a part of them', [room], false],
    ['another order', [key, room], false],
  ])('updates a record by %s: %#', async (_label, associations, updated) => {
    await create({ n: 1, old: true }, [room, key]);
    await update(associations, { n: 2 }, false);
    expect(await read([room, key])).toEqual([updated ? { n: 2 } : { n: 1, old: true }]);
  });

  test('updates one of several records with the same associations', async () => {
    await create({ n: 1 }, [room]);
    await create({ n: 1 }, [room]);
    await update([room], { n: 2 }, false);
    expect((await read([room])).sort()).toHaveLength(2);
    expect(await read([room])).toEqual(expect.arrayContaining([{ n: 1 }, { n: 2 }]));
  });

  test('creates by an update only when told to', async () => {
    await update([room], { n: 1 }, false);
    expect(await read([room])).toEqual([]);
    await update([room], { n: 1 }, true);
    expect(await read([room])).toEqual([{ n: 1 }]);
  });

  test('answers an update with what the database says, not with an id', async () => {
    expect(await update([room], { n: 1 }, false)).toMatchObject({ matchedCount: 0, upsertedId: null });
    expect(await update([room], { n: 1 }, true)).toMatchObject({ upsertedId: expect.any(String) });
  });

  test('makes two records of two upserts at once', async () => {
    await Promise.all([update([room], { n: 1 }, true), update([room], { n: 2 }, true)]);
    expect(await read([room])).toHaveLength(2);
  });

  test('removes every record that has the associations and returns their data', async () => {
    await create({ n: 1 }, [room, key]);
    await create({ n: 2 }, [room]);
    await create({ n: 3 }, [key]);
    expect(await bridge.doRemoveByAssociations([room] as never, APP)).toHaveLength(2);
    expect(await read([key])).toEqual([{ n: 3 }]);
  });

  test('returns undefined when there is nothing to remove', async () => {
    expect(await bridge.doRemoveByAssociations([room] as never, APP)).toBeUndefined();
    expect(await bridge.doRemove('unknown', APP)).toBeUndefined();
  });

  test('does not implement an update by id', async () => {
    const id = await create({ n: 1 }, [room]);
    await expect(bridge.doUpdate(id, { n: 2 }, false, APP)).rejects.toThrow('Not implemented.');
  });

  test('takes objects only', async () => {
    await expect(bridge.doCreate('text' as never, APP)).rejects.toThrow('must be an object');
  });

  test("purges one app's records", async () => {
    await create({ n: 1 }, [room]);
    await create({ n: 2 }, [room], 'app-2');
    await bridge.doPurge(APP);
    expect(await read([room])).toEqual([]);
    expect(await read([room], 'app-2')).toEqual([{ n: 2 }]);
  });
});
