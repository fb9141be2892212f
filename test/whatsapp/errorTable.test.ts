import en from '../../i18n/en.json';
import { failureOf, isKnownError } from '../../src/whatsapp/errors';

type Row = [codes: number[], retry: boolean, scope: 'message' | 'channel', wait?: number];

/** Meta's codes (support/error-codes), what we do about each, and the least pause in seconds before a retry. */
const TABLE: Row[] = [
  [[0, 190], false, 'channel'],
  [[3, 10, 200, 250, 299, 131005], false, 'channel'],
  [[33, 133010], false, 'channel'],
  [[368, 131031], false, 'channel'],
  [[131037, 131042, 131045], false, 'channel'],
  [[131048], true, 'channel', 3600],
  [[2, 131000, 131016, 133004], true, 'message'],
  [[4, 80007], true, 'message', 60],
  [[130429], true, 'message', 1],
  [[131056], true, 'message', 6],
  [[131057], true, 'message', 300],
  [[132069, 134101, 134102], true, 'message', 600],
  [[1, 100, 131008, 131009, 135000], false, 'message'],
  [[130472, 130497, 131021, 131026, 131030], false, 'message'],
  [[131047, 131049, 131050, 131051, 131052, 131053], false, 'message'],
  [[131055, 131060, 131061, 131062, 134100], false, 'message'],
  [[132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132068], false, 'message'],
  [[133016, 134011], false, 'message'],
];

const rows = TABLE.flatMap(([codes, retry, scope, wait]) =>
  codes.map((code) => ({ code, retry, scope, wait })),
);

describe('the error table', () => {
  test.each(rows)('$code: retry $retry, concerns the $scope', ({ code, retry, scope, wait }) => {
    expect(isKnownError(code)).toBe(true);
    const failure = failureOf(code, 'the details');
    expect(failure).toMatchObject({ code, scope, retryable: retry });
    expect(failure.retryAfter).toBe(wait);
  });

  test.each(rows)('$code has a sentence for people, with the code, and one for the log', ({ code }) => {
    const { human, log } = failureOf(code, 'the details');
    const sentence = (en as Record<string, string>)[human.key] ?? '';
    expect(sentence.length).toBeGreaterThan(20);
    expect(sentence).toContain('{code}');
    expect(human.params).toMatchObject({ code });
    expect(log).toBe(`WhatsApp error ${code}`);
  });

  test('what concerns a whole number tells admins what to do about it', () => {
    for (const { code, scope } of rows.filter((row) => row.scope === 'channel')) {
      const sentence = (en as Record<string, string>)[failureOf(code, '').human.key] ?? '';
      expect([scope, sentence]).toEqual([
        'channel',
        expect.stringMatching(/Ask|Check|Change|Settle|Contact|Generate|Send less|See/),
      ]);
    }
  });

  test("a code that nobody knows is refused with WhatsApp's own words", () => {
    const failure = failureOf(999999, 'Something new');
    expect(failure).toMatchObject({ scope: 'message', retryable: false, human: { key: 'failure.other' } });
    expect(failureOf(999999, '').human.key).toBe('failure.other-without-details');
  });
});
