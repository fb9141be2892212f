import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ISettingUpdateContext } from '@rocket.chat/apps-engine/definition/settings/ISettingUpdateContext';

import { text, type Text } from '../domain/text';
import { SETTING } from '../rocketchat/settings';
import type { AppSettings } from '../services/ports';
import { CHECKS } from '../services/settings/checks';
import type { Services } from '../wiring';

/**
 * Keeps values that make no sense out of the settings page. The host (engines 1.53 to 1.62) swallows whatever an app
 * throws here and stores the entered value then; so the former one is stored anew, and the admins are told why.
 */
export class SettingChanges {
  /** Refused while the app has not been asked for anything yet, and so cannot post. */
  private readonly untold: Text[] = [];

  constructor(private readonly services: () => Services | undefined) {}

  /** @returns what the host shall store. Every server is asked, about what the first one has decided. */
  async decide({ oldSetting, newSetting }: ISettingUpdateContext): Promise<ISetting> {
    const reason = newSetting.value === oldSetting.value ? undefined : objectionTo(oldSetting, newSetting);
    if (!reason) {
      return newSetting;
    }
    this.untold.push(text('settings.refused', { setting: text(oldSetting.i18nLabel), reason }));
    await this.tell();
    return oldSetting;
  }

  /** Tells the admins what they have not heard yet, as soon as that is possible. */
  async tell(): Promise<void> {
    const services = this.services();
    for (const refusal of services ? this.untold.splice(0) : []) {
      try {
        await services?.notices.toAdmins(refusal);
      } catch (error) {
        services?.log.error('The admins could not be told of a refused setting', { reason: String(error) });
      }
    }
  }
}

function objectionTo({ id, type, values = [] }: ISetting, { value }: ISetting): Text | undefined {
  const isUnknownChoice = type === SettingType.SELECT && !values.some(({ key }) => key === value);
  if (isUnknownChoice || (type === SettingType.BOOLEAN && typeof value !== 'boolean')) {
    return text('settings.choice');
  }
  const names = Object.keys(SETTING) as (keyof AppSettings)[];
  const name = names.find((each) => SETTING[each] === id);
  return name && CHECKS[name]?.(value);
}
