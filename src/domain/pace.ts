import { LIMITS } from './limits';
import type { SendingPace } from './number';

export type PaceField = 'perSecond' | 'pairSeconds' | 'pairBurst';

/** What was entered; an absent field keeps to the usual of {@link LIMITS}. */
export type PaceForm = Partial<Record<PaceField, string>>;

export interface Range {
  min: number;
  max: number;
}

/**
 * Whole numbers that each field takes. Meta: throughput goes up to 1000 messages a second, and an app cannot tell how
 * far it does for a number; a pair's burst is fixed. A message that waited more than a minute for the one before would
 * look lost.
 */
export const PACE_RANGES: Record<PaceField, Range> = {
  perSecond: { min: 1, max: 1000 },
  pairSeconds: { min: 1, max: 60 },
  pairBurst: { min: 1, max: LIMITS.pair.burst },
};

const SECOND = 1_000;

/** The fields that do not hold a number of their range. */
export function wrongPaceFields(form: PaceForm): PaceField[] {
  return (Object.keys(PACE_RANGES) as PaceField[]).filter((field) => {
    const entered = form[field];
    const { min, max } = PACE_RANGES[field];
    return entered !== undefined && !(/^\d{1,9}$/.test(entered) && +entered >= min && +entered <= max);
  });
}

/** @returns undefined where nothing differs from the usual */
export function paceOf({ perSecond, pairSeconds, pairBurst }: PaceForm): SendingPace | undefined {
  const hasPair = pairSeconds !== undefined || pairBurst !== undefined;
  if (perSecond === undefined && !hasPair) {
    return undefined;
  }
  const interval = pairSeconds === undefined ? LIMITS.pair.interval : Number(pairSeconds) * SECOND;
  const burst = pairBurst === undefined ? LIMITS.pair.burst : Number(pairBurst);
  return {
    perSecond: perSecond === undefined ? undefined : Number(perSecond),
    pair: hasPair ? { interval, burst } : undefined,
  };
}

/** As it is entered. */
export function paceForm({ perSecond, pair }: SendingPace = {}): PaceForm {
  return {
    perSecond: perSecond?.toString(),
    pairSeconds: pair && String(pair.interval / SECOND),
    pairBurst: pair?.burst.toString(),
  };
}
