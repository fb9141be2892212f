/** What was counted of one number on one day, all servers together. */
export interface DayFigures {
  /** `2026-11-20`, in UTC. */
  day: string;
  numberId: string;
  received: number;
  /** Messages that WhatsApp accepted. */
  sent: number;
  /** How often messages failed, by code. */
  errors: Record<string, number>;
  /** What else was counted: see {@link TALLY}. */
  tally: Record<string, number>;
}

/** Names of what is counted beside messages in and out. */
export const TALLY = {
  delivered: 'delivered',
  read: 'read',
  /** Not accepted by WhatsApp. */
  refused: 'refused',
  /** Accepted, and failed afterwards. */
  failed: 'failed',
  /** Templates that WhatsApp accepted. */
  templates: 'templates',
  /** Windows that ended while the room was open. */
  expired: 'expired',
  /** Followed by category and type of the price. */
  price: 'price:',
  /** The same, of templates alone. */
  templatePrice: 'template-price:',
  /** Followed by the code of a failure that is no error of the number. */
  error: 'error:',
  /** Followed by the number of a step of response times. */
  response: 'response:',
} as const;

export interface Figures {
  received: number;
  sent: number;
  delivered: number;
  read: number;
  refused: number;
  failed: number;
  templates: number;
  expired: number;
  /** First answers to customers; times in seconds, within 5 %. */
  responses: { count: number; median?: number; ninetieth?: number };
  /** The most frequent first; of each, how many were templates. */
  prices: { category: string; type: string; count: number; templates: number }[];
  errors: { code: string; count: number }[];
}

/** Response times are counted in steps of 10 %, so that counts of servers and days can be added up. */
const STEP = Math.log(1.1);

/** @param seconds less than one counts as one */
export function responseStep(seconds: number): number {
  return Math.round(Math.log(Math.max(1, seconds)) / STEP);
}

/** The figures of some days and numbers together. */
export function figuresOf(days: readonly DayFigures[]): Figures {
  const tally = addedUp(days.map((one) => one.tally));
  const errors = addedUp([...days.map((one) => one.errors), startingWith(tally, TALLY.error)]);
  const responses = startingWith(tally, TALLY.response);
  return {
    received: sum(days.map(({ received }) => received)),
    sent: sum(days.map(({ sent }) => sent)),
    delivered: tally[TALLY.delivered] ?? 0,
    read: tally[TALLY.read] ?? 0,
    refused: tally[TALLY.refused] ?? 0,
    failed: tally[TALLY.failed] ?? 0,
    templates: tally[TALLY.templates] ?? 0,
    expired: tally[TALLY.expired] ?? 0,
    responses: {
      count: sum(Object.values(responses)),
      ...timesOf(responses),
    },
    prices: mostFirst(startingWith(tally, TALLY.price)).map(([price, count]) => {
      const [category = '', type = ''] = price.split('/');
      return { category, type, count, templates: tally[TALLY.templatePrice + price] ?? 0 };
    }),
    errors: mostFirst(errors).map(([code, count]) => ({ code, count })),
  };
}

/** Of all messages that were to go out, those that did not get there; what is on its way or unknown is none of them. */
export function lost({ sent, refused, failed }: Figures): { count: number; of: number } {
  return { count: refused + failed, of: sent + refused };
}

/** A share of a whole in percent, rounded; nothing of nothing. */
export function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 100) : 0;
}

function timesOf(steps: Record<string, number>): { median?: number; ninetieth?: number } {
  if (Object.keys(steps).length === 0) {
    return {};
  }
  return { median: percentile(steps, 0.5), ninetieth: percentile(steps, 0.9) };
}

/** The nearest rank: the smallest time that at least that share of all times does not exceed. */
function percentile(steps: Record<string, number>, share: number): number {
  const sorted = Object.entries(steps)
    .map(([step, count]) => [Number(step), count] as const)
    .sort(([a], [b]) => a - b);
  const rank = Math.ceil(sum(sorted.map(([, count]) => count)) * share);
  let passed = 0;
  const found = sorted.find(([, count]) => (passed += count) >= rank);
  return Math.round(Math.exp((found?.[0] ?? 0) * STEP));
}

function addedUp(counts: readonly Record<string, number>[]): Record<string, number> {
  const all = new Map<string, number>();
  for (const [what, count] of counts.flatMap((one) => Object.entries(one))) {
    all.set(what, (all.get(what) ?? 0) + count);
  }
  return Object.fromEntries(all);
}

function startingWith(counts: Record<string, number>, prefix: string): Record<string, number> {
  const own = Object.entries(counts).filter(([what]) => what.startsWith(prefix));
  return Object.fromEntries(own.map(([what, count]) => [what.slice(prefix.length), count]));
}

function mostFirst(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts).sort(([a, many], [b, few]) => few - many || a.localeCompare(b));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
