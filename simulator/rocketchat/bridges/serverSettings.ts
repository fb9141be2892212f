import type { ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import type { ServerSettingBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { SettingDoc } from '../documents';
import type { Engine } from '../engine/load';
import type { Host } from '../host';
import { isSecretSetting } from './internalFederation';

/** The workspace's settings as apps see them. */
export function createServerSettingsBridge(engine: Engine, { workspace }: Host): ServerSettingBridge {
  class ServerSettings extends engine.bridges.ServerSettingBridge {
    protected async getAll(): Promise<ISetting[]> {
      const settings = await workspace.settings.all();
      return settings.filter((setting) => !isSecretSetting(setting)).map(toSetting);
    }

    protected async getOneById(id: string): Promise<ISetting> {
      return toSetting(await readable(id));
    }

    protected async hideGroup(): Promise<void> {
      throw new Error('Method not implemented.');
    }

    protected async hideSetting(id: string): Promise<void> {
      await readable(id);
      throw new Error('Method not implemented.');
    }

    protected async isReadableById(id: string): Promise<boolean> {
      const setting = await workspace.settings.byId(id);
      return setting !== null && !isSecretSetting(setting);
    }

    protected async updateOne(setting: ISetting): Promise<void> {
      await readable(setting.id);
      await workspace.settings.set(setting.id, setting.value);
    }

    protected async incrementValue(id: string, value = 1): Promise<void> {
      const setting = await readable(id);
      await workspace.settings.set(id, Number(setting.value) + value);
    }
  }

  async function readable(id: string): Promise<SettingDoc> {
    const setting = await workspace.settings.byId(id);
    if (!setting || isSecretSetting(setting)) {
      throw new Error(`The setting "${id}" is not readable.`);
    }
    return setting;
  }

  return new ServerSettings();
}

function toSetting(doc: SettingDoc): ISetting {
  return {
    id: doc._id,
    type: doc.type as SettingType,
    packageValue: doc.packageValue,
    value: doc.value,
    public: doc.public,
    hidden: false,
    required: false,
    i18nLabel: doc.i18nLabel,
  };
}
