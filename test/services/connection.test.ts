import { failed, ok } from '../../src/domain/failure';
import { ConsentRecords } from '../../src/rocketchat/records/consents';
import { LockRecords } from '../../src/rocketchat/records/locks';
import { MessageVariantRecords } from '../../src/rocketchat/records/messageVariants';
import { NumberRecords } from '../../src/rocketchat/records/numbers';
import { Records } from '../../src/rocketchat/records/records';
import { ConnectionService } from '../../src/services/connection';
import type { ConnectField, ConnectForm, ConnectResult } from '../../src/services/connectionForm';
import { DisconnectionService } from '../../src/services/disconnection';
import { Replacements } from '../../src/services/earlierWebhook';
import { NumberChanges } from '../../src/services/numberChanges';
import { WebhookKeeper } from '../../src/services/webhookKeeper';
import { settle } from '../support/bridge';
import { FakePersistence } from '../support/fakePersistence';
import type { Credentials, WhatsAppApis } from '../../src/services/ports';
import { aFailure, FakeApi, FakeWorkspace, ManualClock, RecordingLog } from '../support/fakes';

const form: ConnectForm = { apiKey: 'key-1', environment: 'production', departmentId: 'dep-1', messages: {} };
const EARLIER = { url: 'https://other.example.org/hook', headers: { 'X-Theirs': 'yes' } };

const ADMIN = 'user-1';

function never(): never {
  throw new Error('The number was not connected.');
}

