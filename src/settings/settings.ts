import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';

import { SETTING } from '../rocketchat/settings';

/** The app's settings page. Clients translate these keys; they take a dot in one for a separator. */
export const settings: ISetting[] = [
  setting(SETTING.undeliverableNotification, SettingType.STRING, '', 'messages'),
  setting(SETTING.webhookBaseUrl, SettingType.STRING, '', 'connection'),
  setting(SETTING.retentionDays, SettingType.NUMBER, 30, 'connection'),
];

function setting(id: string, type: SettingType, packageValue: unknown, section: string): ISetting {
  return {
    ...{ id, type, packageValue, required: false, public: false },
    section: `section_${section}`,
    i18nLabel: `setting_${id}`,
    i18nDescription: `setting_${id}_description`,
  };
}
