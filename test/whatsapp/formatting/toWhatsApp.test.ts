import fc from 'fast-check';
import { toWhatsApp } from '../../../src/whatsapp/formatting/toWhatsApp';

describe('toWhatsApp', () => {
  const cases: [label: string, markup: string, formatted: string][] = [
    ['plain text', 'Hallo Ana, bis morgen!', 'Hallo Ana, bis morgen!'],
    ['bold, with one sign or two', '*a* **b**', '*a* *b*'],
    ['italic, with one sign or two', '_a_ __b__', '_a_ _b_'],
    ['struck through, with one sign or two', '~a~ ~~b~~', '~a~ ~b~'],
    ['marks within marks', '*_wichtig_*', '*_wichtig_*'],
    ['white space moves out of marks', 'ist * a * da', 'ist  *a*  da'],
    ['code within a line is left alone', 'tippe `npm *test*`', 'tippe `npm *test*`'],
    [
      'a code block loses its language',
      '```js\nconst a = *b*;\n```\nfertig',
      '```\nconst a = *b*;\n```\nfertig',
    ],
    ['a code block that nobody closes is text', '```js\n*a*', '```js\n*a*'],
    ['two code blocks', '```\na\n```\n*b*\n```\nc\n```', '```\na\n```\n*b*\n```\nc\n```'],
    ['a heading becomes bold', '# Angebot\nText', '*Angebot*\nText'],
    ['a list', '- a\n* *b*', '- a\n- *b*'],
    ['a numbered list keeps its numbers', '3. a\n4. b', '3. a\n4. b'],
    ['tasks', '- [x] bezahlt\n- [ ] verschickt', '☑ bezahlt\n☐ verschickt'],
    ['a quote', '> *a*\n> b', '> *a*\n> b'],
    [
      'a labelled link',
      '[Rechnung](https://shop.example.com/r/1)',
      'Rechnung (https://shop.example.com/r/1)',
    ],
    [
      'a labelled link in angle brackets',
      '<https://shop.example.com|Shop>',
      'Shop (https://shop.example.com)',
    ],
    ['a link with a bold label', '[*Shop*](https://shop.example.com)', '*Shop* (https://shop.example.com)'],
    ['a link without label', '[](https://shop.example.com)', 'https://shop.example.com'],
    [
      'addresses in running text',
      'shop.example.com, https://a.example.com, a@example.com',
      'shop.example.com, https://a.example.com, a@example.com',
    ],
    ['a picture', '![Plan](https://a.example.com/p.png)', 'Plan (https://a.example.com/p.png)'],
    ['mentions', '@ann fragt in #verkauf', '@ann fragt in #verkauf'],
    ['a spoiler is shown', 'Es ist ||der *Gärtner*||', 'Es ist der *Gärtner*'],
    ['a formula is shown as written', 'Also \\(x^2\\)', 'Also x^2'],
    ['prices are no formulas', 'von $5 bis $6', 'von $5 bis $6'],
    ['emoji', 'gut 😀', 'gut 😀'],
    ['a time', 'um <t:1792000000:R>', 'um 2026-10-14 17:46 UTC'],
    ['escaped signs', '2\\*3', '2*3'],
    ['blank lines stay', '\n\na\n\n\n*b*\n', '\n\na\n\n\n*b*\n'],
    ['line ends of Windows', 'a\r\n*b*', 'a\n*b*'],
    ['marks do not go over a line end', '*a\nb*', '*a\nb*'],
  ];

  test.each(cases)('%s', (_label, markup, formatted) => {
    expect(toWhatsApp(markup)).toBe(formatted);
  });

  const MARKED = fc.string({
    unit: fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      '\n',
      '[',
      '](',
      ')',
      '>',
      '- ',
      '# ',
      '||',
      '\\',
      ':',
      '@',
      'a',
      ' ',
      '😀',
      'https://a.example.com',
      '<t:1:R>',
      '1. ',
    ),
    maxLength: 80,
  });

  test('never throws, and keeps every line', () => {
    fc.assert(
      fc.property(MARKED, (markup) => {
        expect(toWhatsApp(markup).split('\n')).toHaveLength(markup.split('\n').length);
      }),
    );
  });

  test('text without markup is unchanged', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}\p{N} ,;.?'"()+=$%&/\n-]*$/u), (text) => {
        // A hyphen at the start of a line makes a list, which looks the same on both sides.
        expect(toWhatsApp(text)).toBe(text);
      }),
    );
  });

  test('grows by no more than its links and marks need', () => {
    fc.assert(
      fc.property(MARKED, (markup) => {
        expect(toWhatsApp(markup).length).toBeLessThanOrEqual(3 * markup.length + 20);
      }),
    );
  });

  test.each(['-', 'a', '[', '_[', '- [', '*', '||a', '😀', '{', '\\['])(
    '5000 characters of %j take no time',
    (unit) => {
      const started = process.cpuUsage();
      toWhatsApp(`*${unit.repeat(5000 / unit.length)}*`);
      toWhatsApp(`${unit.repeat(40)}\n`.repeat(125 / unit.length));
      // Processor time, since the machine may have other work.
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(1500);
    },
  );
});
