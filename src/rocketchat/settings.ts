import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { AppSettings, Clock, Settings } from '../services/ports';

/** Ids on the app's settings page; admins and documentation rely on them. */
export const SETTING = {
  undeliverableNotification: 'undeliverable_message_notification',
  webhookBaseUrl: 'webhook_base_url',
  retentionDays: 'retention_days',
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
    const read = async (id: string): Promise<unknown> => this.settings.getValueById(id);
    const [undeliverableNotification, webhookBaseUrl, retentionDays] = await Promise.all([
      read(SETTING.undeliverableNotification),
      read(SETTING.webhookBaseUrl),
      read(SETTING.retentionDays),
    ]);
    return {
      undeliverableNotification: trimmed(undeliverableNotification),
      webhookBaseUrl: trimmed(webhookBaseUrl),
      retentionDays: Number(retentionDays),
    };
  }
}

function trimmed(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
