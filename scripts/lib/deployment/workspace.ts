import axios, { type AxiosInstance } from 'axios';

import type { Permission } from '../manifest';
import type { AppZip } from './appZip';
import { DeployError } from './deployError';
import { type Answer, appError, loginError } from './serverErrors';
import { transportError } from './transportErrors';

export interface InstalledApp {
  id: string;
  version: string;
  /** Of the engine: `manually_enabled`, `auto_enabled`, `manually_disabled`, `compiler_error_disabled` … */
  status: string;
}

/** An upload includes the start of the app, which the engine gives 30 s a step. */
const TIMEOUT = 180_000;

/** A Rocket.Chat workspace, as far as a deployment needs it. Every method throws DeployError. */
export class Workspace {
  private readonly http: AxiosInstance;

  constructor(private readonly url: string) {
    this.http = axios.create({
      baseURL: url,
      timeout: TIMEOUT,
      maxRedirects: 0,
      maxBodyLength: Infinity,
      validateStatus: () => true,
    });
  }

  /** Major and minor version, e.g. `7.10`; all that the server tells strangers. */
  async version(): Promise<string> {
    const { body } = await this.send('GET', '/api/info');
    if (typeof body.version !== 'string') {
      throw new DeployError(
        `${this.url} is no Rocket.Chat workspace.`,
        'Check --url; a path in it counts as well.',
      );
    }
    return body.version;
  }

  async logIn(user: string, password: string, code: string | undefined): Promise<void> {
    const answer = await this.send('POST', '/api/v1/login', { user, password, ...(code && { code }) });
    const data = answer.body.data as { userId: string; authToken: string } | undefined;
    if (answer.status !== 200 || !data) {
      throw loginError(answer, Boolean(code));
    }
    this.useToken(data.userId, data.authToken);
  }

  useToken(userId: string, token: string): void {
    this.http.defaults.headers.common['X-User-Id'] = userId;
    this.http.defaults.headers.common['X-Auth-Token'] = token;
  }

  async logOut(): Promise<void> {
    await this.send('POST', '/api/v1/logout');
  }

  async installedApp(id: string): Promise<InstalledApp | undefined> {
    const { apps } = await this.manageApps('GET', '/api/apps/installed');
    return (apps as InstalledApp[]).find((app) => app.id === id);
  }

  async install(zip: AppZip): Promise<InstalledApp> {
    return (await this.manageApps('POST', '/api/apps', upload(zip))).app as InstalledApp;
  }

  async update(zip: AppZip): Promise<InstalledApp> {
    return (await this.manageApps('POST', `/api/apps/${zip.manifest.id}`, upload(zip))).app as InstalledApp;
  }

  async enable(id: string): Promise<void> {
    await this.manageApps('POST', `/api/apps/${id}/status`, { status: 'manually_enabled' });
  }

  private async manageApps(method: 'GET' | 'POST', path: string, data?: unknown): Promise<Answer['body']> {
    const answer = await this.send(method, path, data);
    if (answer.status !== 200) {
      throw appError(answer);
    }
    return answer.body;
  }

  private async send(method: 'GET' | 'POST', url: string, data?: unknown): Promise<Answer> {
    const {
      status,
      headers,
      data: body,
    } = await this.http.request<unknown>({ method, url, data }).catch((error: unknown) => {
      throw transportError(this.url, error as Error);
    });
    if (status >= 300 && status < 400) {
      throw new DeployError(
        `${this.url} redirects to ${String(headers.location)}.`,
        'Use the address of the workspace itself for --url.',
      );
    }
    return { status, body: typeof body === 'object' && body !== null ? (body as Answer['body']) : {} };
  }
}

/** Without `permissions` the host would grant its default set, which lacks some that the app needs. */
function upload({ name, bytes, manifest }: AppZip): FormData {
  const permissions: Permission[] = manifest.permissions ?? [];
  const form = new FormData();
  form.append('permissions', JSON.stringify(permissions));
  form.append('app', new Blob([bytes], { type: 'application/zip' }), name);
  return form;
}
