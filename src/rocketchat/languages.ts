import type { IServerSettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Say } from '../domain/text';
import type { WorkspaceLanguage } from '../services/languages/ports';
import type { Clock } from '../services/ports';
import { sayIn } from './translator';

/** The workspace's language changes hardly ever: what memory says is believed for so long, milliseconds. */
const FRESH = 60_000;

/** Who speaks which language. */
export class Languages implements WorkspaceLanguage {
  private cache?: { language: Promise<string | undefined>; readAt: number };

  constructor(
    private readonly serverSettings: Pick<IServerSettingRead, 'getValueById'>,
    private readonly clock: Clock,
  ) {}

  /** For what one person reads: the language of their preferences, else the workspace's. */
  async ofUser({ settings }: Pick<IUser, 'settings'>): Promise<Say> {
    return sayIn(settings?.preferences?.language, await this.workspaceLanguage());
  }

  /** For what several people read, and customers; of these the language may be known. */
  async ofWorkspace(known?: string): Promise<Say> {
    return sayIn(known, await this.workspaceLanguage());
  }

  workspaceLanguage(): Promise<string | undefined> {
    if (!this.cache || this.cache.readAt + FRESH <= this.clock.now()) {
      this.cache = { language: this.readLanguage(), readAt: this.clock.now() };
    }
    return this.cache.language;
  }

  /** A workspace that does not tell it gets English rather than nothing. */
  private async readLanguage(): Promise<string | undefined> {
    try {
      const language: unknown = await this.serverSettings.getValueById('Language');
      return typeof language === 'string' && language ? language : undefined;
    } catch {
      this.cache = undefined;
      return undefined;
    }
  }
}
