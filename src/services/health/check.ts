import type { Result } from '../../domain/failure';
import type { Checkup, NumberHealth } from '../../domain/health';
import type { ConnectedNumber } from '../../domain/number';
import type { ChannelTroubles } from '../outbound/troubles';
import type { Clock, Log, Numbers, WhatsAppApis } from '../ports';
import type { FoundWebhook, WebhookKeeper } from '../webhookKeeper';
import { latest, type Counter } from './counter';
import type { Checkups } from './ports';
import type { StateAlarms } from './stateAlarms';
import type { WebhookRepair } from './webhookRepair';

/** 360dialog may be away for a moment; after so long it is worth telling, milliseconds. */
const PATIENCE = 15 * 60_000;

interface CheckPorts {
  alarms: StateAlarms;
  apis: WhatsAppApis;
  checkups: Checkups;
  clock: Clock;
  counter: Counter;
  log: Log;
  numbers: Numbers;
  repair: WebhookRepair;
  troubles: ChannelTroubles;
  webhooks: WebhookKeeper;
}

/** Asks 360dialog how the numbers are, mends what can be mended, and tells the admins of changes. */
export class HealthCheck {
  /** Checks under way: whoever wants the same number checked meanwhile gets what this one finds. */
  private readonly running = new Map<string, Promise<Checkup>>();

  constructor(private readonly ports: CheckPorts) {}

  /** All numbers, side by side: each takes two requests, which 360dialog may let wait. */
  async run(): Promise<void> {
    const { checkups, numbers } = this.ports;
    const connected = await numbers.all();
    const known = new Set(connected.map(({ id }) => id));
    const gone = (await checkups.all()).filter(({ numberId }) => !known.has(numberId));
    await Promise.all(gone.map(({ numberId }) => checkups.remove(numberId)));
    const results = await Promise.allSettled(connected.map((number) => this.check(number)));
    for (const result of results) {
      if (result.status === 'rejected') {
        this.tellFailed(result.reason);
      }
    }
  }

  check(number: ConnectedNumber): Promise<Checkup> {
    const checking =
      this.running.get(number.id) ?? this.examine(number).finally(() => this.running.delete(number.id));
    this.running.set(number.id, checking);
    return checking;
  }

  /** A number was connected or changed. Nobody waits; what is under way may not know of the change yet. */
  checkSoon(number: ConnectedNumber): void {
    const underWay = this.running.get(number.id);
    Promise.allSettled([underWay])
      .then(() => this.check(number))
      .catch((error: unknown) => this.tellFailed(error));
  }

  private tellFailed(reason: unknown): void {
    this.ports.log.error('A number could not be checked', { reason: String(reason) });
  }

  private async examine(number: ConnectedNumber): Promise<Checkup> {
    const { alarms, apis, checkups, clock, counter, repair, webhooks } = this.ports;
    const api = apis(number);
    const [previous, health, found, traffic] = await Promise.all([
      checkups.of(number.id),
      api.health(),
      webhooks.find(number, api),
      counter.traffic(number.id),
    ]);
    const webhook = found.ok ? await repair.mend(number, found.value, api) : previous?.webhook;
    const checkup: Checkup = {
      numberId: number.id,
      checkedAt: clock.now(),
      firstCheckedAt: previous?.firstCheckedAt ?? clock.now(),
      health: health.ok ? health.value : previous?.health,
      webhook,
      lastInboundAt: latest([previous?.lastInboundAt, traffic.lastInboundAt]),
      lastOutboundAt: latest([previous?.lastOutboundAt, traffic.lastOutboundAt]),
      ...failureIn(health, found, previous, clock.now()),
    };
    await checkups.save(checkup);
    await this.tellOfFailure(checkup);
    await this.rename(number, checkup);
    await alarms.compare(number, checkup, previous);
    return checkup;
  }

  private async tellOfFailure({ numberId, failure, checkedAt }: Checkup): Promise<void> {
    if (!failure) {
      await this.ports.troubles.checked(numberId);
    } else if (failure.isChannel || failure.since + PATIENCE <= checkedAt) {
      await this.ports.troubles.raise(numberId, failure, true);
    }
  }

  /** Names may change at WhatsApp. */
  private async rename({ id }: ConnectedNumber, { health = {} }: Checkup): Promise<void> {
    const { numbers } = this.ports;
    if (isRenamed(await numbers.byId(id), health)) {
      const number = await numbers.byId(id, { fresh: true });
      const { verifiedName = number?.verifiedName, displayNumber = number?.displayNumber ?? '' } = health;
      await (number && numbers.save({ ...number, verifiedName, displayNumber }));
    }
  }
}

function isRenamed(known: ConnectedNumber | undefined, health: NumberHealth): boolean {
  const { verifiedName = known?.verifiedName, displayNumber = known?.displayNumber } = health;
  return known?.verifiedName !== verifiedName || known?.displayNumber !== displayNumber;
}

/** The first reason that there is; which of the requests met it is of no interest to anybody. */
function failureIn(
  health: Result<NumberHealth>,
  webhook: Result<FoundWebhook>,
  previous: Checkup | undefined,
  now: number,
): Pick<Checkup, 'failure'> {
  const failed = [health, webhook].find((result) => !result.ok);
  if (!failed || failed.ok) {
    return {};
  }
  const { code, human, scope } = failed.failure;
  const since = previous?.failure?.since ?? now;
  return { failure: { code: String(code), human, since, isChannel: scope === 'channel' } };
}
