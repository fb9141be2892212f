import sentences from '../../i18n/en.json';
import { failureOf, isKnownError } from '../../src/whatsapp/errors';

const texts: Record<string, string> = sentences;

describe('failureOf', () => {
  interface Expected {
    scope: string;
    retryable: boolean;
    retryAfter?: number;
    key: string;
  }
  const cases: [label: string, code: number, expected: Expected][] = [
    ['window closed', 131047, { scope: 'message', retryable: false, key: 'failure.window-closed' }],
    ['not on WhatsApp', 131026, { scope: 'message', retryable: false, key: 'failure.undeliverable' }],
    ['unpaid', 131042, { scope: 'channel', retryable: false, key: 'failure.payment' }],
    ['account locked', 131031, { scope: 'channel', retryable: false, key: 'failure.account-locked' }],
    [
      'a permission of the range 200 to 299',
      272,
      { scope: 'channel', retryable: false, key: 'failure.permission' },
    ],
    ['token expired', 190, { scope: 'channel', retryable: false, key: 'failure.authorisation' }],
    ['throughput', 130429, { scope: 'message', retryable: true, retryAfter: 1, key: 'failure.too-fast' }],
    [
      'pair rate',
      131056,
      { scope: 'message', retryable: true, retryAfter: 6, key: 'failure.too-fast-for-one' },
    ],
    [
      'spam limit',
      131048,
      { scope: 'channel', retryable: true, retryAfter: 3600, key: 'failure.spam-limit' },
    ],
    ['something went wrong', 131000, { scope: 'message', retryable: true, key: 'failure.unavailable' }],
    [
      'maintenance',
      131057,
      { scope: 'message', retryable: true, retryAfter: 300, key: 'failure.maintenance' },
    ],
    ['the file was refused', 131053, { scope: 'message', retryable: false, key: 'failure.media' }],
    ['invalid parameter', 100, { scope: 'message', retryable: false, key: 'failure.invalid' }],
    ['unknown', 999999, { scope: 'message', retryable: false, key: 'failure.other' }],
  ];

  test.each(cases)('%s', (_label, code, { key, ...rest }) => {
    expect(failureOf(code, 'Details of Meta')).toStrictEqual({
      code,
      ...rest,
      human: { key, params: { code, details: 'Details of Meta' } },
      log: `WhatsApp error ${code}`,
    });
  });

  test('an unknown code without details has a sentence that does not promise any', () => {
    expect(failureOf(999999, '').human.key).toBe('failure.other-without-details');
  });
});

describe('the sentences', () => {
  // facts: Meta, support/error-codes
  const CODES = [
    0, 1, 2, 3, 4, 10, 33, 100, 190, 200, 299, 368, 80007, 130429, 130472, 130497, 131000, 131005, 131008,
    131009, 131016, 131021, 131026, 131030, 131031, 131037, 131042, 131045, 131047, 131048, 131049, 131050,
    131051, 131052, 131053, 131055, 131056, 131057, 131060, 131061, 131062, 132000, 132001, 132005, 132007,
    132012, 132015, 132016, 132018, 132068, 132069, 133004, 133010, 133016, 134011, 134100, 134101, 134102,
    135000,
  ];

  test.each(CODES)('code %i has one of its own', (code) => {
    expect(isKnownError(code)).toBe(true);
    const sentence = texts[failureOf(code, '').human.key];
    expect(sentence).toBeDefined();
    expect(sentence).toContain('{code}');
  });

  test('each is whole, and short enough for a note', () => {
    const ours = Object.entries(texts).filter(([key]) => key.startsWith('failure.'));
    expect(ours.length).toBeGreaterThan(40);
    for (const [, sentence] of ours) {
      expect(sentence).toMatch(/^[A-Z0-9]/);
      expect(sentence.length).toBeLessThan(260);
    }
  });
});
