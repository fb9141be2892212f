import { Pace } from '../../../src/services/outbound/pace';
import { retrying } from '../../../src/services/outbound/retry';
import { TokenBucket } from '../../../src/services/outbound/tokenBucket';
import { failed, ok } from '../../../src/domain/failure';
import { aFailure, aNumber, ManualClock } from '../../support/fakes';

describe('TokenBucket', () => {
  it('gives what it holds at once, and then one after the other', () => {
    const bucket = new TokenBucket(45, 1 / 6, 0);
    for (let turn = 0; turn < 45; turn++) {
      expect(bucket.pause(0)).toBe(0);
      bucket.take(0);
    }
    expect(bucket.pause(0)).toBe(6_000);
    expect(bucket.pause(6_000)).toBe(0);
  });

  it('never holds more than its capacity', () => {
    const bucket = new TokenBucket(2, 10, 0);
    bucket.take(3_600_000);
    bucket.take(3_600_000);
    expect(bucket.pause(3_600_000)).toBe(100);
  });
});

describe('Pace', () => {
  it('lets 45 messages to one customer pass at once, and then one in six seconds', async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);
    const turn = { number: aNumber(), contactId: 'c', urgency: 'reply' } as const;
    const start = clock.now();
    for (let message = 0; message < 45; message++) {
      await pace.turn(turn);
    }
    expect(clock.now() - start).toBe(0);
    await pace.turn(turn);
    expect(clock.now() - start).toBe(6_000);
  });

  it('keeps to another pace to one customer as soon as the number has it', async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);
    const turn = { contactId: 'c', urgency: 'reply' } as const;
    await pace.turn({ ...turn, number: aNumber() });
    const number = aNumber({ pace: { pair: { interval: 10_000, burst: 1 } } });
    const start = clock.now();
    await pace.turn({ ...turn, number });
    await pace.turn({ ...turn, number });
    expect(clock.now() - start).toBe(10_000);
  });

  it('keeps to 80 messages a second of one number, or to what the number has of its own', async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);
    const start = clock.now();
    const all = (number: ReturnType<typeof aNumber>, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          pace.turn({ number, contactId: `c${index}`, urgency: 'reply' }),
        ),
      );
    await all(aNumber(), 160);
    expect(clock.now() - start).toBeGreaterThanOrEqual(990);
    const slow = clock.now();
    await all(aNumber({ id: 'number-2', pace: { perSecond: 20 } }), 40);
    expect(clock.now() - slow).toBeGreaterThanOrEqual(990);
  });

  it('lets bulk jobs take three quarters of the rate, without a burst at the start', async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);
    const number = aNumber({ pace: { perSecond: 40 } });
    const start = clock.now();
    const turns = Array.from({ length: 61 }, (_, index) =>
      pace.turn({ number, contactId: `c${index}`, urgency: 'bulk' }),
    );
    await Promise.all(turns);
    expect(clock.now() - start).toBeGreaterThanOrEqual(2_000);
    expect(clock.now() - start).toBeLessThan(2_200);
  });

  it('never keeps a reply waiting behind a bulk job', async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock);
    const number = aNumber({ pace: { perSecond: 10 } });
    const sent: { at: number; urgency: string }[] = [];
    const send = async (contactId: string, urgency: 'reply' | 'bulk'): Promise<number> => {
      const asked = clock.now();
      await pace.turn({ number, contactId, urgency });
      sent.push({ at: clock.now(), urgency });
      return clock.now() - asked;
    };
    const bulk = Array.from({ length: 100 }, (_, index) => send(`c${index}`, 'bulk'));
    const waits: number[] = [];
    for (let reply = 0; reply < 10; reply++) {
      waits.push(await send(`agent ${reply}`, 'reply'));
      await clock.sleep(500);
    }
    await Promise.all(bulk);
    expect(Math.max(...waits)).toBeLessThanOrEqual(100);
    for (const { at } of sent) {
      const burst = 10;
      const within = sent.filter((other) => other.at >= at && other.at < at + 5_000).length;
      expect(within).toBeLessThanOrEqual(burst + 5 * 10);
    }
  });

  it('lets replies go before what is sent by itself', async () => {
    const pace = new Pace(new ManualClock());
    const number = aNumber({ pace: { perSecond: 1 } });
    const order: string[] = [];
    const send = async (name: string, urgency: 'reply' | 'automatic'): Promise<void> => {
      await pace.turn({ number, contactId: name, urgency });
      order.push(name);
    };
    await Promise.all([
      send('first', 'automatic'),
      send('welcome 1', 'automatic'),
      send('welcome 2', 'automatic'),
      send('answer', 'reply'),
    ]);
    expect(order).toEqual(['first', 'answer', 'welcome 1', 'welcome 2']);
  });
});

describe('retrying', () => {
  const passing = failed(aFailure({ retryable: true }));

  async function pausesOf(answers: ReturnType<typeof failed>[]): Promise<{ tries: number; time: number }> {
    const clock = new ManualClock();
    const start = clock.now();
    let tries = 0;
    await retrying(clock, () => Promise.resolve(answers[tries++] ?? ok('done')));
    return { tries, time: clock.now() - start };
  }

  it('tries five times, with pauses of 1, 4, 16 and 64 seconds and a little more', async () => {
    const { tries, time } = await pausesOf(Array.from({ length: 9 }, () => passing));
    expect(tries).toBe(5);
    expect(time).toBeGreaterThanOrEqual(85_000);
    expect(time).toBeLessThanOrEqual(85_000 * 1.25);
  });

  it('waits as long as the other side asks', async () => {
    const { time } = await pausesOf([failed(aFailure({ retryable: true, retryAfter: 30 }))]);
    expect(time).toBe(30_000);
  });

  it('does not wait for an hour', async () => {
    const { tries } = await pausesOf([failed(aFailure({ retryable: true, retryAfter: 3_600 }))]);
    expect(tries).toBe(1);
  });

  it('does not repeat what was refused for good, or may have been done', async () => {
    expect((await pausesOf([failed(aFailure())])).tries).toBe(1);
    expect((await pausesOf([failed(aFailure({ uncertain: true }))])).tries).toBe(1);
  });
});
