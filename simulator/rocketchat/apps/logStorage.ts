import { randomUUID } from 'node:crypto';

import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type { AppLogStorage, IAppLogStorageFindOptions } from '@rocket.chat/apps-engine/server/storage';

import type { AppLogDoc } from '../appDocuments';
import type { Engine } from '../engine/load';
import type { Store } from '../store';
import { fromStorable, toStorable } from './keys';

/** What apps log. The runtime sends the entries of a handler after its end: those of a killed one are lost. */
export function createLogStorage(engine: Engine, { appLogs }: Store, instanceId: string): AppLogStorage {
  const entryOf = ({ entry }: AppLogDoc): ILoggerStorageEntry =>
    fromStorable(entry) as unknown as ILoggerStorageEntry;

  class LogStorage extends engine.storage.AppLogStorage {
    constructor() {
      super('nedb');
    }

    async storeEntries(entry: ILoggerStorageEntry): Promise<ILoggerStorageEntry> {
      const stored = { ...entry, instanceId };
      const doc = { _id: randomUUID(), appId: entry.appId, entry: toStorable(stored), createdAt: new Date() };
      await appLogs.insertAsync(doc as unknown as AppLogDoc);
      return stored;
    }

    /** Engine 1.53. */
    async find(
      query: { appId?: string },
      options?: IAppLogStorageFindOptions,
    ): Promise<ILoggerStorageEntry[]> {
      return (await this.findPaginated(query, options)).logs;
    }

    async findPaginated(
      query: { appId?: string },
      { skip = 0, limit = 0 }: IAppLogStorageFindOptions = {},
    ): Promise<{ logs: ILoggerStorageEntry[]; total: number }> {
      const cursor = appLogs.findAsync(query).sort({ createdAt: -1 }).skip(skip);
      const docs = await (limit > 0 ? cursor.limit(limit) : cursor);
      return { logs: docs.map(entryOf), total: await appLogs.countAsync(query) };
    }

    async getEntriesFor(appId: string): Promise<ILoggerStorageEntry[]> {
      return (await appLogs.findAsync({ appId })).map(entryOf);
    }

    async removeEntriesFor(appId: string): Promise<void> {
      await appLogs.removeAsync({ appId }, { multi: true });
    }
  }

  return new LogStorage();
}
