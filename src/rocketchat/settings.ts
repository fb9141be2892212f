import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { AppSettings, Clock, Settings } from '../services/ports';
import { CHECKS } from '../services/settings/checks';

/** Ids on the app's settings page; admins and documentation rely on them. */
export const SETTING = {
  undeliverableNotification: 'undeliverable_message_notification',
  agentDisplay: 'agents_display_info',
  agentPrefixFormat: 'agent_prefix_format',
  allowListOptions: 'allow_list_options',
  listOptionLabel: 'list_option_button_label',
  readReceipts: 'read_receipts',
  deliveryMarks: 'delivery_marks',
  closedWindowPolicy: 'closed_window_policy',
  windowReminderMinutes: 'window_reminder_minutes',
  windowReminderMessage: 'window_reminder_message',
  statusEndpointUrl: 'message_status_endpoint_url',
  statusFilter: 'filter_message_status',
  statusSecret: 'status_endpoint_secret',
  templateRefreshMinutes: 'template_refresh_interval',
  webhookBaseUrl: 'webhook_base_url',
  apiToken: 'api_token',
  silenceAlarmHours: 'silence_alarm_hours',
  retentionDays: 'retention_days',
  fileUploadsEnabled: 'file_uploads_enabled',
  maximumFileUploadSize: 'maximum_file_upload_size',
  acceptedMediaTypes: 'accepted_media_types',
  allowQuoteMessages: 'allow_quote_messages',
  noAgentPolicy: 'no_agent_policy',
} as const satisfies Record<keyof AppSettings, string>;

/** Days; stands in for what would remove records that are still needed, or none ever. */
const DEFAULT_RETENTION = 30;

/** Settings change on other servers too: what memory says is believed for so long, milliseconds. */
const FRESH = 30_000;

export class HostSettings implements Settings {
  private cache?: { settings: Promise<AppSettings>; readAt: number };

  constructor(
    private readonly settings: ISettingRead,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<AppSettings> {
    if (!this.cache || this.cache.readAt + FRESH <= this.clock.now()) {
      // Kept as a promise, so that messages which come together ask the host once.
      const settings = this.readAll();
      settings.catch(() => this.forget());
      this.cache = { settings, readAt: this.clock.now() };
    }
    return this.cache.settings;
  }

  /** After a change on this server. */
  forget(): void {
    this.cache = undefined;
  }

  private async readAll(): Promise<AppSettings> {
    const names = Object.keys(SETTING) as (keyof typeof SETTING)[];
    const values = await Promise.all(
      names.map((name) => this.settings.getValueById(SETTING[name]) as unknown),
    );
    const value = Object.fromEntries(names.map((name, index) => [name, values[index]]));
    // What was stored before there were checks.
    const sound = (name: keyof AppSettings): unknown =>
      CHECKS[name]?.(value[name]) ? undefined : value[name];
    return {
      undeliverableNotification: trimmed(value.undeliverableNotification),
      agentDisplay: oneOf(['none', 'name', 'username'], value.agentDisplay),
      agentPrefixFormat: trimmed(sound('agentPrefixFormat')) || '{{message}}',
      allowListOptions: value.allowListOptions !== false,
      listOptionLabel: trimmed(value.listOptionLabel) || '…',
      readReceipts: oneOf(['off', 'reply', 'assigned'], value.readReceipts),
      deliveryMarks: oneOf(['off', 'failed', 'all'], value.deliveryMarks),
      closedWindowPolicy: oneOf(['notify', 'hold'], value.closedWindowPolicy),
      windowReminderMinutes: Math.max(0, Number(value.windowReminderMinutes) || 0),
      windowReminderMessage: trimmed(value.windowReminderMessage),
      statusEndpointUrl: trimmed(sound('statusEndpointUrl')),
      statusFilter: oneOf(['All', 'Regular_Messages', 'Template_Messages'], value.statusFilter),
      statusSecret: trimmed(value.statusSecret),
      templateRefreshMinutes: Math.max(0, Number(value.templateRefreshMinutes) || 0),
      webhookBaseUrl: trimmed(sound('webhookBaseUrl')),
      apiToken: trimmed(value.apiToken),
      silenceAlarmHours: Math.max(0, Number(value.silenceAlarmHours) || 0),
      retentionDays: Number(sound('retentionDays') ?? DEFAULT_RETENTION),
      fileUploadsEnabled: value.fileUploadsEnabled !== false,
      maximumFileUploadSize: sizeOf(value.maximumFileUploadSize),
      acceptedMediaTypes: trimmed(value.acceptedMediaTypes)
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
      allowQuoteMessages: value.allowQuoteMessages !== false,
      noAgentPolicy: value.noAgentPolicy === 'offline_message_only' ? 'offline_message_only' : 'hold',
    };
  }
}

function trimmed(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** The first choice stands in for what is none. */
function oneOf<const Choice extends string>(choices: readonly [Choice, ...Choice[]], value: unknown): Choice {
  return choices.find((choice) => choice === value) ?? choices[0];
}

/** Bytes. A negative size, or none, stands for no limit. */
function sizeOf(value: unknown): number {
  const size = typeof value === 'number' || trimmed(value) ? Number(value) : -1;
  return size >= 0 ? size : Infinity;
}
