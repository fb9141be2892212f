import { WindDown } from '../../src/services/windDown';
import { ManualClock, RecordingLog } from '../support/fakes';

/** Work of which one piece is done at each look. */
class ShrinkingWork {
  constructor(public left: number) {}

  inHand(): number {
    return this.left > 0 ? this.left-- : 0;
  }
}

describe('The end of a process', () => {
  const clock = new ManualClock();

  test('waits until all that is in hand is done, and says meanwhile that nothing new is wanted', async () => {
    const log = new RecordingLog();
    const works = [new ShrinkingWork(3), new ShrinkingWork(5)];
    const windDown = new WindDown(works, clock, log);
    expect(windDown.isEnding).toBe(false);
    const ended = windDown.end();
    expect(windDown.isEnding).toBe(true);
    await ended;
    expect(works.map(({ left }) => left)).toEqual([0, 0]);
    expect(log.lines).toEqual([]);
  });

  test('waits no longer than ten seconds, and says that work was left', async () => {
    const log = new RecordingLog();
    const begun = clock.now();
    await new WindDown([{ inHand: () => 2 }], clock, log).end();
    expect(clock.now() - begun).toBe(10_000);
    expect(log.lines).toMatchObject([{ level: 'warn', context: { left: 2 } }]);
  });

  test('is over when the app is enabled again in the same process', async () => {
    const windDown = new WindDown([], clock, new RecordingLog());
    await windDown.end();
    windDown.goOn();
    expect(windDown.isEnding).toBe(false);
  });
});
