import { randomBytes } from 'node:crypto';

import type { AppMetadataStorage, IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';

import type { AppDoc } from '../appDocuments';
import type { Engine } from '../engine/load';
import type { Store } from '../store';
import { fromStorable, toStorable } from './keys';

/** Apps' descriptors in the store: what is installed, with which permissions, settings and status. */
export function createMetadataStorage(engine: Engine, { apps }: Store): AppMetadataStorage {
  const itemOf = (doc: AppDoc): IAppStorageItem =>
    ({ ...fromStorable(doc.item), _id: doc._id }) as unknown as IAppStorageItem;

  class MetadataStorage extends engine.storage.AppMetadataStorage {
    constructor() {
      super('nedb');
    }

    async create(item: IAppStorageItem): Promise<IAppStorageItem> {
      if (
        await apps.findOneAsync({
          $or: [{ 'item.id': item.id }, { 'item.info.nameSlug': item.info.nameSlug }],
        })
      ) {
        throw new Error('App already exists.');
      }
      const now = new Date();
      // The engine goes on working with the object that it passed.
      Object.assign(item, { createdAt: now, updatedAt: now, _id: randomBytes(12).toString('hex') });
      const { zip } = await this.takePackage(item.id);
      await apps.insertAsync({ _id: item._id ?? '', appId: item.id, item: toStorable({ ...item }), zip });
      return item;
    }

    async retrieveOne(id: string): Promise<IAppStorageItem | null> {
      const doc = await apps.findOneAsync({ $or: [{ _id: id }, { 'item.id': id }] });
      return doc ? itemOf(doc) : null;
    }

    async retrieveAll(): Promise<Map<string, IAppStorageItem>> {
      return this.retrieve({ 'item.id': { $exists: true } });
    }

    async retrieveAllPrivate(): Promise<Map<string, IAppStorageItem>> {
      return this.retrieve({ 'item.installationSource': 'private' });
    }

    async remove(id: string): Promise<{ success: boolean }> {
      await apps.removeAsync({ 'item.id': id }, {});
      return { success: true };
    }

    /** Engine 1.53; the newer ones change single fields by the methods below. */
    async update(item: IAppStorageItem): Promise<IAppStorageItem> {
      return this.updatePartialAndReturnDocument(item);
    }

    async updatePartialAndReturnDocument(
      { _id, ...changes }: Partial<IAppStorageItem>,
      { unsetPermissionsGranted = false } = {},
    ): Promise<IAppStorageItem> {
      if (!_id) {
        throw new Error('Property _id is required on the app storage item');
      }
      const fields = Object.entries(toStorable(changes)).filter(([, value]) => value !== undefined);
      await apps.updateAsync(
        { _id },
        {
          $set: Object.fromEntries(fields.map(([name, value]) => [`item.${name}`, value])),
          ...(unsetPermissionsGranted && { $unset: { 'item.permissionsGranted': true } }),
        },
        {},
      );
      const stored = await this.retrieveOne(_id);
      if (!stored) {
        throw new Error(`No app is stored under ${_id}.`);
      }
      return stored;
    }

    async updateStatus(_id: string, status: IAppStorageItem['status']): Promise<boolean> {
      return this.set(_id, 'status', status);
    }

    async updateSetting(_id: string, setting: IAppStorageItem['settings'][string]): Promise<boolean> {
      return this.set(_id, `settings.${setting.id}`, setting);
    }

    async updateAppInfo(_id: string, info: IAppStorageItem['info']): Promise<boolean> {
      return this.set(_id, 'info', info);
    }

    async updateMarketplaceInfo(_id: string, marketplaceInfo: unknown[]): Promise<boolean> {
      return this.set(_id, 'marketplaceInfo', marketplaceInfo);
    }

    private async set(_id: string, field: string, value: unknown): Promise<boolean> {
      const changes = { [`item.${field}`]: toStorable(value), 'item.updatedAt': new Date() };
      return (await apps.updateAsync({ _id }, { $set: changes }, {})).numAffected === 1;
    }

    private async retrieve(query: object): Promise<Map<string, IAppStorageItem>> {
      const items = (await apps.findAsync(query)).map(itemOf);
      return new Map(items.map((item) => [item.id, item]));
    }

    /** The zip comes before the descriptor: see the source storage. */
    private async takePackage(appId: string): Promise<{ zip: string }> {
      const pending = await apps.findOneAsync({ appId, 'item.id': { $exists: false } });
      if (!pending) {
        throw new Error(`The package of app ${appId} is not stored.`);
      }
      await apps.removeAsync({ _id: pending._id }, {});
      return pending;
    }
  }

  return new MetadataStorage();
}
