import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';

import { OUTBOUND_SETTING } from '../rocketchat/outboundOffer';
import { SETTING } from '../rocketchat/settings';

/** The app's settings page. Clients translate these keys; they take a dot in one for a separator. */
export const settings: ISetting[] = [
  setting(SETTING.fileUploadsEnabled, SettingType.BOOLEAN, true, 'files'),
  // Rocket.Chat's own default, FileUpload_MaxFileSize.
  setting(SETTING.maximumFileUploadSize, SettingType.NUMBER, 104_857_600, 'files'),
  setting(SETTING.acceptedMediaTypes, SettingType.STRING, '', 'files'),
  setting(SETTING.allowQuoteMessages, SettingType.BOOLEAN, true, 'messages'),
  choice(SETTING.noAgentPolicy, ['hold', 'offline_message_only'], 'messages'),
  setting(SETTING.undeliverableNotification, SettingType.STRING, '', 'messages'),
  choice(SETTING.agentDisplay, ['none', 'name', 'username'], 'messages'),
  setting(SETTING.agentPrefixFormat, SettingType.STRING, '[{{agent}}] - {{message}}', 'messages'),
  setting(SETTING.allowListOptions, SettingType.BOOLEAN, true, 'messages'),
  setting(SETTING.listOptionLabel, SettingType.STRING, 'Show Options', 'messages'),
  choice(SETTING.closedWindowPolicy, ['notify', 'hold'], 'messages'),
  setting(SETTING.windowReminderMinutes, SettingType.NUMBER, 60, 'messages'),
  setting(SETTING.windowReminderMessage, SettingType.STRING, '', 'messages'),
  choice(SETTING.readReceipts, ['off', 'reply', 'assigned'], 'status'),
  choice(SETTING.deliveryMarks, ['off', 'failed', 'all'], 'status'),
  setting(SETTING.statusEndpointUrl, SettingType.STRING, '', 'status'),
  choice(SETTING.statusFilter, ['All', 'Regular_Messages', 'Template_Messages'], 'status'),
  setting(SETTING.statusSecret, SettingType.PASSWORD, '', 'status'),
  setting(SETTING.templateRefreshMinutes, SettingType.NUMBER, 30, 'templates'),
  setting(OUTBOUND_SETTING, SettingType.BOOLEAN, true, 'templates'),
  setting(SETTING.webhookBaseUrl, SettingType.STRING, '', 'connection'),
  setting(SETTING.apiToken, SettingType.PASSWORD, '', 'connection'),
  setting(SETTING.silenceAlarmHours, SettingType.NUMBER, 0, 'connection'),
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

/** The first choice is the default. */
function choice(id: string, keys: string[], section: string): ISetting {
  return {
    ...setting(id, SettingType.SELECT, keys[0], section),
    values: keys.map((key) => ({ key, i18nLabel: `setting_${id}_${key.toLowerCase()}` })),
  };
}
