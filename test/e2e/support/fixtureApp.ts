import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import AdmZip from 'adm-zip';
import axios, { type AxiosResponse } from 'axios';

import { DEFAULT_WAIT_MS } from '../../../simulator/rocketchat/client/wait';
import type { Instance } from '../../../simulator/rocketchat/instance';

export const FIXTURE_ID = 'd0c1a5f2-7f0e-4c55-9f0b-6c1c4a3e9b10';

const SOURCE = join(__dirname, 'fixture-app/FixtureApp.js');

/** All that the fixture app is allowed: no rooms, no livechat. */
export const GRANTED = ['api', 'persistence', 'networking', 'scheduler', 'server-setting.read'].map(
  (name) => ({
    name,
  }),
);

/** What an app is granted, by the names of permissions. */
export function grant(...names: string[]): { name: string }[] {
  return names.map((name) => ({ name }));
}

interface FixtureOptions {
  version?: string;
  /** What it fails at: names of lifecycle methods. */
  faults?: string[];
  permissions?: { name: string }[] | null;
  requiredApiVersion?: string;
  /** More events that the app is told of; their handlers are what tests put on it by `run`. */
  implemented?: string[];
}

/** The zip of a small app that does what tests tell it to by its endpoints. */
export function fixtureApp(options: FixtureOptions = {}): Buffer {
  const { version = '1.0.0', faults = [], permissions = GRANTED, requiredApiVersion = '^1.53.0' } = options;
  const { implemented = [] } = options;
  const manifest = {
    id: FIXTURE_ID,
    name: 'Fixture',
    nameSlug: 'fixture',
    version,
    description: 'Does what tests tell it to.',
    requiredApiVersion,
    author: { name: 'Ada Example', support: 'https://example.org' },
    classFile: 'FixtureApp.js',
    iconFile: 'icon.png',
    implements: ['IPreMessageSentPrevent', 'IPostMessageSent', ...implemented],
    ...(permissions && { permissions }),
  };
  const zip = new AdmZip();
  const source = `const FAULTS = ${JSON.stringify(faults)};\n${readFileSync(SOURCE, 'utf8')}`;
  zip.addFile('app.json', Buffer.from(JSON.stringify(manifest)));
  zip.addFile('FixtureApp.js', Buffer.from(source));
  zip.addFile('icon.png', readFileSync(join(__dirname, '../../../assets/icon.png')));
  zip.addFile('i18n/en.json', Buffer.from(JSON.stringify({ 'a.key with a dot': 'text' })));
  return zip.toBuffer();
}

export interface CallResult {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever an accessor gives: tests look into it.
  result?: any;
  /** The result's type in the app: JSON has no undefined. */
  type?: string;
  error?: string;
}

/** What a function that runs in the app gets; `app` keeps what is put on it, handlers of events too. */
export interface AppScope {
  read: IRead;
  modify: IModify;
  http: IHttp;
  persis: IPersistence;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test hangs its own things on it.
  app: any;
}

/** Speaks with the fixture app on one server. */
export class FixtureClient {
  private readonly http = axios.create({ validateStatus: () => true, proxy: false });

  constructor(readonly instance: Instance) {}

  endpoint(path: string): string {
    return `${this.instance.url}/api/apps/public/${FIXTURE_ID}/${path}`;
  }

  async get(path: string, config: object = {}): Promise<AxiosResponse> {
    return this.http.get(this.endpoint(path), config);
  }

  async post(path: string, body?: unknown, config: object = {}): Promise<AxiosResponse> {
    return this.http.post(this.endpoint(path), body, config);
  }

  /** Has the app call one of its accessors, e.g. `persis.create`, `read.getPersistenceReader.read`. */
  async call(path: string, ...args: unknown[]): Promise<CallResult> {
    return (await this.post('call', { path, args })).data;
  }

  /**
   * Runs a function in the app's process. It must get by with its arguments, `require` and `Buffer`: its text alone is
   * sent. What it returns comes back as JSON.
   * @throws Error with the message of what the function throws.
   */
  async run<A extends unknown[], R>(
    task: (scope: AppScope, ...args: A) => Promise<R> | R,
    ...args: A
  ): Promise<R> {
    const { data, status } = await this.post('run', { source: task.toString(), args });
    if (status !== 200 || data.error !== undefined) {
      throw new Error(data.error ?? data);
    }
    return data.result;
  }

  /** The app's records of a miscellaneous association. */
  async records(id: string): Promise<Record<string, unknown>[]> {
    return (await this.call('read.getPersistenceReader.readByAssociation', { model: 'misc', id })).result;
  }
}

/** Asks again and again until the answer is true, or the time is up. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  timeout = DEFAULT_WAIT_MS,
): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error('It did not come true in time.');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
