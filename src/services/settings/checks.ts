import { text, type Text } from '../../domain/text';
import type { AppSettings } from '../ports';

/**
 * @param value as somebody entered it
 * @returns what to enter instead; undefined for a value that is fine
 */
type Check = (value: unknown) => Text | undefined;

/** WhatsApp repeats deliveries for up to 7 days; ten years stand for ever. */
const RETENTION = { least: 8, most: 3650 };
/** Half of WhatsApp's customer service window of 24 hours. */
const LATEST_REMINDER = 720;
/** WhatsApp's limit for the button of a list. */
const LABEL_LENGTH = 20;
const TOKEN_LENGTH = 16;
/** RFC 6838, section 4.2; all types of a kind, and all there are. */
const MEDIA_TYPE = /^(?:\*|\*\/\*|[a-z\d][\w!#$&^.+-]*\/(?:\*|[a-z\d][\w!#$&^.+-]*))$/i;

/** What the settings page takes, besides its switches and choices. Settings without a check take any text. */
export const CHECKS: Partial<Record<keyof AppSettings, Check>> = {
  maximumFileUploadSize: (value) =>
    refuseUnless(wholeNumber(value) === -1 || isWithin(value, 1), text('settings.size')),
  acceptedMediaTypes: (value) =>
    refuseUnless(
      mediaTypesOf(value).every((type) => MEDIA_TYPE.test(type)),
      text('settings.mediaTypes'),
    ),
  agentPrefixFormat: (value) =>
    refuseUnless(
      trimmed(value) === '' || trimmed(value).includes('{{message}}'),
      text('settings.format', { placeholder: '{{message}}' }),
    ),
  listOptionLabel: (value) =>
    refuseUnless(
      trimmed(value) !== '' && trimmed(value).length <= LABEL_LENGTH,
      text('settings.label', { most: LABEL_LENGTH }),
    ),
  windowReminderMinutes: (value) =>
    refuseUnless(
      isWithin(value, 0, LATEST_REMINDER),
      text('settings.between', { least: 0, most: LATEST_REMINDER }),
    ),
  templateRefreshMinutes: (value) => refuseUnless(isWithin(value, 0), text('settings.from', { least: 0 })),
  silenceAlarmHours: (value) => refuseUnless(isWithin(value, 0), text('settings.from', { least: 0 })),
  retentionDays: (value) =>
    refuseUnless(isWithin(value, RETENTION.least, RETENTION.most), text('settings.between', RETENTION)),
  // A receiver may stand in the workspace's own network, without a certificate.
  statusEndpointUrl: (value) =>
    refuseUnless(isEmptyOrUrl(value, ['https:', 'http:']), text('settings.statusUrl')),
  // A path is appended to it.
  webhookBaseUrl: (value) =>
    refuseUnless(
      isEmptyOrUrl(value, ['https:']) && !/[?#]/.test(trimmed(value)),
      text('settings.webhookUrl'),
    ),
  apiToken: (value) =>
    refuseUnless(
      trimmed(value) === '' || (trimmed(value).length >= TOKEN_LENGTH && !/\s/.test(trimmed(value))),
      text('settings.token', { least: TOKEN_LENGTH }),
    ),
};

function refuseUnless(isFine: boolean, reason: Text): Text | undefined {
  return isFine ? undefined : reason;
}

function trimmed(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** Browsers send numbers as text, too. NaN for what is none; `null` is an emptied field. */
function wholeNumber(value: unknown): number {
  const number = typeof value === 'number' || trimmed(value) ? Number(value) : NaN;
  return Number.isSafeInteger(number) ? number : NaN;
}

function isWithin(value: unknown, least: number, most = Infinity): boolean {
  const number = wholeNumber(value);
  return number >= least && number <= most;
}

function mediaTypesOf(value: unknown): string[] {
  return trimmed(value)
    .split(/[\s,]+/)
    .filter(Boolean);
}

function isEmptyOrUrl(value: unknown, protocols: string[]): boolean {
  const address = trimmed(value);
  if (address === '') {
    return true;
  }
  if (!URL.canParse(address) || /\s/.test(address)) {
    return false;
  }
  const { protocol, username, password } = new URL(address);
  return protocols.includes(protocol) && username === '' && password === '';
}
