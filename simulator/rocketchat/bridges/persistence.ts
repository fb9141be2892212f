import { randomBytes } from 'node:crypto';

import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { PersistenceBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { AppPersistenceDoc } from '../appDocuments';
import type { Engine } from '../engine/load';
import type { Host } from '../host';

type Association = AppPersistenceDoc['associations'][number];

/** Apps' records, with the server's rules where they surprise: see the comments. */
export function createPersistenceBridge(engine: Engine, { store }: Host): PersistenceBridge {
  const records = store.appPersistence;
  // Without it every look-up would read all records of all apps.
  const indexed = records.ensureIndexAsync({ fieldName: 'associations.id' });

  class Persistence extends engine.bridges.PersistenceBridge {
    async purge(appId: string): Promise<void> {
      await records.removeAsync({ appId }, { multi: true });
    }

    protected async create(data: object, appId: string): Promise<string> {
      return insert({ appId, associations: [], data: recordData(data) });
    }

    protected async createWithAssociations(
      data: object,
      associations: RocketChatAssociationRecord[],
      appId: string,
    ): Promise<string> {
      return insert({ appId, associations: plain(associations), data: recordData(data) });
    }

    /** Any app's record, if the app knows its id: so does the server. */
    protected async readById(id: string): Promise<object> {
      return (await records.findOneAsync({ _id: id }))?.data ?? {};
    }

    protected async readByAssociations(
      associations: RocketChatAssociationRecord[],
      appId: string,
    ): Promise<object[]> {
      return (await findAll(plain(associations), appId)).map(({ data }) => data);
    }

    protected async remove(id: string, appId: string): Promise<object | undefined> {
      const record = await records.findOneAsync({ _id: id, appId });
      await records.removeAsync({ _id: id, appId }, {});
      return record?.data;
    }

    protected async removeByAssociations(
      associations: RocketChatAssociationRecord[],
      appId: string,
    ): Promise<object[] | undefined> {
      const found = await findAll(plain(associations), appId);
      await records.removeAsync({ _id: { $in: found.map(({ _id }) => _id ?? '') } }, { multi: true });
      return found.length > 0 ? found.map(({ data }) => data) : undefined;
    }

    protected async update(_id: string, data: object): Promise<string> {
      recordData(data);
      throw new Error('Not implemented.');
    }

    /**
     * Only of a record with exactly these associations in this order, and only of one. Looking and writing are two
     * steps, so that two upserts at once can make two records, as in MongoDB without a unique index.
     */
    protected async updateByAssociations(
      associations: RocketChatAssociationRecord[],
      data: object,
      upsert: boolean,
      appId: string,
    ): Promise<string> {
      const exact = plain(associations);
      const query = { appId, associations: exact, ...byFirstId(exact) };
      const changes = { $set: { data: recordData(data) } };
      const { numAffected } = await records.updateAsync(query, changes, {});
      const isNew = numAffected === 0 && upsert;
      const upsertedId = isNew ? await insert({ appId, associations: exact, data: recordData(data) }) : null;
      const result = {
        acknowledged: true,
        matchedCount: numAffected,
        modifiedCount: numAffected,
        upsertedId,
      };
      // Typed as an id by the engine; the server hands out MongoDB's result.
      return result as unknown as string;
    }
  }

  async function insert(record: AppPersistenceDoc): Promise<string> {
    const _id = randomBytes(12).toString('hex');
    await records.insertAsync({ ...record, _id });
    return _id;
  }

  /** Records that have all of these associations, whatever others they have. */
  async function findAll(associations: Association[], appId: string): Promise<AppPersistenceDoc[]> {
    await indexed;
    const each = associations.map(({ model, id }) => ({ associations: { $elemMatch: { model, id } } }));
    return records.findAsync({ appId, ...byFirstId(associations), $and: each });
  }

  return new Persistence();
}

function byFirstId([first]: Association[]): object {
  return first ? { 'associations.id': first.id } : {};
}

/** Records of associations arrive as plain objects, or as the engine's own class when the engine calls. */
function plain(associations: RocketChatAssociationRecord[]): Association[] {
  return (associations as unknown as Association[]).map(({ model, id }) => ({ model, id }));
}

function recordData(data: object): Record<string, unknown> {
  if (typeof data !== 'object') {
    throw new Error('Attempted to store an invalid data type, it must be an object.');
  }
  return data as Record<string, unknown>;
}
