import { ConsentRecords } from '../../src/rocketchat/records/consents';
import { LateViewRecords } from '../../src/rocketchat/records/lateViews';
import { LockRecords } from '../../src/rocketchat/records/locks';
import { NumberRecords } from '../../src/rocketchat/records/numbers';
import { Records } from '../../src/rocketchat/records/records';
import { ConnectionService } from '../../src/services/connection';
import { Replacements } from '../../src/services/earlierWebhook';
import { NumberChanges } from '../../src/services/numberChanges';
import { WebhookKeeper } from '../../src/services/webhookKeeper';
import { FakePersistence } from '../support/fakePersistence';
import { settle } from '../support/bridge';
import { aNumber, FakeApi, FakeWorkspace, ManualClock, RecordingLog } from '../support/fakes';
import { CLIENTS, Desktop } from '../support/forms';

const THEIRS = { url: 'https://other.example.org/hook', headers: {} };
const KEY = 'key-of-a-number';
const ENTERED = { apiKey: KEY, environment: 'production', welcomeMessage: 'Welcome!', department: 'dep-1' };

describe.each(CLIENTS)('The question before a foreign webhook is replaced, in the %s client', (client) => {
  let api: FakeApi;
  let clock: ManualClock;
  let database: FakePersistence;
  let numbers: NumberRecords;
  let desktop: Desktop;
  let colleague: Desktop;
  /** How long 360dialog takes for each answer, milliseconds. */
  let latency: number;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    latency = 0;
    api = new FakeApi();
    api.current = THEIRS;
    const { health } = api;
    api.health = async () => {
      await (latency > 0 && new Promise((resolve) => setTimeout(resolve, latency)));
      return health.call(api);
    };
    clock = new ManualClock();
    database = new FakePersistence();
    const records = new Records(...database.asAccessors());
    numbers = new NumberRecords(records, clock);
    const workspace = new FakeWorkspace();
    const log = new RecordingLog();
    const ports = {
      apis: () => api,
      clock,
      locks: new LockRecords(records, clock),
      log,
      numbers,
      replacements: new Replacements(new ConsentRecords(records, clock)),
      webhooks: new WebhookKeeper(workspace, log),
      workspace,
    };
    const services = {
      connection: new ConnectionService(ports),
      healthCheck: { checkSoon: () => undefined },
      lateViews: new LateViewRecords(records, clock),
      numberCards: { messageOf: () => Promise.resolve('card'), save: () => Promise.resolve() },
      numberChanges: new NumberChanges(ports),
      numbers,
      readiness: { gaps: () => Promise.resolve([]) },
      replacements: ports.replacements,
      setupRoom: { post: () => Promise.resolve('card'), replace: () => Promise.resolve(true) },
      templates: { refreshSoon: () => undefined },
      workspace,
    };
    desktop = new Desktop(client, services);
    colleague = new Desktop(client, services);
    Object.assign(colleague.user, { id: 'user-2', username: 'manager' });
  });

  afterEach(() => {
    expect(desktop.log.lines).toEqual([]);
    jest.useRealTimers();
  });

  /** Submits what is on the screen, and lets pass what 360dialog takes. */
  async function submit(entered: Record<string, string> = {}): Promise<void> {
    const submitted = desktop.submit(entered);
    await settle();
    if (latency > 0) {
      await jest.advanceTimersByTimeAsync(latency);
    }
    await submitted;
    await settle();
  }

  const lateForm = (): string => desktop.notices.adminActions.at(-1)?.value ?? '';

  it('comes in time where 360dialog is quick, and tells what is wrong after it as well', async () => {
    await desktop.click('setup-connect', '');
    await submit(ENTERED);
    expect(desktop.words).toContain('other.example.org/hook');
    await submit({ apiKey: 'key with blanks' });
    expect(desktop.words).toMatch(/⚠️.*no spaces.*apiKey/);
    await submit({ apiKey: KEY });
    expect(desktop.view).toBeUndefined();
    expect(await numbers.all()).toMatchObject([{ apiKey: KEY, previousWebhook: THEIRS }]);
  });

  it('says at the field what is wrong before it', async () => {
    await desktop.click('setup-connect', '');
    await submit({ ...ENTERED, apiKey: 'key with blanks' });
    expect(desktop.errors.apiKey).toContain('no spaces');
  });

  it('is kept with what was entered where 360dialog is slow; who submits it has agreed', async () => {
    latency = 8_000;
    await desktop.click('setup-connect', '');
    await submit(ENTERED);
    expect(desktop.view).toBeUndefined();
    expect(api.current).toBe(THEIRS);
    const [told] = desktop.notices.admins;
    expect(told).toEqual({
      key: 'connect.replaceLate',
      params: { number: '+4930901820', address: 'other.example.org/hook' },
    });
    expect(JSON.stringify(database.docs)).not.toContain(KEY);

    await desktop.click('view-open', lateForm());
    expect(desktop.view?.id).toBe('connect-number');
    expect(desktop.words).toContain('*other.example.org/hook* now');
    expect(desktop.words).toContain('Welcome!');
    await submit({ apiKey: KEY });
    expect(desktop.notices.admins).toHaveLength(1);
    expect(await numbers.all()).toMatchObject([
      { apiKey: KEY, departmentId: 'dep-1', messages: { welcome: 'Welcome!' }, previousWebhook: THEIRS },
    ]);
  });

  it.each<[string, () => Promise<void> | void, Record<string, string>]>([
    ['another number', () => undefined, { apiKey: 'key-of-another' }],
    [
      'the webhook leads elsewhere by then',
      () => void (api.current = { url: 'https://third.example/', headers: {} }),
      { apiKey: KEY },
    ],
    ['it took ten minutes', () => clock.advance(10 * 60_000), { apiKey: KEY }],
  ])('is asked late once more, and nothing is replaced, when %s', async (_, change, entered) => {
    latency = 8_000;
    await desktop.click('setup-connect', '');
    await submit(ENTERED);
    await desktop.click('view-open', lateForm());
    await change();
    const before = api.current;
    await submit(entered);
    expect(api.current).toBe(before);
    expect(await numbers.all()).toEqual([]);
    expect(desktop.notices.admins).toHaveLength(2);
    await desktop.click('view-open', lateForm());
    await submit(entered);
    expect(await numbers.all()).toMatchObject([entered]);
  });

  it('is nothing for somebody else to agree to', async () => {
    latency = 8_000;
    await desktop.click('setup-connect', '');
    await submit(ENTERED);
    await colleague.click('view-open', lateForm());
    expect(colleague.view).toBeUndefined();
    expect(colleague.notices.users).toMatchObject([
      { username: 'manager', sentence: { key: 'view.notYours' } },
    ]);
  });

  it('is kept for a new key of a number as well', async () => {
    const number = aNumber({ id: 'number-1', apiKey: 'key-1', messages: { welcome: 'Hello' } });
    await numbers.save({ ...number, phoneNumberId: '1122334455' });
    latency = 8_000;
    await desktop.click('number-edit', 'number-1');
    await submit({ apiKey: KEY, finishedMessage: 'Goodbye!', messagesPerSecond: '20' });
    await desktop.click('view-open', lateForm());
    expect(desktop.view?.id).toBe('edit-number:number-1');
    expect(desktop.words).toMatch(/other\.example.*Hello.*Goodbye!.*"20"/);
    await submit({ apiKey: KEY });
    expect(await numbers.all()).toMatchObject([
      { apiKey: KEY, messages: { welcome: 'Hello', finished: 'Goodbye!' }, pace: { perSecond: 20 } },
    ]);
  });
});
