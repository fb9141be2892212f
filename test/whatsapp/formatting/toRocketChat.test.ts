import { parse } from '@rocket.chat/message-parser';
import fc from 'fast-check';
import { toRocketChat } from '../../../src/whatsapp/formatting/toRocketChat';

const ZERO_WIDTH_SPACE = '\u200b';

/** As a workspace parses by default. */
const parsed = (text: string) =>
  parse(toRocketChat(text), { emoticons: true, katex: { parenthesisSyntax: true } });

/** The kinds of nodes in what Rocket.Chat makes of a text. */
function kinds(text: string): string[] {
  const found = JSON.stringify(parsed(text)).matchAll(/"type":"(\w+)"/g);
  return [...new Set([...found].map(([, kind]) => kind!))];
}

describe('toRocketChat', () => {
  const cases: [label: string, formatted: string, markup: string][] = [
    ['plain text', 'Hallo, bis morgen!', 'Hallo, bis morgen!'],
    ['marks are the same', '*a* _b_ ~c~ *_d_*', '*a* _b_ ~c~ *_d_*'],
    ['code within a line', 'tippe `*a*`', 'tippe `*a*`'],
    ['code between three backticks within a line', 'tippe ```*a*``` ein', 'tippe `*a*` ein'],
    ['a code block gets lines of its own', 'so: ```a\nb``` ok', 'so: \n```\na\nb\n```\n ok'],
    ['a code block that has them already', 'so:\n```\na\n```\nok', 'so:\n```\na\n```\nok'],
    ['code that holds a backtick', '```a`b```', '```\na`b\n```'],
    ['lists and quotes are the same', '* a\n- b\n1. c\n> d', '* a\n- b\n1. c\n> d'],
    ['a bullet and a bold word', '* *a* b', '* *a* b'],
    ['a sum', '2*3*4', '2\\*3\\*4'],
    ['a spaced sum', '2 * 3 * 4', '2 \\* 3 \\* 4'],
    ['one sign alone does nothing', '2*3', '2*3'],
    ['a name with underscores', 'a_b_c.pdf', 'a_b_c.pdf'],
    ['a masked card', 'Karte ****1234', 'Karte ****1234'],
    ['signs within an address', 'https://a.example/~b/*c*/~d', 'https://a.example/~b/*c*/~d'],
    ['a mail address', 'ana@example.com', 'ana@example.com'],
    ['a mention', 'Hallo @all', `Hallo @${ZERO_WIDTH_SPACE}all`],
    ['a mention within code', '`@here`', `\`@${ZERO_WIDTH_SPACE}here\``],
  ];

  test.each(cases)('%s', (_label, formatted, markup) => {
    expect(toRocketChat(formatted)).toBe(markup);
  });

  const harmless: [label: string, text: string, kind: string][] = [
    ['@all calls nobody', 'Achtung @all, @here und @ann!', 'MENTION_USER'],
    ['@all in brackets', '(@all)', 'MENTION_USER'],
    ['@all after another sign', '@@all', 'MENTION_USER'],
    ['@all in italics', '_@all_', 'MENTION_USER'],
    ['a sign behind a word', 'a@.', 'MENTION_USER'],
    ['a link does not hide where it leads', '[Ihre Bank](https://evil.example.com)', 'LINK_LABEL'],
    ['a link in angle brackets', '<https://evil.example.com|Ihre Bank>', 'LINK_LABEL'],
    ['a picture is not loaded', '![x](https://evil.example.com/pixel.png)', 'IMAGE'],
    ['a number sign is no heading', '# 5', 'HEADING'],
    ['bars hide nothing', '||geheim||', 'SPOILER'],
    ['a sum is not bold', '2*3*4 und 5 * 6 * 7', 'BOLD'],
    ['spaced underscores', 'a _ b _ c', 'ITALIC'],
    ['spaced tildes', 'a ~ b ~ c', 'STRIKE'],
  ];

  test.each(harmless)('%s', (_label, text, kind) => {
    expect(kinds(text)).not.toContain(kind);
    expect(JSON.stringify(parsed(text))).not.toContain('"value":"Ihre Bank"');
  });

  test('what is disarmed still reads the same', () => {
    expect(kinds('2*3*4')).toEqual(['PARAGRAPH', 'PLAIN_TEXT']);
    expect(JSON.stringify(parsed('2*3*4'))).toContain('"value":"2*3*4"');
  });

  test.each([
    ['thousands of dashes', '-'.repeat(4096)],
    ['thousands of brackets', '['.repeat(4096)],
    ['brackets with words', '[a '.repeat(1365)],
    ['nested marks and brackets', '_['.repeat(2048)],
    ['formulas', '\\['.repeat(2048)],
    ['braces', '{'.repeat(4096)],
    ['emoji', '😀'.repeat(2048)],
    ['backticks', '`'.repeat(4096)],
    ['dashes and backticks', '-```'.repeat(1024)],
    ['dashes in words', 'a-'.repeat(2048)],
    ['one word without end', 'a'.repeat(4096)],
    ['digits', '1'.repeat(4096)],
    ['an address without end', `https://a.example.com/${'a'.repeat(4000)}`],
    ['bars', '||a'.repeat(1365)],
    ['lines of dashes', `${'-'.repeat(100)}\n`.repeat(40)],
  ])('%s keep the parser busy for no time', (_label, text) => {
    const markup = toRocketChat(text);
    const started = process.cpuUsage();
    parse(markup, { emoticons: true, katex: { parenthesisSyntax: true } });
    // Processor time, since the machine may have other work.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
  });

  test('text without markup is unchanged', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}\p{N} ,;.?'"()+=$%&/\n]*$/u), (text) => {
        expect(toRocketChat(text)).toBe(text);
      }),
    );
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
      '@',
      'a',
      ' ',
      '😀',
      '<',
      'https://a.example.com',
    ),
    maxLength: 80,
  });

  test('no character gets lost, and none but signs is added', () => {
    const letters = (text: string) => text.replace(/[`\s\\\u200b]/g, '');
    fc.assert(fc.property(MARKED, (text) => expect(letters(toRocketChat(text))).toBe(letters(text))));
  });

  test('grows by no more than one sign a character, and a fence', () => {
    fc.assert(
      fc.property(MARKED, (text) =>
        expect(toRocketChat(text).length).toBeLessThanOrEqual(2 * text.length + 8),
      ),
    );
  });

  test('nobody is mentioned, whatever the text', () => {
    const calls = fc.string({
      unit: fc.constantFrom('@', 'all', 'here', ' ', '`', '*', '_', '(', '\n', '.'),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(fc.property(calls, (text) => expect(kinds(text)).not.toContain('MENTION_USER')));
  });
});
