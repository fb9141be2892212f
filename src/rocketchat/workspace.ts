import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { Settings, Workspace } from '../services/ports';
import type { Omnichannel } from '../services/setup/ports';

/** Path of the webhook endpoint below the app's private address. */
export const INCOMING_PATH = 'incoming';

export class HostWorkspace implements Workspace, Omnichannel {
  constructor(
    private readonly app: Pick<IApp, 'getAccessors'>,
    private readonly read: IRead,
    private readonly settings: Settings,
  ) {}

  async departments(): Promise<{ id: string; name: string }[]> {
    const departments = (await this.read.getLivechatReader().getDepartmentsEnabledWithAgents()) ?? [];
    return departments.map(({ id, name }) => ({ id, name: name ?? id }));
  }

  async departmentName(id: string): Promise<string | undefined> {
    return (await this.departments()).find((department) => department.id === id)?.name;
  }

  async isDepartmentGone(id: string): Promise<boolean> {
    const department = await this.read.getLivechatReader().getLivechatDepartmentByIdOrName(id);
    return !department?.enabled;
  }

  async webhookUrl(numberId: string): Promise<string> {
    const { webhookBaseUrl } = await this.settings.get();
    const site = webhookBaseUrl || (await this.siteUrl());
    return `${site.replace(/\/+$/, '')}${this.incomingPath()}?number=${encodeURIComponent(numberId)}`;
  }

  async messageUrl(roomId: string, messageId: string): Promise<string> {
    return this.pageUrl(`live/${roomId}?msg=${messageId}`);
  }

  async pageUrl(path: string): Promise<string> {
    return `${(await this.siteUrl()).replace(/\/+$/, '')}/${path}`;
  }

  async isOmnichannelOn(): Promise<boolean> {
    const serverSettings = this.read.getEnvironmentReader().getServerSettings();
    // A workspace that does not tell is believed to have it on.
    return (await serverSettings.getValueById('Livechat_enabled')) !== false;
  }

  private async siteUrl(): Promise<string> {
    return String(await this.read.getEnvironmentReader().getServerSettings().getValueById('Site_Url'));
  }

  private incomingPath(): string {
    const endpoint = this.app
      .getAccessors()
      .providedApiEndpoints.find(({ path }: { path: string }) => path === INCOMING_PATH);
    if (!endpoint) {
      throw new Error('The host has not registered the webhook endpoint');
    }
    return endpoint.computedPath;
  }
}
