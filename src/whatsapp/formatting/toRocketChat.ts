import { countMarks, hasManyBrackets, isDenseLine } from './density';

const FENCE = '```';

const ZERO_WIDTH_SPACE = '\u200b';

/** Code between three backticks, over lines or not, or between single ones. */
const CODE = /(```[^]+?```|`[^`\n]+`)/;

/** Mail addresses, to be left alone, and every other sign that may call somebody. RFC 5321: 64 characters before `@`. */
const AT = /[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]+\.[A-Za-z]|@(?=\S)/g;

const MAX_MARKS = 1000;

/**
 * Turns WhatsApp's formatting into Rocket.Chat's. Most of it is the same; what only Rocket.Chat reads as markup
 * (mentions, labelled links, headings, spoilers, marks inside of words) is disarmed, so that agents see what the
 * customer typed and nobody is called by accident. Text that would keep Rocket.Chat's parser busy for seconds is
 * shown as code, which it does not parse.
 */
export function toRocketChat(text: string): string {
  const quiet = text.replace(AT, (found) => (found === '@' ? `@${ZERO_WIDTH_SPACE}` : found));
  if (isTooDense(quiet)) {
    return `${FENCE}\n${quiet.replaceAll('``', `\`${ZERO_WIDTH_SPACE}\``)}\n${FENCE}`;
  }
  const parts = quiet.split(CODE);
  return parts
    .map((part, index) =>
      index % 2 === 1 ? convertCode(part, parts[index - 1], parts[index + 1]) : disarm(part),
    )
    .join('');
}

function isTooDense(text: string): boolean {
  return hasManyBrackets(text) || countMarks(text) > MAX_MARKS || text.split('\n').some(isDenseLine);
}

/** In Rocket.Chat a code block has lines of its own, and code within a line one backtick. */
function convertCode(code: string, before = '', after = ''): string {
  const inner = code.startsWith(FENCE) ? code.slice(FENCE.length, -FENCE.length) : '';
  if (inner === '') {
    return code;
  }
  if (!inner.includes('\n') && !inner.includes('`')) {
    return `\`${inner}\``;
  }
  const lineBefore = before === '' || before.endsWith('\n') ? '' : '\n';
  const lineAfter = after === '' || after.startsWith('\n') ? '' : '\n';
  return `${lineBefore}${FENCE}\n${inner.replace(/^\n|\n$/g, '')}\n${FENCE}${lineAfter}`;
}

/** Breaks up what Rocket.Chat would read as markup and WhatsApp does not. */
function disarm(prose: string): string {
  return prose
    .replaceAll('](', `]${ZERO_WIDTH_SPACE}(`)
    .replaceAll('||', `|${ZERO_WIDTH_SPACE}|`)
    .replace(/<(?=[^\s|<>]*\|)/g, `<${ZERO_WIDTH_SPACE}`)
    .replace(/^#+ /gm, `${ZERO_WIDTH_SPACE}$&`)
    .split('\n')
    .map(escapeIdleMarks)
    .join('\n');
}

/** `2*3*4` and `2 * 3 * 4` are no bold to WhatsApp, but to Rocket.Chat, which would swallow the signs. */
function escapeIdleMarks(line: string): string {
  return line.replace(/https?:\/\/\S+|[*_~]/g, (found, at: number) =>
    found.length === 1 && isIdle(line, at) ? `\\${found}` : found,
  );
}

/** Marks work at the edge of a word: open to its inside, closed to its outside. Alone in a line none does anything. */
function isIdle(line: string, at: number): boolean {
  const mark = line[at];
  const before = line[at - 1] ?? '';
  const after = line[at + 1] ?? '';
  if (
    mark === undefined ||
    before === mark ||
    after === mark ||
    line.indexOf(mark) === line.lastIndexOf(mark)
  ) {
    return false;
  }
  const isBullet = mark === '*' && after === ' ' && line.slice(0, at).trim() === '';
  const insideWord = isWordPart(before) && isWordPart(after);
  if (isBullet || (mark === '_' && insideWord)) {
    return false;
  }
  const opens = !isWordPart(before) && after.trim() !== '';
  const closes = !isWordPart(after) && before.trim() !== '';
  return !opens && !closes;
}

function isWordPart(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
