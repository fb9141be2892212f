import { failed, ok } from '../../src/domain/failure';
import { NumberRecords } from '../../src/rocketchat/records/numbers';
import { Records } from '../../src/rocketchat/records/records';
import { ConnectionService, type ConnectField, type ConnectForm } from '../../src/services/connection';
import { WebhookKeeper } from '../../src/services/webhookKeeper';
import { FakePersistence } from '../support/fakePersistence';
import { aFailure, FakeApi, FakeWorkspace, ManualClock, RecordingLog } from '../support/fakes';

const form: ConnectForm = { apiKey: 'key-1', environment: 'production', departmentId: 'dep-1', messages: {} };
const EARLIER = { url: 'https://other.example.org/hook', headers: { 'X-Theirs': 'yes' } };

function never(): never {
  throw new Error('The number was not connected.');
}

describe('ConnectionService', () => {
  let api: FakeApi;
  let workspace: FakeWorkspace;
  let database: FakePersistence;
  let numbers: NumberRecords;
  let service: ConnectionService;

  beforeEach(() => {
    const clock = new ManualClock();
    api = new FakeApi();
    api.current = EARLIER;
    workspace = new FakeWorkspace();
    database = new FakePersistence();
    numbers = new NumberRecords(new Records(...database.asAccessors()), clock);
    const log = new RecordingLog();
    const webhooks = new WebhookKeeper(workspace, log);
    service = new ConnectionService(numbers, workspace, webhooks, () => api, clock, log);
  });

  it('takes over the webhook with a secret, remembers the earlier one, and stores the number', async () => {
    const result = await service.connect(form);
    const [number] = await numbers.all();
    expect(result).toEqual({ ok: true, number });
    expect(number).toMatchObject({
      ...{ phoneNumberId: '1122334455', displayNumber: '+4930901820', departmentId: 'dep-1' },
      previousWebhook: EARLIER,
    });
    expect(api.current.url).toContain(`number=${number!.id}`);
    expect(api.current.headers['X-Webhook-Secret']).toBe(number!.webhookSecret);
    expect(number!.webhookSecret).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, () => Partial<ConnectForm> | void, ConnectField]>([
    ['no key', () => ({ apiKey: '' }), 'apiKey'],
    ['a key with a line break in it', () => ({ apiKey: 'one\ntwo' }), 'apiKey'],
    ['a misspelt placeholder', () => ({ messages: { welcome: 'Hi {{name}}' } }), 'welcome'],
    ['an agent before one is there', () => ({ messages: { offline: '{{agent.name}} sleeps' } }), 'offline'],
    ['a department that was deleted meanwhile', () => void (workspace.list = []), 'departmentId'],
    ['a workspace on http', () => void (workspace.url = 'http://chat.example.org'), 'apiKey'],
    ['a workspace on a port', () => void (workspace.url = 'https://chat.example.org:3000'), 'apiKey'],
    ['a workspace on localhost', () => void (workspace.url = 'https://localhost'), 'apiKey'],
    ['a workspace on a private address', () => void (workspace.url = 'https://192.168.1.5'), 'apiKey'],
    [
      'a workspace with an underscore in its name',
      () => void (workspace.url = 'https://my_chat.example.org'),
      'apiKey',
    ],
    ['a workspace without a usable address', () => void (workspace.url = 'nonsense'), 'apiKey'],
    ['a wrong key', () => void (api.healthAnswer = failed(aFailure({ code: 401 }))), 'apiKey'],
    [
      'a webhook that 360dialog refuses',
      () => void (api.setAnswer = failed(aFailure({ code: 400 }))),
      'apiKey',
    ],
    [
      'a webhook that another tool overwrites',
      () =>
        void (api.keeps = (hook) =>
          hook === EARLIER ? hook : { ...hook, url: 'https://thief.example.org' }),
      'apiKey',
    ],
  ])('refuses %s, and leaves everything as it was', async (_, arrange, field) => {
    const changed = arrange() ?? {};
    const result = await service.connect({ ...form, ...changed });
    expect(result).toMatchObject({ ok: false, refusal: { [field]: expect.anything() } });
    expect(await numbers.all()).toEqual([]);
    expect(api.current).toEqual(EARLIER);
  });

  it('names the placeholders that a text has wrongly, and those that it can have', async () => {
    const messages = { welcome: 'Hi {{name}}', finished: '{{agent.name}} says bye', offline: '{{a}} {{b}}' };
    const { refusal } = (await service.connect({ ...form, messages })) as { refusal: object };
    const known = '{{contact.name}}, {{department.name}}, {{business.number}}';
    expect(refusal).toEqual({
      welcome: { key: 'connect.placeholderUnknown', params: { unknown: '{{name}}', known } },
      offline: { key: 'connect.placeholderUnknown', params: { unknown: '{{a}}, {{b}}', known } },
    });
  });

  it('refuses a number that is connected already, under the same key or another', async () => {
    await service.connect(form);
    for (const apiKey of ['key-1', 'key-2']) {
      await expect(service.connect({ ...form, apiKey })).resolves.toMatchObject({ ok: false });
    }
    expect(await numbers.all()).toHaveLength(1);
  });

  it('gives the webhook back when the number cannot be stored', async () => {
    await numbers.all();
    const original = database.updateByAssociations.bind(database);
    database.updateByAssociations = () => Promise.reject(new Error('the database is away'));
    await expect(service.connect(form)).rejects.toThrow('the database is away');
    database.updateByAssociations = original;
    expect(api.current).toEqual(EARLIER);
    expect(await numbers.all()).toEqual([]);
  });

  it('connects a sandbox key, of whose number nothing is known', async () => {
    api.healthAnswer = ok({});
    const result = await service.connect({ ...form, environment: 'sandbox' });
    expect(result.ok && result.number.phoneNumberId).toBeUndefined();
  });

  describe('editing', () => {
    const connect = async () => {
      const result = await service.connect(form);
      return result.ok ? result.number : never();
    };

    it('takes a pace, and the usual one again', async () => {
      const { id } = await connect();
      await service.edit(id, { ...form, apiKey: '', pace: { perSecond: '20', pairSeconds: '10' } });
      const pace = { perSecond: 20, pair: { interval: 10_000, burst: 45 } };
      expect(await numbers.byId(id, { fresh: true })).toMatchObject({ pace });
      await service.edit(id, { ...form, apiKey: '', pace: {} });
      expect((await numbers.byId(id, { fresh: true }))?.pace).toBeUndefined();
    });

    it('says at each field of the pace which numbers it takes, and changes nothing', async () => {
      const { id } = await connect();
      const pace = { perSecond: 'fast', pairBurst: '46' };
      const result = await service.edit(id, { ...form, apiKey: '', messages: { welcome: 'Hi' }, pace });
      expect(result).toEqual({
        ok: false,
        refusal: {
          perSecond: { key: 'edit.paceWrong', params: { min: 1, max: 1000 } },
          pairBurst: { key: 'edit.paceWrong', params: { min: 1, max: 45 } },
        },
      });
      expect(await numbers.byId(id, { fresh: true })).toMatchObject({ messages: {} });
    });

    it('keeps the key, the secret and the webhook when only texts and department change', async () => {
      const number = await connect();
      const before = api.current;
      const result = await service.edit(number.id, { ...form, apiKey: '', messages: { welcome: 'Hi' } });
      expect(result).toMatchObject({ ok: true, number: { apiKey: 'key-1', messages: { welcome: 'Hi' } } });
      expect(await numbers.all()).toMatchObject([{ id: number.id, messages: { welcome: 'Hi' } }]);
      expect(api.current).toBe(before);
    });

    it('sets the webhook again under a new key of the same number', async () => {
      const number = await connect();
      api.current = { url: '', headers: {} };
      await expect(service.edit(number.id, { ...form, apiKey: 'key-2' })).resolves.toMatchObject({
        ok: true,
      });
      expect(await numbers.all()).toMatchObject([{ apiKey: 'key-2', previousWebhook: EARLIER }]);
      expect(api.current.url).toContain(`number=${number.id}`);
    });

    it.each<[string, () => void, Partial<ConnectForm>, ConnectField]>([
      [
        'a key of another number',
        () => void (api.healthAnswer = ok({ phoneNumberId: '999' })),
        { apiKey: 'key-2' },
        'apiKey',
      ],
      ['a wrong key', () => void (api.healthAnswer = failed(aFailure())), { apiKey: 'key-2' }, 'apiKey'],
      ['a department that is gone', () => void (workspace.list = []), { apiKey: '' }, 'departmentId'],
    ])('refuses %s, and changes nothing', async (_, arrange, change, field) => {
      const number = await connect();
      arrange();
      const result = await service.edit(number.id, { ...form, ...change });
      expect(result).toMatchObject({ ok: false, refusal: { [field]: expect.anything() as unknown } });
      expect(await numbers.all()).toEqual([number]);
    });

    it('says so when the number was disconnected meanwhile', async () => {
      await expect(service.edit('gone', form)).resolves.toMatchObject({ ok: false });
    });
  });

  it('gives all webhooks back when the app goes, but those that somebody else has taken', async () => {
    await service.connect(form);
    await expect(service.releaseAll()).resolves.toMatchObject([{ restored: true }]);
    expect(api.current).toEqual(EARLIER);
    const theirs = { url: 'https://third.example.org/hook', headers: {} };
    api.current = theirs;
    await expect(service.releaseAll()).resolves.toMatchObject([{ restored: true }]);
    expect(api.current).toBe(theirs);
  });

  describe('disconnecting', () => {
    it('forgets the number and gives the webhook back', async () => {
      const result = await service.connect(form);
      const { id } = result.ok ? result.number : never();
      await expect(service.disconnect(id)).resolves.toMatchObject({ restored: true });
      expect(await numbers.all()).toEqual([]);
      expect(api.current).toEqual(EARLIER);
    });

    it('leaves a webhook alone that somebody else has taken meanwhile', async () => {
      const result = await service.connect(form);
      const { id } = result.ok ? result.number : never();
      const theirs = { url: 'https://third.example.org/hook', headers: {} };
      api.current = theirs;
      await service.disconnect(id);
      expect(api.current).toBe(theirs);
    });

    it('says so when there was no earlier webhook', async () => {
      api.current = { url: '', headers: {} };
      const result = await service.connect(form);
      const { id } = result.ok ? result.number : never();
      await expect(service.disconnect(id)).resolves.toMatchObject({ restored: false });
    });
  });
});
