import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { AppSettings, Clock, Settings } from '../services/ports';

/** Ids on the app's settings page; admins and documentation rely on them. */
export const SETTING = {
  undeliverableNotification: 'undeliverable_message_notification',
  webhookBaseUrl: 'webhook_base_url',
  retentionDays: 'retention_days',
  fileUploadsEnabled: 'file_uploads_enabled',
  maximumFileUploadSize: 'maximum_file_upload_size',
  acceptedMediaTypes: 'accepted_media_types',
  allowQuoteMessages: 'allow_quote_messages',
  noAgentPolicy: 'no_agent_policy',
} as const satisfies Record<keyof AppSettings, string>;

/** Settings change on other servers too: what memory says is believed for so long, milliseconds. */
const FRESH = 30_000;

export class HostSettings implements Settings {
  private cache?: { settings: AppSettings; readAt: number };

  constructor(
    private readonly settings: ISettingRead,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<AppSettings> {
    if (!this.cache || this.cache.readAt + FRESH <= this.clock.now()) {
      this.cache = { settings: await this.readAll(), readAt: this.clock.now() };
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
    return {
      undeliverableNotification: trimmed(value.undeliverableNotification),
      webhookBaseUrl: trimmed(value.webhookBaseUrl),
      retentionDays: Number(value.retentionDays),
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

/** Bytes. A negative size, or none, stands for no limit. */
function sizeOf(value: unknown): number {
  const size = typeof value === 'number' || trimmed(value) ? Number(value) : -1;
  return size >= 0 ? size : Infinity;
}
