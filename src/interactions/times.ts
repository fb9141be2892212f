import type { Say } from '../domain/text';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A moment on somebody's clock, e.g. `2026-11-21 14:05 (UTC+1)` or, in India, `2026-11-21 18:35 (UTC+5:30)`.
 * @param at Unix milliseconds
 * @param utcOffset hours, as Rocket.Chat knows it of each user who has opened a client; may have a fraction
 */
export function clockTime(at: number, utcOffset?: number | null): string {
  return onClock(at, utcOffset, 'minutes');
}

/** As {@link clockTime}, with seconds. */
export function exactTime(at: number, utcOffset?: number | null): string {
  return onClock(at, utcOffset, 'seconds');
}

const LENGTH = { minutes: 16, seconds: 19 } as const;

/** Without a known offset, in UTC. */
function onClock(at: number, utcOffset: number | null | undefined, grain: keyof typeof LENGTH): string {
  const minutes = Math.round((utcOffset ?? 0) * 60);
  const time = new Date(at + minutes * MINUTE).toISOString().slice(0, LENGTH[grain]).replace('T', ' ');
  return `${time} (${zoneOf(minutes)})`;
}

/** @param minutes east of Greenwich */
function zoneOf(minutes: number): string {
  if (minutes === 0) {
    return 'UTC';
  }
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const fraction = rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`;
  return `UTC${minutes > 0 ? '+' : '-'}${hours}${fraction}`;
}

/** How long something takes, to the minute. */
export function duration(say: Say, milliseconds: number): string {
  if (milliseconds >= 2 * DAY) {
    const hours = Math.floor((milliseconds % DAY) / HOUR);
    return say('duration.days', { days: Math.floor(milliseconds / DAY), hours });
  }
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  return milliseconds >= HOUR
    ? say('duration.hours', { hours: Math.floor(milliseconds / HOUR), minutes })
    : say('duration.minutes', { minutes });
}
