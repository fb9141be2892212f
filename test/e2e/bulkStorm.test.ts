import { bulkTown, runBulk, type BulkRun } from '../../bench/bulk';
import { mostInASecond } from '../../simulator/bulkClient';
import type { Town } from '../../simulator/town';
import { LIMITS } from '../../src/domain/limits';
import { leave, townWithApp } from './support/town';

/** WhatsApp gives numbers up to 1000 messages a second; this many are as fast as a small machine gets. */
const PLAN = { recipients: 5_000, perSecond: 150 };
/** The slowest machine that this is for needs some minutes. */
const PATIENCE = 900_000;
/** An agent's answer that waited behind the job would take most of a minute, milliseconds. */
const LONGEST_ANSWER = 10_000;

describe('A bulk job of 5,000 recipients over two servers, one of which dies in the middle', () => {
  let town: Town;
  let run: BulkRun;

  beforeAll(async () => {
    town = await townWithApp(bulkTown(PLAN));
    run = await runBulk(town, PLAN);
    const { rows, attempts, delays, seconds } = run;
    const [before, during] = [delays.before, delays.during].map((all) => Math.max(...all));
    process.stdout.write(
      `${rows.length} recipients in ${seconds.toFixed(0)} s, at most ${mostInASecond(attempts)} in a second; ` +
        `an agent's answer took at most ${during} ms meanwhile, ${before} ms before\n`,
    );
  }, PATIENCE);

  afterAll(() => leave(town));

  const rowsOf = (result: string, code = ''): string[] =>
    run.rows.filter((row) => row[1] === result && row[3] === code).map(([to]) => to!);

  it('has one result for each recipient', () => {
    expect(run.rows.map(([to]) => to).sort()).toEqual([...run.recipients].sort());
    // What was under way when the server died may have arrived or not; nobody can tell, and the file says so.
    expect(run.rows.filter(([, result, , code]) => result !== 'accepted' && code !== 'uncertain')).toEqual(
      [],
    );
  });

  it('reaches nobody twice, and everybody who is reported as reached', () => {
    const words = run.arrivals.map((arrival) => arrival.words);
    expect(new Set(words).size).toBe(words.length);
    const arrived = counted(run.arrivals.map(({ to }) => to));
    const accepted = counted(rowsOf('accepted'));
    const uncertain = counted(rowsOf('failed', 'uncertain'));
    const wrong = [...new Set(run.recipients)].filter((to) => {
      const [known = 0, maybe = 0, here = 0] = [accepted, uncertain, arrived].map((all) => all.get(to));
      return here < known || here > known + maybe;
    });
    expect(wrong).toEqual([]);
  });

  it("never exceeds the number's pace, nor that to one recipient", () => {
    expect(run.tooFast).toBe(0);
    expect(mostInASecond(run.attempts)).toBeLessThanOrEqual(PLAN.perSecond);
    const times = new Map<string, number[]>();
    for (const { whom, at } of run.attempts) {
      times.set(whom, [...(times.get(whom) ?? []), at]);
    }
    expect(Math.max(...[...times.values()].map(({ length }) => length))).toBeGreaterThan(LIMITS.pair.burst);
    expect([...times.values()].flatMap(overruns)).toEqual([]);
  });

  it("keeps no agent's answer waiting", () => {
    expect(Math.max(...run.delays.during)).toBeLessThan(LONGEST_ANSWER);
  });
});

function counted(all: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  all.forEach((one) => counts.set(one, (counts.get(one) ?? 0) + 1));
  return counts;
}

/** The stretches of time in which more came for one recipient than WhatsApp takes, as sentences. */
function overruns(times: number[]): string[] {
  const { burst, interval } = LIMITS.pair;
  return times.flatMap((end, last) =>
    times.slice(0, last + 1).flatMap((start, first) => {
      const count = last - first + 1;
      // A request may be some milliseconds faster than the one before.
      const allowed = Math.floor(burst + (end - start + 100) / interval);
      return count > allowed ? [`${count} in ${end - start} ms`] : [];
    }),
  );
}
