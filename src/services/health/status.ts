import type { Checkup, OutboundOfferState } from '../../domain/health';
import type { ConnectedNumber } from '../../domain/number';
import type { Clock, Numbers } from '../ports';
import type { TemplateStore, TemplateSync } from '../templates/ports';
import { latest, type Counter, type Traffic } from './counter';
import type { Backlog, Checkups, OutboundOffers, Waiting } from './ports';

/** From bad to good; `critical`: messages are likely not to get through. */
export const LEVELS = ['critical', 'warning', 'ok'] as const;

export type Level = (typeof LEVELS)[number];

/** How a number is, as far as it is known without asking 360dialog. */
export interface NumberStatus {
  number: ConnectedNumber;
  level: Level;
  /** Absent while no check has been made. */
  checkup?: Checkup;
  /** When the list of templates was fetched; absent while it never was. */
  templates?: TemplateSync;
  /** Of the last 24 hours, but for the times. */
  traffic: Traffic;
  waiting: {
    in: number;
    out: number;
    /** Customers' messages that wait for an agent to be there. */
    held: number;
    /** Unix milliseconds, of those that wait for nobody. */
    oldestAt?: number;
  };
}

/** How everything is that somebody could want to watch. */
export interface Overview {
  /** Unix milliseconds. */
  at: number;
  numbers: NumberStatus[];
  /** Of the server that was asked: each makes its own offer. */
  outboundMessages: OutboundOfferState;
}

/** The state of the numbers out of our own records; their number does not grow with that of the messages. */
export class StatusService {
  constructor(
    private readonly numbers: Numbers,
    private readonly checkups: Checkups,
    private readonly counter: Counter,
    private readonly backlogs: Backlog[],
    private readonly templates: Pick<TemplateStore, 'sync'>,
    private readonly clock: Clock,
    private readonly outboundOffer: OutboundOffers,
  ) {}

  now(): number {
    return this.clock.now();
  }

  async overview(): Promise<Overview> {
    const [numbers, outboundMessages] = await Promise.all([this.all(), this.outboundOffer.state()]);
    return { at: this.now(), numbers, outboundMessages };
  }

  private async all(): Promise<NumberStatus[]> {
    const [numbers, checkups, waiting] = await Promise.all([
      this.numbers.all(),
      this.checkups.all(),
      Promise.all(this.backlogs.map((backlog) => backlog.waiting())),
    ]);
    return Promise.all(
      numbers.map(async (number) => {
        const checkup = checkups.find(({ numberId }) => numberId === number.id);
        const [traffic, templates] = await Promise.all([
          this.counter.traffic(number.id),
          this.templates.sync(number.id),
        ]);
        return {
          number,
          level: levelOf(checkup),
          checkup,
          templates,
          traffic: {
            ...traffic,
            lastInboundAt: latest([traffic.lastInboundAt, checkup?.lastInboundAt]),
            lastOutboundAt: latest([traffic.lastOutboundAt, checkup?.lastOutboundAt]),
          },
          waiting: summaryOf(waiting.flat().filter(({ numberId }) => numberId === number.id)),
        };
      }),
    );
  }
}

function levelOf(checkup: Checkup | undefined): Level {
  if (!checkup) {
    return 'warning';
  }
  const { failure, health = {}, webhook } = checkup;
  const isElsewhere = webhook !== undefined && webhook.state !== 'ours';
  if (failure?.isChannel === true || health.ability === 'BLOCKED' || isElsewhere) {
    return 'critical';
  }
  const isSound = failure === undefined && health.ability !== 'LIMITED' && !isPoor(health.quality);
  return isSound ? 'ok' : 'warning';
}

function isPoor(quality: string | undefined): boolean {
  return quality === 'YELLOW' || quality === 'RED';
}

function summaryOf(waiting: Waiting[]): NumberStatus['waiting'] {
  const active = waiting.filter(({ isHeld }) => !isHeld);
  const since = active.map((work) => work.since);
  return {
    in: active.filter(({ direction }) => direction === 'in').length,
    out: active.filter(({ direction }) => direction === 'out').length,
    held: waiting.length - active.length,
    ...(since.length > 0 && { oldestAt: Math.min(...since) }),
  };
}
