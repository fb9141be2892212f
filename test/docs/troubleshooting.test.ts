import sentences from '../../i18n/en.json';
import { failureOf, isKnownError } from '../../src/whatsapp/errors';
import { rowsOf } from '../support/pages';

const PAGE = 'docs/troubleshooting.md';
const texts: Record<string, string> = sentences;
/** Meta's codes have six digits at most. */
const HIGHEST_CODE = 200_000;

interface Row {
  shown: string;
  triedAgain: string;
  adminsTold: string;
}

/** The rows of the table, by each code that they name. */
function documented(): Map<number, Row> {
  const rows = new Map<number, Row>();
  for (const [codes = '', shown = '', triedAgain = '', adminsTold = ''] of rowsOf(PAGE, 'By error code')) {
    for (const part of codes.split(', ')) {
      const [first = 0, last = first] = part.split('–').map(Number);
      for (let code = first; code <= last; code++) {
        rows.set(code, { shown, triedAgain, adminsTold });
      }
    }
  }
  return rows;
}

/** What the app says and does at each code that it knows. */
function known(): Map<number, Row> {
  const codes = Array.from({ length: HIGHEST_CODE }, (_, code) => code).filter(isKnownError);
  return new Map(
    codes.map((code) => {
      const { human, retryable, scope } = failureOf(code, '…');
      const shown = texts[human.key]!.replace('{details}', '…').replace(' (code {code})', '');
      const yes = (is: boolean): string => (is ? 'yes' : 'no');
      return [code, { shown, triedAgain: yes(retryable), adminsTold: yes(scope === 'channel') }];
    }),
  );
}

test('the table of error codes says what the app shows and does', () => {
  expect(documented()).toEqual(known());
});
