import fc from 'fast-check';

import { toCsv } from '../../src/services/csv';
import { parseCsv } from '../support/csv';

const MARK = '\uFEFF';

describe('toCsv', () => {
  const cases: [label: string, cell: string | number, expected: string][] = [
    ['plain words', 'Received', 'Received'],
    ['a number', 12, '12'],
    ['a negative number', -3, '-3'],
    ['a comma', 'a,b', '"a,b"'],
    ['quotes', 'say "hi"', '"say ""hi"""'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a command', '@SUM(A1)', "'@SUM(A1)"],
    ['a phone number', '+4930901820', "'+4930901820"],
    ['a formula with a comma', '=HYPERLINK("a","b")', '"\'=HYPERLINK(""a"",""b"")"'],
    ['a hidden formula', '\t=1', "'\t=1"],
    ['a sign inside', 'a=b', 'a=b'],
    ['other languages', 'Zugestellt – доставлено', 'Zugestellt – доставлено'],
  ];
  test.each(cases)('writes %s', (_label, cell, expected) => {
    expect(toCsv([[cell]])).toBe(`${MARK}${expected}\r\n`);
  });

  it('gives back what went in, but for the mark of texts that would be formulas', () => {
    const cells = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('=', '"', ',', '\r\n', '+1', "'"),
    );
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1 }));
    fc.assert(
      fc.property(rows, (table) => {
        const expected = table.map((row) =>
          row.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)),
        );
        expect(parseCsv(toCsv(table))).toEqual(expected);
      }),
    );
  });

  it('lets no spreadsheet see a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (cell) => {
        const [[read]] = parseCsv(toCsv([[cell]])) as [[string]];
        expect(read).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
