import { isHeavy } from './density';

const FENCE = '```';

const ZERO_WIDTH_SPACE = '\u200b';
const MARKS = ['*', '_', '~'];

/** Code between three backticks, over lines or not, or between single ones. */
const CODE = /(```[^]+?```|`[^`\n]+`)/;

/** A web address, in which `@` names nobody; or an `@` with something behind it. */
const ADDRESS_OR_SIGN = /(?<!\S)https?:\/\/[\w-]+(?:\.[\w-]+)+[/?#][\w./?#=&%+~:@-]*|@(?=\S)/gi;

/** What stands before the sign of a mail address, with what may stand before that. RFC 5321 allows 64 characters. */
const MAILBOX = /(?:^|[\s("'„“:,;<>])[\p{L}\p{N}](?:[\p{L}\p{N}._%+-]*[\p{L}\p{N}])?$/u;
const MAILBOX_LENGTH = 65;
const MAIL_HOST = /^[a-z\d](?:[a-z\d.-]*[a-z\d])?\.[a-z]{2}/i;
/** RFC 1035. */
const HOST_LENGTH = 255;

/**
 * Turns WhatsApp's formatting into Rocket.Chat's. Most of it is the same; what only Rocket.Chat reads as markup
 * (mentions, labelled links, headings, spoilers, formulas, marks inside of words) is disarmed, so that agents see what
 * the customer typed and nobody is called by accident. Text that would keep Rocket.Chat's parser busy for seconds is
 * shown as code, which it does not parse.
 */
export function toRocketChat(text: string): string {
  const quiet = withoutMentions(text);
  if (isHeavy(quiet)) {
    return asCode(quiet);
  }
  const parts = quiet.split(CODE);
  const converted = parts
    .map((part, index) =>
      index % 2 === 1 ? convertCode(part, parts[index - 1], parts[index + 1]) : disarm(part),
    )
    .join('');
  return isHeavy(converted) ? asCode(quiet) : converted;
}

function asCode(text: string): string {
  return `${FENCE}\n${text.replaceAll('``', `\`${ZERO_WIDTH_SPACE}\``)}\n${FENCE}`;
}

/** For names and other words inside of our own sentences: one line, and nothing in it is markup. */
export function asPlainWords(words: string): string {
  const line = withoutMentions(words.replaceAll(/\s+/g, ' ').trim());
  return line.replaceAll(
    /^#|[*~`[\]|<\\]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    `${ZERO_WIDTH_SPACE}$&${ZERO_WIDTH_SPACE}`,
  );
}

/** The sign of a mail address is the only one of its word. */
function withoutMentions(text: string): string {
  let earlier: number | undefined;
  return text.replace(ADDRESS_OR_SIGN, (found, at: number) => {
    if (found !== '@') {
      return found;
    }
    const isFirst = earlier === undefined || /\s/.test(text.slice(earlier, at));
    earlier = at;
    const isMail =
      isFirst &&
      MAILBOX.test(text.slice(Math.max(0, at - MAILBOX_LENGTH), at)) &&
      MAIL_HOST.test(text.slice(at + 1, at + 1 + HOST_LENGTH));
    return isMail ? found : `@${ZERO_WIDTH_SPACE}`;
  });
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
    .replace(/<(?=t:|[^\s|<>]*\|)/g, `<${ZERO_WIDTH_SPACE}`)
    .replace(/\\(?=[^\s\p{L}\p{N}])/gu, `\\${ZERO_WIDTH_SPACE}`)
    .replace(/^#+ /gm, `${ZERO_WIDTH_SPACE}$&`)
    .split('\n')
    .map(escapeIdleMarks)
    .join('\n');
}

/** `2*3*4` and `2 * 3 * 4` are no bold to WhatsApp, but to Rocket.Chat, which would swallow the signs. */
function escapeIdleMarks(line: string): string {
  const idle = new Set(MARKS.flatMap((mark) => idleMarks(line, mark)));
  return line.replace(/https?:\/\/\S+|[*_~]/g, (found, at: number) =>
    idle.has(at) && found.length === 1 ? `\\${found}` : found,
  );
}

/** Where a mark stands that neither opens nor closes anything. Alone in a line none does, in Rocket.Chat either. */
function idleMarks(line: string, mark: string): number[] {
  const places = placesOf(line, mark);
  const paired = new Set<number>();
  let opener: number | undefined;
  for (const at of places) {
    if (opener !== undefined && closes(line, at)) {
      paired.add(opener).add(at);
      opener = undefined;
    } else if (opener === undefined && opens(line, at)) {
      opener = at;
    }
  }
  return places.length > 1 ? places.filter((at) => !paired.has(at)) : [];
}

/** Doubled marks, bullets and underscores inside of words are the same to both. */
function placesOf(line: string, mark: string): number[] {
  const places: number[] = [];
  for (let at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, at + 1)) {
    const before = line[at - 1] ?? '';
    const after = line[at + 1] ?? '';
    const isBullet = mark === '*' && after === ' ' && line.slice(0, at).trim() === '';
    const isInside = mark === '_' && isWordPart(before) && isWordPart(after);
    if (before !== mark && after !== mark && !isBullet && !isInside) {
      places.push(at);
    }
  }
  return places;
}

/** Marks work at the edge of a word: open to its inside, closed to its outside. */
function opens(line: string, at: number): boolean {
  return !isWordPart(line[at - 1] ?? '') && (line[at + 1] ?? '').trim() !== '';
}

function closes(line: string, at: number): boolean {
  return !isWordPart(line[at + 1] ?? '') && (line[at - 1] ?? '').trim() !== '';
}

function isWordPart(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
