import express, { type Request, type Response, Router } from 'express';

import type { CallMeter } from '../apps/callMeter';
import type { HostLog } from '../apps/hostLog';
import type { UserDoc } from '../documents';
import type { Runtimes } from '../engine/runtimes';
import type { Host } from '../host';
import type { Store } from '../store';
import { isRecord, optionalText, sendError } from './api';

/** What a server has besides its workspace that can be watched and disturbed from outside. */
export interface ServerInsides {
  readonly calls: CallMeter;
  readonly log: HostLog;
  readonly runtimes: Runtimes;
}

type Action = (request: Request) => Promise<object | void>;

/** Collections that can be read raw, by the store's names, and the bulky or secret fields left out. */
const COLLECTIONS = {
  users: ['services'],
  rooms: [],
  subscriptions: [],
  messages: [],
  uploads: ['bytes'],
  visitors: [],
  inquiries: [],
  contacts: [],
  departments: [],
  departmentAgents: [],
  customFields: [],
  settings: [],
  apps: ['zip'],
  appLogs: [],
  appPersistence: [],
  appJobs: [],
} as const satisfies Partial<Record<keyof Store, readonly string[]>>;

const BOOLEANS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);

/**
 * `/sim/v1`: what a real server has no API for. There is no login: the server listens on loopback, and who can reach
 * it owns it.
 */
export function createSimRouter(host: Host, { calls, log, runtimes }: ServerInsides): Router {
  const { store, workspace } = host;
  const router = Router();
  const on = (method: 'get' | 'post' | 'put' | 'delete', path: string, action: Action): void => {
    router[method](`/sim/v1/${path}`, express.json({ limit: '10mb' }), answering(action));
  };

  router.get('/sim/v1/streams/:userId', (request, response) => stream(host, request, response));

  on('get', 'data/:collection', async ({ params, query }) => ({
    documents: await rawDocuments(store, params['collection'] ?? '', query),
  }));

  on('delete', 'conversations', async () => {
    const rooms = await store.rooms.findAsync({ t: 'l' });
    const inRooms = { rid: { $in: rooms.map(({ _id }) => _id) } };
    const all = { multi: true };
    await Promise.all([
      store.rooms.removeAsync({ t: 'l' }, all),
      store.messages.removeAsync(inRooms, all),
      store.subscriptions.removeAsync(inRooms, all),
      store.uploads.removeAsync(inRooms, all),
      store.inquiries.removeAsync({}, all),
      store.visitors.removeAsync({}, all),
      store.contacts.removeAsync({}, all),
    ]);
    return { removed: rooms.length };
  });

  on('put', 'agents/:username', async ({ params, body }) => {
    const user = await workspace.users.byUsername(params['username'] ?? '');
    if (!user) {
      throw new Error(`There is no user ${params['username'] ?? ''}`);
    }
    const { status, statusLivechat } = isRecord(body) ? (body as Partial<UserDoc>) : {};
    if (statusLivechat) {
      await workspace.setLivechatStatus(user._id, statusLivechat);
    }
    if (status) {
      await workspace.setPresence(user._id, status);
    }
  });

  on('put', 'settings/:id', async ({ params, body }) => {
    const { value } = isRecord(body) ? body : {};
    return { setting: await workspace.settings.set(params['id'] ?? '', value) };
  });

  on('delete', 'apps/:appId/records', async ({ params }) => ({
    removed: await store.appPersistence.removeAsync({ appId: params['appId'] }, { multi: true }),
  }));

  on('post', 'apps/:appId/kill', async ({ params }) => runtimes.kill(params['appId'] ?? ''));

  on('post', 'jobs/due', async ({ body }) => {
    const name = optionalText(isRecord(body) ? body : {}, 'name');
    const waiting = { nextRunAt: { $gt: new Date() }, ...(name && { name }) };
    const { numAffected } = await store.appJobs.updateAsync(
      waiting,
      { $set: { nextRunAt: new Date() } },
      { multi: true },
    );
    return { due: numAffected };
  });

  on('get', 'calls', async () => ({
    total: calls.total,
    toHost: Object.fromEntries(calls.toHost),
    toApp: Object.fromEntries(calls.toApp),
  }));

  on('delete', 'calls', async () => calls.reset());

  on('get', 'log', async () => ({ lines: log.lines }));

  return router;
}

function answering(action: Action) {
  return (request: Request, response: Response): void => {
    action(request).then(
      (result) => response.json({ ...result, success: true }),
      (error: unknown) => sendError(response, error),
    );
  };
}

/** How often a stream says that it is there, ms: clients give up one that is silent for some minutes. */
const HEARTBEAT_MS = 30_000;

/** Server-sent events, one for each push, from the moment the headers arrive. */
function stream({ streams }: Host, request: Request, response: Response): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const end = streams.subscribe(request.params['userId'] ?? '', (event) => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  request.on('close', () => {
    clearInterval(heartbeat);
    end();
  });
  response.flushHeaders();
}

/**
 * @param query fields and what each must be, e.g. `{t: 'l', open: 'true'}`; dots lead into nested fields
 */
async function rawDocuments(store: Store, name: string, query: Record<string, unknown>): Promise<object[]> {
  if (!isCollection(name)) {
    throw new Error(`There is no collection «${name}», only ${Object.keys(COLLECTIONS).join(', ')}`);
  }
  const projection = Object.fromEntries(COLLECTIONS[name].map((field) => [field, 0 as const]));
  const collection = store[name] as unknown as Store['messages'];
  const wanted = Object.entries(query).map(([field, value]) => [field, BOOLEANS.get(value) ?? value]);
  return collection.findAsync(Object.fromEntries(wanted) as object, projection);
}

function isCollection(name: string): name is keyof typeof COLLECTIONS {
  return name in COLLECTIONS;
}
