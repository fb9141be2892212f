import type { SettingDoc } from '../documents';
import type { Store } from '../store';
import { ServerError } from './errors';
import { settingDefaults } from './settingDefaults';

/** The server's settings. What was never stored has its default. */
export class Settings {
  constructor(private readonly store: Store) {}

  /** Stores the defaults, some of them replaced, of settings that are not stored yet. */
  async seed(values: Record<string, unknown> = {}): Promise<void> {
    const stored = new Set((await this.store.settings.findAsync({})).map(({ _id }) => _id));
    const missing = defaults()
      .filter(({ _id }) => !stored.has(_id))
      .map((setting) => (setting._id in values ? { ...setting, value: values[setting._id] } : setting));
    await this.store.settings.insertAsync(missing);
  }

  /** @throws Error for an id that no setting has: a typing error in the simulator. */
  async get<T>(id: string): Promise<T> {
    const setting = await this.byId(id);
    if (!setting) {
      throw new Error(`There is no setting ${id}.`);
    }
    return setting.value as T;
  }

  async byId(id: string): Promise<SettingDoc | null> {
    const stored: SettingDoc | null = await this.store.settings.findOneAsync({ _id: id });
    return stored ?? defaults().find(({ _id }) => _id === id) ?? null;
  }

  async all(): Promise<SettingDoc[]> {
    const stored = await this.store.settings.findAsync({});
    const ids = new Set(stored.map(({ _id }) => _id));
    return [...stored, ...defaults().filter(({ _id }) => !ids.has(_id))];
  }

  /** @throws ServerError `error-setting-not-found` */
  async set(id: string, value: unknown): Promise<SettingDoc> {
    const setting = await this.byId(id);
    if (!setting) {
      throw new ServerError('error-setting-not-found', `There is no setting ${id}`);
    }
    const changed = { ...setting, value };
    await this.store.settings.updateAsync({ _id: id }, changed, { upsert: true });
    return changed;
  }

  /** Counts a number setting up by one, in one step. @returns the new number */
  async increment(id: string): Promise<number> {
    const { affectedDocuments } = await this.store.settings.updateAsync<
      SettingDoc,
      { returnUpdatedDocs: true }
    >({ _id: id }, { $inc: { value: 1 } }, { returnUpdatedDocs: true });
    if (!affectedDocuments) {
      throw new Error(`Can't find ${id} setting`);
    }
    return affectedDocuments.value as number;
  }
}

function defaults(): SettingDoc[] {
  return settingDefaults.map(([_id, type, value, isPublic]) => ({
    _id,
    type,
    value,
    packageValue: value,
    public: isPublic === 'public',
    i18nLabel: _id,
  }));
}
