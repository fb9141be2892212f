import fc from 'fast-check';

import type { AppSettings } from '../../../src/services/ports';
import { CHECKS } from '../../../src/services/settings/checks';
import { sayIn } from '../../../src/rocketchat/translator';

type Row = [name: keyof AppSettings, value: unknown];

const reasonFor = (name: keyof AppSettings, value: unknown): string | undefined => {
  const reason = CHECKS[name]?.(value);
  return reason && sayIn('en')(reason);
};

test.each<Row>([
  ['maximumFileUploadSize', -1],
  ['maximumFileUploadSize', 1],
  ['maximumFileUploadSize', 104_857_600],
  ['maximumFileUploadSize', '5000000'],
  ['acceptedMediaTypes', ''],
  ['acceptedMediaTypes', 'image/*, application/pdf'],
  ['acceptedMediaTypes', 'Image/PNG text/plain,,'],
  ['acceptedMediaTypes', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['acceptedMediaTypes', 'image/svg+xml'],
  ['acceptedMediaTypes', '*'],
  ['acceptedMediaTypes', '*/*'],
  ['agentPrefixFormat', '[{{agent}}] - {{message}}'],
  ['agentPrefixFormat', '{{message}}'],
  ['agentPrefixFormat', ''],
  ['listOptionLabel', 'Show Options'],
  ['listOptionLabel', ' twenty characters:) '],
  ['windowReminderMinutes', 0],
  ['windowReminderMinutes', 720],
  ['windowReminderMinutes', '60'],
  ['templateRefreshMinutes', 0],
  ['templateRefreshMinutes', 1440],
  ['silenceAlarmHours', 0],
  ['silenceAlarmHours', 12],
  ['retentionDays', 8],
  ['retentionDays', 3650],
  ['statusEndpointUrl', ''],
  ['statusEndpointUrl', 'https://crm.example.org/statuses?source=chat'],
  ['statusEndpointUrl', 'http://127.0.0.1:8080/'],
  ['webhookBaseUrl', ''],
  ['webhookBaseUrl', ' https://chat.example.org/ '],
  ['webhookBaseUrl', 'https://example.org:8443/chat'],
  ['apiToken', ''],
  ['apiToken', 'sixteen-letters!'],
])('%s takes %j', (name, value) => {
  expect(reasonFor(name, value)).toBeUndefined();
});

const WHOLE_FROM_0 = 'Enter a whole number from 0 up.';
const REMINDER = 'Enter a whole number from 0 to 720.';
const RETENTION = 'Enter a whole number from 8 to 3650.';
const SIZE = 'above 0, or -1 for no limit';
const TYPES = 'such as image/* or application/pdf';
const LABEL = 'Enter 1 to 20 characters.';
const STATUS_URL = 'begins with https:// or http://, without user name and password';
const WEBHOOK_URL = 'begins with https://, without user name, password, ? and #';
const TOKEN = 'at least 16 characters without blanks';

test.each<[...Row, reason: string]>([
  ['maximumFileUploadSize', 0, SIZE],
  ['maximumFileUploadSize', -2, SIZE],
  ['maximumFileUploadSize', 1.5, SIZE],
  ['maximumFileUploadSize', '5 MB', SIZE],
  ['maximumFileUploadSize', '', SIZE],
  ['maximumFileUploadSize', null, SIZE],
  ['acceptedMediaTypes', 'pdf', TYPES],
  ['acceptedMediaTypes', 'image/*; application/pdf', TYPES],
  ['acceptedMediaTypes', 'image/', TYPES],
  ['acceptedMediaTypes', '*/pdf', TYPES],
  ['acceptedMediaTypes', 'image/png/gif', TYPES],
  ['agentPrefixFormat', '*{{agent}}*:', 'has {{message}} in it'],
  ['agentPrefixFormat', '{message}', 'has {{message}} in it'],
  ['listOptionLabel', '  ', LABEL],
  ['listOptionLabel', 'twenty-one characters', LABEL],
  ['windowReminderMinutes', -1, REMINDER],
  ['windowReminderMinutes', 721, REMINDER],
  ['windowReminderMinutes', null, REMINDER],
  ['templateRefreshMinutes', -5, WHOLE_FROM_0],
  ['templateRefreshMinutes', 'often', WHOLE_FROM_0],
  ['silenceAlarmHours', -1, WHOLE_FROM_0],
  ['silenceAlarmHours', 0.5, WHOLE_FROM_0],
  ['retentionDays', 7, RETENTION],
  ['retentionDays', 1e12, RETENTION],
  ['retentionDays', undefined, RETENTION],
  ['statusEndpointUrl', 'crm.example.org', STATUS_URL],
  ['statusEndpointUrl', 'ftp://crm.example.org', STATUS_URL],
  ['statusEndpointUrl', 'https://user:secret@crm.example.org', STATUS_URL],
  ['webhookBaseUrl', 'http://chat.example.org', WEBHOOK_URL],
  ['webhookBaseUrl', 'chat.example.org', WEBHOOK_URL],
  ['webhookBaseUrl', 'https://user@chat.example.org', WEBHOOK_URL],
  ['webhookBaseUrl', 'https://chat.example.org/?a=b', WEBHOOK_URL],
  ['webhookBaseUrl', 'https://chat.example.org/#top', WEBHOOK_URL],
  ['webhookBaseUrl', 'https://chat.example .org', WEBHOOK_URL],
  ['apiToken', 'fifteen-letters', TOKEN],
  ['apiToken', 'a long text with blanks', TOKEN],
])('%s refuses %j', (name, value, reason) => {
  expect(reasonFor(name, value)).toContain(reason);
});

test('no check fails, and no reason repeats what was entered, whatever it was', () => {
  fc.assert(
    fc.property(fc.anything(), fc.stringMatching(/^[qxz]{12}$/), (anything, word) => {
      for (const check of Object.values(CHECKS)) {
        check(anything);
        const reason = check(word);
        expect(reason ? sayIn('en')(reason) : '').not.toContain(word);
      }
    }),
  );
});
