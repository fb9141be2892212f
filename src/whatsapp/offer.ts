import { LIMITS } from '../domain/limits';
import type { Choice, OutboundContent } from '../domain/outbound';
import { clip } from './clip';

/** A button that a bot put under its message. */
export interface Option {
  title: string;
  /** What the bot wants to hear when it is tapped. */
  value: string;
  /** A page that it opens instead. */
  url?: string;
  /** What the app behind the bot calls it. */
  actionId?: string;
}

export interface OfferStyle {
  /** Whether more options than buttons become a list. */
  lists: boolean;
  /** On the button that opens a list. */
  listLabel: string;
}

/** Above options that come without a text, where WhatsApp wants one; in every language. */
const NO_WORDS = '👇';

/** How options go out, and which of them the customer can answer with. */
export interface Offer {
  /** What goes out before the choices: all of the text that does not fit above them. */
  before: string;
  /** Absent where the text says it all. */
  content?: OutboundContent;
  answers: Option[];
  /** True when the customer answers by typing a number. */
  numbered: boolean;
}

/**
 * Up to 3 options become buttons, up to 10 a list, more a numbered text; links become a button of their own where one
 * stands alone, and lines of the text otherwise, as WhatsApp has no message with both.
 * @param id short and unique; the id of each choice begins with it
 */
export function offer(text: string, options: readonly Option[], id: string, style: OfferStyle): Offer {
  const links = options.filter(({ url }) => url);
  const answers = options.filter(({ url }) => !url);
  const [link] = links;
  if (link?.url && answers.length === 0 && links.length === 1) {
    const { before, body } = fit(text || NO_WORDS, LIMITS.interactiveBodyLength);
    const content = {
      kind: 'link' as const,
      body,
      label: clip(link.title, LIMITS.linkLabelLength),
      url: link.url,
    };
    return { before, content, answers, numbered: false };
  }
  const lines = [text, ...links.map(({ title, url }) => `${title}: ${url}`)].filter(Boolean).join('\n');
  if (answers.length === 0) {
    return { before: lines, answers, numbered: false };
  }
  const words = lines || NO_WORDS;
  if (answers.length <= LIMITS.buttons.count) {
    const { before, body } = fit(words, LIMITS.interactiveBodyLength);
    return {
      before,
      content: { kind: 'buttons', body, buttons: buttonsOf(answers, id) },
      answers,
      numbered: false,
    };
  }
  if (style.lists && answers.length <= LIMITS.list.rows) {
    const { before, body } = fit(words, LIMITS.list.bodyLength);
    const label = clip(style.listLabel, LIMITS.list.labelLength);
    return {
      before,
      content: { kind: 'list', body, label, rows: rowsOf(answers, id) },
      answers,
      numbered: false,
    };
  }
  const numbers = answers.map(({ title }, index) => `${index + 1}. ${title}`).join('\n');
  return { before: `${words}\n${numbers}`, answers, numbered: true };
}

/** Which of an offer's answers a choice is, by the id that came back. */
export function choiceOf(choiceId: string): { offerId: string; index: number } | undefined {
  const match = /^(.+)#(\d{1,3})$/.exec(choiceId);
  return match ? { offerId: match[1]!, index: Number(match[2]) } : undefined;
}

function buttonsOf(answers: readonly Option[], id: string): Choice[] {
  const titles = distinct(
    answers.map(({ title }) => clip(title, LIMITS.buttons.titleLength)),
    LIMITS.buttons.titleLength,
  );
  return titles.map((title, index) => ({ id: `${id}#${index}`, title }));
}

/** A title that had to be cut stands in full below. */
function rowsOf(answers: readonly Option[], id: string): Choice[] {
  const { titleLength, descriptionLength } = LIMITS.list;
  const titles = distinct(
    answers.map(({ title }) => clip(title, titleLength)),
    titleLength,
  );
  return titles.map((title, index) => {
    const full = answers[index]?.title ?? title;
    const description = full === title ? {} : { description: clip(full, descriptionLength) };
    return { id: `${id}#${index}`, title, ...description };
  });
}

/** WhatsApp refuses two equal titles. */
function distinct(titles: readonly string[], limit: number): string[] {
  const seen = new Map<string, number>();
  return titles.map((title) => {
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    return count === 1 ? title : `${title.slice(0, limit - 3).trimEnd()} ${count}`;
  });
}

/** The end of a text that fits, cut where a line or a word ends; the rest comes before it. */
function fit(words: string, limit: number): { before: string; body: string } {
  if (words.length <= limit) {
    return { before: '', body: words };
  }
  const window = words.slice(-limit);
  // The first paragraph, line or word that leaves the end at least half full, else whatever there is.
  const breaks = ['\n\n', '\n', ' '].map((mark) => window.indexOf(mark)).filter((at) => at >= 0);
  const cut = breaks.find((at) => at < limit / 2) ?? breaks[0] ?? 0;
  const start = words.length - limit + cut;
  return { before: words.slice(0, start).trimEnd(), body: words.slice(start).trim() };
}
