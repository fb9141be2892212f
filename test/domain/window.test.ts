import { windowsAt, type FreeEntry, type WindowSigns } from '../../src/domain/window';

const HOUR = 60 * 60_000;
/** The customer's last message. */
const T = Date.UTC(2026, 10, 20, 10);

describe('the customer service window', () => {
  const cases: [label: string, now: number, isOpen: boolean][] = [
    ['opens with the message', T, true],
    ['is open in its last millisecond', T + 24 * HOUR - 1, true],
    ['is closed 24 hours after the message', T + 24 * HOUR, false],
    ['stays closed', T + 100 * HOUR, false],
    ['is open although the clocks differ a little', T - 2_000, true],
  ];
  test.each(cases)('%s', (_label, now, isOpen) => {
    expect(windowsAt(now, { lastInboundAt: T })).toEqual({ isOpen, endsAt: T + 24 * HOUR });
  });
});

describe('the free entry point', () => {
  const offered: FreeEntry = { state: 'offered', answerBy: T + 24 * HOUR };
  const open: FreeEntry = { state: 'open', until: T + 73 * HOUR };
  const cases: [label: string, now: number, signs: Partial<WindowSigns>, expected?: FreeEntry][] = [
    ['of a customer who came by himself', T, {}, undefined],
    ['is offered to whoever came from an advertisement', T, { referredAt: T }, offered],
    ['is offered until a day has passed', T + 24 * HOUR - 1, { referredAt: T }, offered],
    ['is lost without an answer in 24 hours', T + 24 * HOUR, { referredAt: T }, undefined],
    ['is open once it was answered', T + HOUR, { referredAt: T, freeUntil: T + 73 * HOUR }, open],
    [
      'outlasts the customer service window',
      T + 72 * HOUR,
      { referredAt: T, freeUntil: T + 73 * HOUR },
      open,
    ],
    ['ends', T + 73 * HOUR, { referredAt: T, freeUntil: T + 73 * HOUR }, undefined],
    [
      'is offered anew to a customer who comes from another one after its end',
      T + 1,
      { referredAt: T, freeUntil: T - HOUR },
      offered,
    ],
  ];
  test.each(cases)('%s', (_label, now, signs, expected) => {
    expect(windowsAt(now, { lastInboundAt: T, ...signs }).freeEntry).toEqual(expected);
  });
});
