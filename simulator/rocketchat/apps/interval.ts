/** Milliseconds. */
const UNITS: Record<string, number> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/**
 * Milliseconds of an interval as people write it: `5 minutes`, `1 hour and 30 minutes`, `a day`.
 * @throws for what it does not know; of the server's notations, cron expressions are missing here.
 */
export function parseInterval(interval: string | number): number {
  if (typeof interval === 'number') {
    return interval;
  }
  const parts = interval
    .trim()
    .replace(/^in /, '')
    .split(/,| and /);
  return parts.reduce((sum, part) => sum + parsePart(part.trim(), interval), 0);
}

function parsePart(part: string, interval: string): number {
  const [, amount = '', unit = ''] = /^(?:(\d+(?:\.\d+)?|an?|one) )?([a-z]+?)s?$/.exec(part) ?? [];
  const length = UNITS[unit];
  if (!length) {
    throw new Error(
      `The simulator's scheduler does not know the interval "${interval}": ` +
        'it takes milliseconds as a number and texts such as "30 seconds" or "5 minutes", no cron expressions.',
    );
  }
  return (Number(amount) || 1) * length;
}

/** The moment that a job is scheduled for: a date, the text of one, or an interval from now. */
export function parseMoment(when: Date | string): Date {
  const date = new Date(when);
  return Number.isNaN(date.getTime()) ? new Date(Date.now() + parseInterval(String(when))) : date;
}