describe('ConnectionService', () => {
  let clock: ManualClock;
  let api: FakeApi;
  let asked: Credentials[];
  let workspace: FakeWorkspace;
  let database: FakePersistence;
  let numbers: NumberRecords;
  let replacements: Replacements;
  let service: ConnectionService;
  let changes: NumberChanges;
  let disconnection: DisconnectionService;

  beforeEach(() => {
    clock = new ManualClock();
    api = new FakeApi();
    asked = [];
    api.current = EARLIER;
    workspace = new FakeWorkspace();
    database = new FakePersistence();
    ({ changes, disconnection, numbers, replacements, service } = startServer());
  });

  /** The services as one of several servers has them. */
  function startServer() {
    const records = new Records(...database.asAccessors());
    const numbers = new NumberRecords(records, clock);
    const locks = new LockRecords(records, clock);
    const log = new RecordingLog();
    const webhooks = new WebhookKeeper(workspace, log);
    const replacements = new Replacements(new ConsentRecords(records, clock));
    const variants = new MessageVariantRecords(records, clock);
    const apis: WhatsAppApis = (credentials) => {
      asked.push(credentials);
      return api;
    };
    return {
      changes: new NumberChanges({ apis, locks, numbers, replacements, webhooks, workspace }),
      disconnection: new DisconnectionService({ apis, locks, log, numbers, variants, webhooks }),
      numbers,
      replacements,
      service: new ConnectionService({
        apis,
        clock,
        locks,
        log,
        numbers,
        replacements,
        webhooks,
        workspace,
      }),
    };
  }

  /** Agrees where it is asked. */
  const connect = async (entered: ConnectForm): Promise<ConnectResult> => {
    const result = await service.connect(entered, ADMIN);
    return 'question' in result ? service.connect(entered, ADMIN) : result;
  };

  describe('a webhook of another system', () => {
    it('is replaced only after whoever connects the number has seen where it leads', async () => {
      const question = { number: '+4930901820', address: 'other.example.org/hook' };
      await expect(service.connect(form, ADMIN)).resolves.toEqual({ ok: false, question });
      expect(api.current).toEqual(EARLIER);
      expect(await numbers.all()).toEqual([]);
      await expect(service.connect(form, ADMIN)).resolves.toMatchObject({ ok: true });
    });

    it.each<[string, () => Promise<unknown> | void, string, Partial<ConnectForm>]>([
      ['another key', () => undefined, ADMIN, { apiKey: 'key-2' }],
      ['another admin', () => undefined, 'user-2', {}],
      [
        'another system than a moment ago',
        () => void (api.current = { ...EARLIER, url: `${EARLIER.url}/2` }),
        ADMIN,
        {},
      ],
      ['ten minutes', () => clock.advance(10 * 60_000), ADMIN, {}],
      ['the form was opened again', () => replacements.begin(ADMIN), ADMIN, {}],
    ])('is asked about anew after %s', async (_, change, userId, entered) => {
      await service.connect(form, ADMIN);
      await change();
      const again = await service.connect({ ...form, ...entered }, userId);
      expect(again).toMatchObject({ ok: false, question: {} });
    });

    it('leaves nothing of the question when the number is connected, and never the key or the address', async () => {
      await service.connect(form, ADMIN);
      const asked = JSON.stringify(database.docs);
      expect(asked).toContain(ADMIN);
      expect(asked).not.toMatch(/key-1|other\.example/);
      await service.connect(form, ADMIN);
      expect(JSON.stringify(database.docs)).not.toContain(ADMIN);
    });

    it('that is ours, of a connection before, is neither asked about nor remembered', async () => {
      api.current = { url: await workspace.webhookUrl('former'), headers: {} };
      const result = await service.connect(form, ADMIN);
      expect(result.ok && result.number.previousWebhook).toBeUndefined();
      expect(result.ok).toBe(true);
    });

    it('that took a connected number is asked about when the key changes, and remembered', async () => {
      const result = await connect(form);
      const { id } = result.ok ? result.number : never();
      const theirs = { url: 'https://third.example.org/api/x7Gh', headers: {} };
      api.current = theirs;
      const entered = { ...form, apiKey: 'key-2' };
      const question = { number: '+4930901820', address: 'third.example.org/api/…' };
      await expect(changes.edit(id, entered, ADMIN)).resolves.toEqual({ ok: false, question });
      expect(api.current).toBe(theirs);
      await expect(changes.edit(id, entered, ADMIN)).resolves.toMatchObject({ ok: true });
      expect(await numbers.all()).toMatchObject([{ apiKey: 'key-2', previousWebhook: theirs }]);
    });
  });

  it('takes over the webhook with a secret, remembers the earlier one, and stores the number', async () => {
    const result = await connect(form);
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
    const result = await connect({ ...form, ...changed });
    expect(result).toMatchObject({ ok: false, refusal: { [field]: expect.anything() } });
    expect(await numbers.all()).toEqual([]);
    expect(api.current).toEqual(EARLIER);
  });

  it('names the placeholders that a text has wrongly, and those that it can have', async () => {
    const messages = { welcome: 'Hi {{name}}', finished: '{{agent.name}} says bye', offline: '{{a}} {{b}}' };
    const { refusal } = (await connect({ ...form, messages })) as { refusal: object };
    const known = '{{contact.name}}, {{department.name}}, {{business.number}}';
    expect(refusal).toEqual({
      welcome: { key: 'connect.placeholderUnknown', params: { unknown: '{{name}}', known } },
      offline: { key: 'connect.placeholderUnknown', params: { unknown: '{{a}}, {{b}}', known } },
    });
  });

  it('refuses a number that is connected already, under the same key or another', async () => {
    await connect(form);
    for (const apiKey of ['key-1', 'key-2']) {
      await expect(connect({ ...form, apiKey })).resolves.toMatchObject({ ok: false });
    }
    expect(await numbers.all()).toHaveLength(1);
  });

  it('gives the webhook back when the number cannot be stored', async () => {
    await numbers.all();
    const original = database.updateByAssociations.bind(database);
    database.updateByAssociations = () => Promise.reject(new Error('the database is away'));
    await expect(connect(form)).rejects.toThrow('the database is away');
    database.updateByAssociations = original;
    expect(api.current).toEqual(EARLIER);
    expect(await numbers.all()).toEqual([]);
  });

  it('connects a sandbox key, of whose number nothing is known', async () => {
    api.healthAnswer = ok({});
    const result = await connect({ ...form, environment: 'sandbox' });
    expect(result.ok && result.number.phoneNumberId).toBeUndefined();
  });

  describe('editing', () => {
    const connected = async () => {
      const result = await connect(form);
      return result.ok ? result.number : never();
    };

    it('takes a pace, and the usual one again', async () => {
      const { id } = await connected();
      await changes.edit(id, { ...form, apiKey: '', pace: { perSecond: '20', pairSeconds: '10' } }, ADMIN);
      const pace = { perSecond: 20, pair: { interval: 10_000, burst: 45 } };
      expect(await numbers.byId(id, { fresh: true })).toMatchObject({ pace });
      await changes.edit(id, { ...form, apiKey: '', pace: {} }, ADMIN);
      expect((await numbers.byId(id, { fresh: true }))?.pace).toBeUndefined();
    });

    it('says at each field of the pace which numbers it takes, and changes nothing', async () => {
      const { id } = await connected();
      const pace = { perSecond: 'fast', pairBurst: '46' };
      const result = await changes.edit(
        id,
        { ...form, apiKey: '', messages: { welcome: 'Hi' }, pace },
        ADMIN,
      );
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
      const number = await connected();
      const before = api.current;
      const result = await changes.edit(
        number.id,
        { ...form, apiKey: '', messages: { welcome: 'Hi' } },
        ADMIN,
      );
      expect(result).toMatchObject({ ok: true, number: { apiKey: 'key-1', messages: { welcome: 'Hi' } } });
      expect(await numbers.all()).toMatchObject([{ id: number.id, messages: { welcome: 'Hi' } }]);
      expect(api.current).toBe(before);
    });

    it('sets the webhook again under a new key of the same number', async () => {
      const number = await connected();
      api.current = { url: '', headers: {} };
      await expect(changes.edit(number.id, { ...form, apiKey: 'key-2' }, ADMIN)).resolves.toMatchObject({
        ok: true,
      });
      expect(await numbers.all()).toMatchObject([{ apiKey: 'key-2', previousWebhook: EARLIER }]);
      expect(api.current.url).toContain(`number=${number.id}`);
    });

    it('keeps the language that was told of its texts, until it is the workspace’s again', async () => {
      const { id } = await connected();
      await changes.stateLanguage(id, 'pt_BR');
      await changes.edit(id, { ...form, apiKey: '', messages: { welcome: 'Oi' } }, ADMIN);
      expect(await numbers.all()).toMatchObject([{ language: 'pt_BR', messages: { welcome: 'Oi' } }]);
      await changes.stateLanguage(id);
      expect((await numbers.all())[0]?.language).toBeUndefined();
      await changes.stateLanguage('gone', 'pt_BR');
      expect(await numbers.all()).toHaveLength(1);
    });

    it('tries a new key without falling back on the known one', async () => {
      const number = await connected();
      asked = [];
      await changes.edit(number.id, { ...form, apiKey: 'key-2' }, ADMIN);
      expect(asked).not.toEqual([]);
      for (const credentials of asked) {
        expect(credentials).toEqual({ apiKey: 'key-2', environment: number.environment });
      }
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
      const number = await connected();
      arrange();
      const result = await changes.edit(number.id, { ...form, ...change }, ADMIN);
      expect(result).toMatchObject({ ok: false, refusal: { [field]: expect.anything() as unknown } });
      expect(await numbers.all()).toEqual([number]);
    });

    it('leaves a department alone that has no agents for now', async () => {
      const { id } = await connected();
      jest.spyOn(workspace, 'departmentName').mockResolvedValue(undefined);
      await expect(changes.edit(id, { ...form, apiKey: '' }, ADMIN)).resolves.toMatchObject({ ok: true });
      const other = await changes.edit(id, { ...form, apiKey: '', departmentId: 'dep-2' }, ADMIN);
      expect(other).toEqual({ ok: false, refusal: { departmentId: { key: 'connect.departmentGone' } } });
    });

    it('takes the department back', async () => {
      const { id } = await connected();
      await changes.edit(id, { ...form, apiKey: '', departmentId: undefined }, ADMIN);
      expect((await numbers.byId(id, { fresh: true }))?.departmentId).toBeUndefined();
    });

    it('says so when the number was disconnected meanwhile', async () => {
      await expect(changes.edit('gone', form, ADMIN)).resolves.toMatchObject({ ok: false });
    });
  });

  describe('on two servers at once', () => {
    /** Lets nobody on before both have come so far. */
    function barrier(): () => Promise<void> {
      let arrived = 0;
      let open = (): void => undefined;
      const both = new Promise<void>((resolve) => (open = resolve));
      return () => {
        arrived++;
        if (arrived === 2) {
          open();
        }
        return arrived <= 2 ? both : Promise.resolve();
      };
    }

    it.each(['key-1', 'key-2'])(
      'one connects the number and the other hears that it is connected, also with %s',
      async (otherKey) => {
        api.current = { url: '', headers: {} };
        const meet = barrier();
        const health = api.health.bind(api);
        api.health = async () => {
          await meet();
          return health();
        };
        const results = await Promise.all([
          startServer().service.connect(form, ADMIN),
          startServer().service.connect({ ...form, apiKey: otherKey }, 'user-2'),
        ]);
        const [connected] = results.flatMap((result) => (result.ok ? [result.number] : []));
        const refused = results.filter(({ ok: isOk }) => !isOk);
        expect(refused).toEqual([{ ok: false, refusal: { apiKey: { key: 'connect.twice' } } }]);
        expect(await numbers.all()).toEqual([connected]);
        expect(api.current.url).toContain(`number=${connected!.id}`);
        expect(api.current.headers['X-Webhook-Secret']).toBe(connected!.webhookSecret);
      },
    );

    it('a number that one connects is known at once to the other', async () => {
      const other = startServer();
      expect(await other.numbers.byId('unknown')).toBeUndefined();
      const result = await connect(form);
      const number = result.ok ? result.number : never();
      expect(await other.numbers.byId(number.id)).toEqual(number);
      expect(await other.numbers.byId('unknown')).toBeUndefined();
    });

    it('a number that is disconnected while it is edited stays disconnected', async () => {
      const result = await connect(form);
      const { id } = result.ok ? result.number : never();
      let goOn = (): void => undefined;
      const paused = new Promise<void>((resolve) => (goOn = resolve));
      jest.spyOn(workspace, 'isDepartmentGone').mockImplementation(() => paused.then(() => false));
      const editing = startServer().changes.edit(id, { ...form, apiKey: '' }, ADMIN);
      const disconnecting = startServer().disconnection.disconnect(id);
      await settle(100);
      goOn();
      await Promise.all([editing, disconnecting]);
      expect(await numbers.all()).toEqual([]);
      expect(api.current).toEqual(EARLIER);
    });
  });

  describe('a new key', () => {
    it('takes the place of the old one, with the webhook set again and everything else as it was', async () => {
      const result = await connect({ ...form, messages: { welcome: 'Hi {{contact.name}}' } });
      const number = result.ok ? result.number : never();
      api.current = { url: '', headers: {} };
      const refreshed = await changes.refreshKey(number.id, 'key-2', ADMIN);
      expect(refreshed).toEqual({ ok: true, number: { ...number, apiKey: 'key-2' } });
      expect(await numbers.all()).toEqual([{ ...number, apiKey: 'key-2' }]);
      expect(api.current.url).toContain(`number=${number.id}`);
    });

    it.each<[string, () => void, string, string]>([
      ['none', () => undefined, '', 'connect.keyMissing'],
      ['one with a blank', () => undefined, 'one two', 'connect.keyMalformed'],
      [
        'one of another number',
        () => void (api.healthAnswer = ok({ phoneNumberId: '9' })),
        'key-2',
        'edit.otherNumber',
      ],
      ['a wrong one', () => void (api.healthAnswer = failed(aFailure())), 'key-2', 'failure.other'],
      [
        'one for a workspace out of reach',
        () => void (workspace.url = 'http://localhost'),
        'key-2',
        'connect.urlNotHttps',
      ],
    ])('is refused where it is %s', async (_, arrange, key, reason) => {
      const result = await connect(form);
      const number = result.ok ? result.number : never();
      const before = api.current;
      arrange();
      const refused = await changes.refreshKey(number.id, key, ADMIN);
      expect(refused).toMatchObject({ ok: false, refusal: { apiKey: { key: reason } } });
      expect(await numbers.all()).toEqual([number]);
      expect(api.current).toBe(before);
    });

    it('of a number that is gone is told of', async () => {
      const refused = await changes.refreshKey('gone', 'key-2', ADMIN);
      expect(refused).toEqual({ ok: false, refusal: { apiKey: { key: 'edit.gone' } } });
    });
  });

  it('gives all webhooks back when the app goes, but those that somebody else has taken', async () => {
    await connect(form);
    await expect(disconnection.releaseAll()).resolves.toMatchObject([{ restored: true }]);
    expect(api.current).toEqual(EARLIER);
    const theirs = { url: 'https://third.example.org/hook', headers: {} };
    api.current = theirs;
    await expect(disconnection.releaseAll()).resolves.toMatchObject([{ restored: true }]);
    expect(api.current).toBe(theirs);
  });

  describe('disconnecting', () => {
    it('forgets the number and gives the webhook back', async () => {
      const result = await connect(form);
      const { id } = result.ok ? result.number : never();
      await expect(disconnection.disconnect(id)).resolves.toMatchObject({ restored: true });
      expect(await numbers.all()).toEqual([]);
      expect(api.current).toEqual(EARLIER);
    });

    it('leaves a webhook alone that somebody else has taken meanwhile', async () => {
      const result = await connect(form);
      const { id } = result.ok ? result.number : never();
      const theirs = { url: 'https://third.example.org/hook', headers: {} };
      api.current = theirs;
      await disconnection.disconnect(id);
      expect(api.current).toBe(theirs);
    });

    it.each<[string, boolean, () => void]>([
      ['takes an empty address', true, () => undefined],
      ['refuses an empty address', false, () => (api.setAnswer = failed(aFailure({ code: 400 })))],
      ['keeps the address all the same', false, () => (api.keeps = () => api.current)],
    ])('where the webhook led nowhere, and 360dialog %s, says: %s', async (_, restored, arrange) => {
      api.current = { url: '', headers: {} };
      const result = await connect(form);
      const { id } = result.ok ? result.number : never();
      arrange();
      await expect(disconnection.disconnect(id)).resolves.toMatchObject({ restored });
    });
  });
});
