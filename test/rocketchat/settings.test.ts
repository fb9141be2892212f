import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';

import { HostSettings, SETTING } from '../../src/rocketchat/settings';
import type { AppSettings } from '../../src/services/ports';
import { settings as page } from '../../src/settings/settings';
import { ManualClock } from '../support/fakes';

/** The settings page with its defaults, but for some values that got in before there were checks. */
async function read(stored: Partial<Record<keyof AppSettings, unknown>> = {}): Promise<AppSettings> {
  const values = new Map(page.map(({ id, packageValue }) => [id, packageValue]));
  for (const [name, value] of Object.entries(stored)) {
    values.set(SETTING[name as keyof AppSettings], value);
  }
  const host = { getValueById: (id: string) => Promise.resolve(values.get(id)) } as ISettingRead;
  return new HostSettings(host, new ManualClock()).get();
}

test.each<[name: keyof AppSettings, stored: unknown, read: unknown]>([
  ['retentionDays', 8, 8],
  ['retentionDays', '14', 14],
  ['retentionDays', 0, 30],
  ['retentionDays', -5, 30],
  ['retentionDays', null, 30],
  ['retentionDays', 'long', 30],
  ['retentionDays', 1e15, 30],
  ['agentPrefixFormat', '*{{agent}}*:', '{{message}}'],
  ['agentPrefixFormat', 7, '{{message}}'],
  ['webhookBaseUrl', 'chat.example.org', ''],
  ['webhookBaseUrl', 'http://chat.example.org', ''],
  ['webhookBaseUrl', ' https://chat.example.org ', 'https://chat.example.org'],
  ['statusEndpointUrl', 'crm', ''],
  ['templateRefreshMinutes', -5, 0],
  ['templateRefreshMinutes', 'often', 0],
  ['windowReminderMinutes', -1, 0],
  ['silenceAlarmHours', 'never', 0],
  ['maximumFileUploadSize', -7, Infinity],
  ['maximumFileUploadSize', '', Infinity],
  // A mistake does not open the door to all files.
  ['acceptedMediaTypes', 'pdf, image/*', ['pdf', 'image/*']],
  ['listOptionLabel', ' ', '…'],
  // A token that other systems use goes on working.
  ['apiToken', 'short', 'short'],
  ['noAgentPolicy', 'whatever', 'hold'],
  ['agentDisplay', 'everything', 'none'],
  ['fileUploadsEnabled', undefined, true],
])('%s stored as %j reads %j', async (name, stored, expected) => {
  expect((await read({ [name]: stored }))[name]).toEqual(expected);
});

test('the defaults of the page read as they stand there', async () => {
  expect(await read()).toMatchObject({
    retentionDays: 30,
    agentPrefixFormat: '[{{agent}}] - {{message}}',
    maximumFileUploadSize: 104_857_600,
    windowReminderMinutes: 60,
    templateRefreshMinutes: 30,
  });
});
