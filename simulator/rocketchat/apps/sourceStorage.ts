import type { AppSourceStorage, IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';

import type { Engine } from '../engine/load';
import type { Store } from '../store';

/**
 * Apps' zips in the store. A new app's zip is stored before its descriptor exists, and waits in a document without
 * one until then.
 */
export function createSourceStorage(engine: Engine, { apps }: Store): AppSourceStorage {
  const waiting = (appId: string): object => ({ appId, 'item.id': { $exists: false } });

  class SourceStorage extends engine.storage.AppSourceStorage {
    async store(item: IAppStorageItem, zip: Buffer): Promise<string> {
      const doc = { appId: item.id, item: {}, zip: zip.toString('base64') };
      await apps.updateAsync(waiting(item.id), doc, { upsert: true });
      return `store://${item.id}`;
    }

    async fetch(item: IAppStorageItem): Promise<Buffer> {
      const doc = await apps.findOneAsync({ 'item.id': item.id });
      if (!doc) {
        throw new Error(`The package of app ${item.id} is not stored.`);
      }
      return Buffer.from(doc.zip, 'base64');
    }

    async update(item: IAppStorageItem, zip: Buffer): Promise<string> {
      await apps.updateAsync({ 'item.id': item.id }, { $set: { zip: zip.toString('base64') } }, {});
      return `store://${item.id}`;
    }

    /** What undoes a failed installation; an installed app's zip goes with its descriptor. */
    async remove(item: IAppStorageItem): Promise<void> {
      await apps.removeAsync(waiting(item.id), {});
    }
  }

  return new SourceStorage();
}
