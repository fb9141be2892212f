import { CallMeter } from '../../../../simulator/rocketchat/apps/callMeter';
import { HostLog } from '../../../../simulator/rocketchat/apps/hostLog';
import { listen } from '../../../../simulator/rocketchat/client/pushes';
import type { Runtimes } from '../../../../simulator/rocketchat/engine/runtimes';
import { createSimRouter } from '../../../../simulator/rocketchat/http/sim';
import type { StreamEvent } from '../../../../simulator/rocketchat/streams';
import { startServer, type TestServer } from './testServer';

/** Processes that only count how often they were killed. */
class FakeRuntimes {
  killed: string[] = [];

  async kill(appId: string): Promise<void> {
    this.killed.push(appId);
  }
}

const calls = new CallMeter();
const log = new HostLog();
const runtimes = new FakeRuntimes();
let server: TestServer;

beforeAll(async () => {
  const insides = { calls, log, runtimes: runtimes as unknown as Runtimes };
  server = await startServer((host) => [createSimRouter(host, insides)]);
});
afterAll(() => server.stop());

describe('raw documents', () => {
  it('are told by collection and fields, without secrets', async () => {
    const { body } = await server.anonymous.get('/sim/v1/data/users', {
      username: 'uma.user',
      active: 'true',
    });
    expect(body.documents).toMatchObject([{ username: 'uma.user', roles: ['user'] }]);
    expect(JSON.stringify(body)).not.toContain('scrypt');
  });

  it('of an unknown collection are refused with the known ones', async () => {
    const { status, body } = await server.anonymous.get('/sim/v1/data/secrets');
    expect(status).toBe(400);
    expect(body.error).toMatch(/no collection «secrets», only users, rooms/);
  });
});

describe('the workspace', () => {
  it('loses its conversations and keeps the rest', async () => {
    await server.anonymous.post('/api/v1/livechat/visitor', { visitor: { token: 'v-1', name: 'Vera' } });
    await server.anonymous.get('/api/v1/livechat/room', { token: 'v-1' });
    const { body } = await server.anonymous.send('DELETE', '/sim/v1/conversations');
    expect(body).toEqual({ success: true, removed: 1 });
    const { store } = server.host;
    expect(
      await Promise.all([store.rooms, store.messages, store.visitors].map((all) => all.countAsync({}))),
    ).toEqual([0, 0, 0]);
    expect(await store.users.countAsync({})).toBe(3);
  });

  it('has its agents come and go', async () => {
    const path = '/sim/v1/agents/anton.agent';
    const { agents } = server.host.workspace.livechat;
    await server.anonymous.send('PUT', path, { status: 'offline' });
    expect(await agents.areOnline()).toBe(false);
    await server.anonymous.send('PUT', path, { status: 'online', statusLivechat: 'available' });
    expect(await agents.areOnline()).toBe(true);
    expect((await server.anonymous.send('PUT', '/sim/v1/agents/nobody', {})).status).toBe(400);
  });

  it('has its settings changed without a login', async () => {
    const path = '/sim/v1/settings/Livechat_accept_chats_with_no_agents';
    expect((await server.anonymous.send('PUT', path, { value: true })).body).toMatchObject({
      setting: { value: true },
    });
  });
});

describe('apps', () => {
  it('lose their records', async () => {
    const { appPersistence } = server.host.store;
    await appPersistence.insertAsync({ appId: 'a', associations: [], data: {} });
    await appPersistence.insertAsync({ appId: 'b', associations: [], data: {} });
    expect((await server.anonymous.send('DELETE', '/sim/v1/apps/a/records')).body).toMatchObject({
      removed: 1,
    });
    expect(await appPersistence.countAsync({})).toBe(1);
  });

  it('have their process killed', async () => {
    await server.anonymous.post('/sim/v1/apps/a/kill');
    expect(runtimes.killed).toEqual(['a']);
  });

  it('have waiting jobs made due', async () => {
    const { appJobs } = server.host.store;
    const nextRunAt = new Date(Date.now() + 60_000);
    const job = { type: 'once' as const, data: {}, nextRunAt };
    await appJobs.insertAsync([
      { ...job, _id: 'j1', name: 'sweep_a' },
      { ...job, _id: 'j2', name: 'purge_a' },
      { ...job, _id: 'j3', name: 'sweep_a', nextRunAt: null },
    ]);
    const { body } = await server.anonymous.post('/sim/v1/jobs/due', { name: 'sweep_a' });
    expect(body).toMatchObject({ due: 1 });
    expect((await appJobs.findOneAsync({ _id: 'j1' })).nextRunAt!.getTime()).toBeLessThanOrEqual(Date.now());
    expect((await appJobs.findOneAsync({ _id: 'j2' })).nextRunAt).toEqual(nextRunAt);
  });
});

describe('what goes on inside', () => {
  it('is counted, until counted anew', async () => {
    calls.countToHost('bridges:getRoomBridge:doGetById');
    calls.countToApp('app:executePostMessageSent');
    expect((await server.anonymous.get('/sim/v1/calls')).body).toMatchObject({
      total: 1,
      toHost: { 'RoomBridge.getById': 1 },
      toApp: { 'app:executePostMessageSent': 1 },
    });
    await server.anonymous.send('DELETE', '/sim/v1/calls');
    expect((await server.anonymous.get('/sim/v1/calls')).body).toMatchObject({ total: 0, toHost: {} });
  });

  it('is logged', async () => {
    log.write('an app said something');
    expect((await server.anonymous.get('/sim/v1/log')).body).toMatchObject({
      lines: ['an app said something'],
    });
  });
});

describe('a stream', () => {
  it('carries what is pushed to its user, from the start to the end', async () => {
    const { streams } = server.host;
    const got: StreamEvent[] = [];
    const ending = new AbortController();
    await listen(`${server.url}/sim/v1/streams/u1`, (event) => got.push(event), ending.signal);
    streams.publish('u1', { type: 'typing', rid: 'r', username: 'whatsapp.bot', isTyping: true });
    streams.publish('u2', { type: 'ephemeral', message: { rid: 'r', msg: 'not for u1' } });
    streams.publish('u1', { type: 'ephemeral', message: { rid: 'r', msg: 'two\nlines' } });
    while (got.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(got).toEqual([
      { type: 'typing', rid: 'r', username: 'whatsapp.bot', isTyping: true },
      { type: 'ephemeral', message: { rid: 'r', msg: 'two\nlines' } },
    ]);
    ending.abort();
  });

  it('that nobody serves is an error', async () => {
    const url = `${server.url}/nowhere`;
    await expect(listen(url, () => {}, new AbortController().signal)).rejects.toThrow('was answered 404');
  });
});
