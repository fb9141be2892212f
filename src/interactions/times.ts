import type { Say } from '../domain/text';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A moment on somebody's clock, e.g. `2026-11-21 14:05 (UTC+1)`.
 * @param at Unix milliseconds
 * @param utcOffset hours, as Rocket.Chat knows it of each user; may have a fraction
 */
export function clockTime(at: number, utcOffset = 0): string {
  const time = new Date(at + utcOffset * HOUR).toISOString().slice(0, 16).replace('T', ' ');
  return `${time} (UTC${utcOffset === 0 ? '' : (utcOffset > 0 ? '+' : '') + utcOffset})`;
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
