import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';

import { SETTING } from '../rocketchat/settings';

/** The app's settings page. Clients translate these keys; they take a dot in one for a separator. */
export const settings: ISetting[] = [
  setting(SETTING.fileUploadsEnabled, SettingType.BOOLEAN, true, 'files'),
  // Rocket.Chat's own default, FileUpload_MaxFileSize.
  setting(SETTING.maximumFileUploadSize, SettingType.NUMBER, 104_857_600, 'files'),
  setting(SETTING.acceptedMediaTypes, SettingType.STRING, '', 'files'),
  setting(SETTING.allowQuoteMessages, SettingType.BOOLEAN, true, 'messages'),
  {
    ...setting(SETTING.noAgentPolicy, SettingType.SELECT, 'hold', 'messages'),
    values: ['hold', 'offline_message_only'].map((key) => ({
      key,
      i18nLabel: `setting_no_agent_policy_${key}`,
    })),
  },
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
