import type { AddressInfo } from 'node:net';

import express from 'express';

import { Internet } from '../../../../simulator/internet';
import type { UserDoc } from '../../../../simulator/rocketchat/documents';
import type { Host } from '../../../../simulator/rocketchat/host';
import { createChatRouter } from '../../../../simulator/rocketchat/http/chat';
import { createFilesRouter } from '../../../../simulator/rocketchat/http/files';
import { createLivechatRouter } from '../../../../simulator/rocketchat/http/livechat';
import { createLoginRouter } from '../../../../simulator/rocketchat/http/login';
import { createOmnichannelRouter } from '../../../../simulator/rocketchat/http/omnichannel';
import { createRoomsRouter } from '../../../../simulator/rocketchat/http/rooms';
import { createSettingsRouter } from '../../../../simulator/rocketchat/http/settings';
import { createUsersRouter } from '../../../../simulator/rocketchat/http/users';
import { createWidgetRouter } from '../../../../simulator/rocketchat/http/widget';
import { Store } from '../../../../simulator/rocketchat/store';
import { Streams } from '../../../../simulator/rocketchat/streams';
import { Workspace } from '../../../../simulator/rocketchat/workspace/workspace';

export const SITE_URL = 'https://chat.example.org';
export const PASSWORD = 'correct horse';

/** An answer's body, which each test knows better than the compiler. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  status: number;
  body: Json;
}

/** Sends requests as one user. */
export interface Caller {
  user: UserDoc;
  token: string;
  get(path: string, query?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: object | FormData, headers?: Record<string, string>): Promise<Answer>;
  send(
    method: string,
    path: string,
    body?: object | FormData,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export interface TestServer {
  url: string;
  host: Host;
  admin: Caller;
  agent: Caller;
  user: Caller;
  /** Nobody: no login. */
  anonymous: Pick<Caller, 'get' | 'post' | 'send'>;
  stop(): Promise<void>;
}

/** The routers over a real workspace in memory and a real HTTP server. Without apps, unless `host` says otherwise. */
export async function startServer(extend: (host: Host) => express.Router[] = () => []): Promise<TestServer> {
  const store = await Store.open();
  const streams = new Streams();
  const noApps = { trigger: async () => undefined };
  const workspace = new Workspace(store, noApps, { siteUrl: SITE_URL, streams });
  await workspace.roles.seed();
  await workspace.settings.seed({ Site_Url: SITE_URL });
  const host = { id: 'rc-1', store, streams, workspace, internet: new Internet() } as Host;

  const app = express();
  for (const createRouter of [
    createLoginRouter,
    createChatRouter,
    createRoomsRouter,
    createFilesRouter,
    createLivechatRouter,
    createOmnichannelRouter,
    createWidgetRouter,
    createUsersRouter,
    createSettingsRouter,
  ]) {
    app.use(createRouter(host));
  }
  extend(host).forEach((router) => app.use(router));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const people: [string, string[]][] = [
    ['ada.admin', ['admin', 'user']],
    ['anton.agent', ['user', 'livechat-agent']],
    ['uma.user', ['user']],
  ];
  const [admin, agent, user] = await Promise.all(
    people.map(async ([username, roles]): Promise<Caller> => {
      const created = await workspace.users.create({
        username,
        roles,
        password: PASSWORD,
        email: `${username}@example.org`,
        status: 'online',
      });
      return { user: created, ...(await login(url, username)) };
    }),
  );
  await workspace.livechat.agents.add('anton.agent');
  return {
    url,
    host,
    admin: admin!,
    agent: agent!,
    user: user!,
    anonymous: caller(url),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function login(url: string, username: string): Promise<Omit<Caller, 'user'>> {
  const { body } = await caller(url).post('/api/v1/login', { user: username, password: PASSWORD });
  const { userId, authToken } = body.data;
  return { token: authToken, ...caller(url, { 'x-user-id': userId, 'x-auth-token': authToken }) };
}

function caller(url: string, credentials: Record<string, string> = {}): TestServer['anonymous'] {
  const send: Caller['send'] = async (method, path, body, headers = {}) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...credentials, ...(!isForm && body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : { text } };
  };
  return {
    send,
    get: (path, query = {}) => send('GET', `${path}?${new URLSearchParams(query).toString()}`),
    post: (path, body = {}, headers) => send('POST', path, body, headers),
  };
}
