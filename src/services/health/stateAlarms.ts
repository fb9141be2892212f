import type { Checkup, NumberHealth } from '../../domain/health';
import type { ConnectedNumber } from '../../domain/number';
import { text, type Text } from '../../domain/text';
import type { Clock, Settings } from '../ports';
import type { Alarms } from './alarms';
import { latest } from './counter';

const HOUR = 60 * 60_000;

/** Tells when a number's state, as the last check found it, got worse or is well again. */
export class StateAlarms {
  constructor(
    private readonly alarms: Alarms,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** @param previous what the check before found, if there was one */
  async compare(number: ConnectedNumber, checkup: Checkup, previous?: Checkup): Promise<void> {
    if (checkup.health && !checkup.failure) {
      await this.compareLimit(number.id, checkup.health, previous?.health);
      await this.compareAbility(number.id, checkup.health);
      await this.compareQuality(number.id, checkup.health);
    }
    await this.listen(number, checkup);
  }

  private async compareAbility(numberId: string, { ability, hindrances = [] }: NumberHealth): Promise<void> {
    if (ability === 'LIMITED' || ability === 'BLOCKED') {
      const reasons = hindrances.map(({ words }) => words).join('; ');
      const codes = hindrances.map(({ code, words }) => code ?? words).sort();
      const sentence = ability === 'LIMITED' ? 'health.limited' : 'health.blocked';
      const trouble = { numberId, topic: 'ability' as const, code: [ability, ...codes].join(' ') };
      await this.alarms.raise(trouble, text(sentence, { reasons }));
    } else if (ability === 'AVAILABLE') {
      await this.alarms.end({ numberId, topic: 'ability' }, text('health.available'));
    }
  }

  /** A lower one may stop what is planned for the day. */
  private async compareLimit(
    numberId: string,
    { messagingLimit: now }: NumberHealth,
    { messagingLimit: before }: NumberHealth = {},
  ): Promise<void> {
    if (now === undefined || before === undefined || now === before) {
      return;
    }
    const isWorse = before === 'unlimited' || (now !== 'unlimited' && now < before);
    const sentence = isWorse ? 'health.limitLower' : 'health.limitHigher';
    const limits = { limit: limitWords(now), before: limitWords(before) };
    await this.alarms.note({ numberId, topic: 'limit', code: `${before} > ${now}` }, text(sentence, limits), {
      isWorse,
    });
  }

  private async compareQuality(numberId: string, { quality }: NumberHealth): Promise<void> {
    if (quality === 'YELLOW' || quality === 'RED') {
      const sentence = quality === 'RED' ? 'health.qualityLow' : 'health.qualityMedium';
      await this.alarms.raise({ numberId, topic: 'quality', code: quality }, text(sentence));
    } else if (quality === 'GREEN') {
      await this.alarms.end({ numberId, topic: 'quality' }, text('health.qualityHigh'));
    }
  }

  /** Nothing from customers for long, where that is unusual, may be the only sign that something is wrong. */
  private async listen(number: ConnectedNumber, checkup: Checkup): Promise<void> {
    const { silenceAlarmHours: hours } = await this.settings.get();
    const topic = { numberId: number.id, topic: 'silence' as const };
    const heardAt = latest([checkup.lastInboundAt, checkup.firstCheckedAt, number.connectedAt]);
    if (hours > 0 && heardAt !== undefined && heardAt + hours * HOUR <= this.clock.now()) {
      await this.alarms.raise({ ...topic, code: 'silence' }, text('health.silent', { hours }));
    } else {
      await this.alarms.end(topic, hours > 0 ? text('health.heard') : undefined);
    }
  }
}

function limitWords(limit: number | 'unlimited'): number | Text {
  return limit === 'unlimited' ? text('health.unlimited') : limit;
}
