import { parse, type Inlines, type Markup, type Plain, type Root } from '@rocket.chat/message-parser';
import { isHeavy } from './density';
import { emojiOf } from './emoji';

type Block = Root[number];
type Inline = Inlines | Markup;

const FENCE = '```';

/** As a workspace parses by default: KaTeX between `\(` and `\)` alone, since dollars are prices far more often. */
const OPTIONS = { emoticons: false, katex: { parenthesisSyntax: true, dollarSyntax: false } };

/** Without any of these a line is what it looks like. */
const MARKUP = /[*_~`[\]<>\\|:@#!]/;

/**
 * Turns Rocket.Chat's markup into WhatsApp's: bold, italic, strike, code, lists and quotes stay; headings become bold,
 * labelled links `label (url)`; what WhatsApp does not have (spoilers, formulas, mentions) becomes plain text.
 *
 * Works line by line, as no markup but code blocks goes over a line's end; so every line stays where it is, and the
 * parser never meets more than one.
 */
export function toWhatsApp(markup: string): string {
  const lines = markup.split(/\r?\n/);
  const converted: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const end = codeEnd(lines, index);
    if (end === undefined) {
      converted.push(convertLine(lines[index] ?? ''));
    } else {
      converted.push(FENCE, ...lines.slice(index + 1, end), FENCE);
      index = end;
    }
  }
  return converted.join('\n');
}

/** The line that closes the code block which the given line opens. */
function codeEnd(lines: readonly string[], start: number): number | undefined {
  if (!/^```[^`]*$/.test(lines[start] ?? '')) {
    return undefined;
  }
  const end = lines.indexOf(FENCE, start + 1);
  return end > start ? end : undefined;
}

function convertLine(line: string): string {
  // WhatsApp reads ```code``` within a line as it stands.
  if (!MARKUP.test(line) || line.includes(FENCE) || isHeavy(line)) {
    return line;
  }
  try {
    return parse(line, OPTIONS)
      .map((block) => writeBlock(block, line))
      .join('\n');
  } catch {
    return line;
  }
}

function writeBlock(block: Block, line: string): string {
  switch (block.type) {
    case 'PARAGRAPH':
      return writeInlines(block.value);
    case 'HEADING':
      return wrap('*', writeInlines(block.value));
    case 'QUOTE':
      return block.value.map((paragraph) => `> ${writeInlines(paragraph.value)}`).join('\n');
    case 'UNORDERED_LIST':
      return block.value.map((item) => `- ${writeInlines(item.value)}`).join('\n');
    case 'ORDERED_LIST':
      return block.value.map((item) => `${item.number ?? 1}. ${writeInlines(item.value)}`).join('\n');
    case 'TASKS':
      return block.value.map((task) => `${task.status ? '☑' : '☐'} ${writeInlines(task.value)}`).join('\n');
    case 'KATEX':
      return block.value;
    case 'BIG_EMOJI':
      return block.value.map(writeInline).join(' ');
    case 'LINE_BREAK':
      return '';
    default:
      return line;
  }
}

function writeInlines(inlines: readonly Inline[]): string {
  return inlines.map(writeInline).join('');
}

function writeInline(inline: Inline): string {
  switch (inline.type) {
    case 'PLAIN_TEXT':
      return inline.value;
    case 'BOLD':
      return wrap('*', writeInlines(inline.value));
    case 'ITALIC':
      return wrap('_', writeInlines(inline.value));
    case 'STRIKE':
      return wrap('~', writeInlines(inline.value));
    case 'SPOILER':
      return writeInlines(inline.value);
    case 'INLINE_CODE':
      return `\`${inline.value.value}\``;
    case 'INLINE_KATEX':
      return inline.value;
    case 'LINK':
      return writeLink(inline.value.src, writeInlines([inline.value.label].flat()));
    case 'IMAGE':
      return writeLink(inline.value.src, writeInline(inline.value.label));
    case 'MENTION_USER':
      return `@${inline.value.value}`;
    case 'MENTION_CHANNEL':
      return `#${inline.value.value}`;
    case 'EMOJI':
      return inline.value === undefined
        ? inline.unicode
        : (emojiOf(inline.shortCode) ?? `:${inline.shortCode}:`);
    case 'TIMESTAMP':
      return writeTimestamp(inline.value.timestamp);
    case 'COLOR':
      return '';
  }
}

/** WhatsApp wants marks to touch what they enclose, so white space moves out of them. */
function wrap(mark: string, inner: string): string {
  const core = inner.trim();
  if (core === '') {
    return inner;
  }
  const start = inner.indexOf(core);
  return inner.slice(0, start) + mark + core + mark + inner.slice(start + core.length);
}

/** An address that was recognised in running text is its own label, maybe without the scheme. */
function writeLink({ value: url }: Plain, label: string): string {
  const bare = url.replace(/^(https?:)?\/\/|^mailto:|^tel:/, '');
  if (label.trim() === '' || label === url) {
    return url;
  }
  return label.includes(bare) ? label : `${label} (${url})`;
}

/** Rocket.Chat shows `<t:…>` in the reader's own time zone; whose WhatsApp is in which one we cannot know. */
function writeTimestamp(seconds: string): string {
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? seconds : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
