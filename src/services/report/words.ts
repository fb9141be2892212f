import { LIMITS } from '../../domain/limits';
import { figuresOf, lost, percent, type Figures } from '../../domain/report';
import type { Say } from '../../domain/text';
import { splitText } from '../../whatsapp/split';
import { failureWords } from '../shown/failureWords';
import { priceCategory, priceType } from '../shown/priceWords';
import type { Report } from './report';

/** Errors that the words name; the table has all. */
const ERRORS_NAMED = 5;

/** Numbers that have a chapter of their own; the table has all. */
const CHAPTERS = 20;

/** What the table has a line of for each day, whatever it is. */
const COUNTED = [
  'received',
  'sent',
  'delivered',
  'read',
  'refused',
  'failed',
  'templates',
  'expired',
] as const satisfies (keyof Figures)[];

/**
 * A report in words, with the meaning of the chart's colours.
 * @returns one text or, where there are many numbers, several that each fit into a message
 */
export function reportTexts(say: Say, { days, all, byNumber }: Report): string[] {
  const chapters = byNumber.length > 1 ? busiest(byNumber) : [];
  const more = byNumber.length - CHAPTERS;
  const paragraphs = [
    [say('report.title', { from: days[0]!, to: days.at(-1)! }), ...figureLines(say, all)],
    ...chapters.map(({ number, figures }) => [`*${number.displayNumber}*`, ...figureLines(say, figures)]),
    ...(more > 0 ? [[say('report.more', { count: more })]] : []),
    [say('report.legend')],
  ];
  return splitText(paragraphs.map((lines) => lines.join('\n')).join('\n\n'), LIMITS.shownLength);
}

/** In the order in which they were connected, as long as all have room. */
function busiest(byNumber: Report['byNumber']): Report['byNumber'] {
  const traffic = ({ figures }: Report['byNumber'][number]): number => figures.received + figures.sent;
  return byNumber.length > CHAPTERS
    ? [...byNumber].sort((a, b) => traffic(b) - traffic(a)).slice(0, CHAPTERS)
    : byNumber;
}

function figureLines(say: Say, figures: Figures): string[] {
  const { received, sent, delivered, read, refused, failed, templates, expired } = figures;
  const { responses, prices, errors } = figures;
  const missing = lost(figures);
  return [
    say('report.received', { count: received }),
    say('report.sent', {
      count: sent,
      delivered: percent(delivered, sent),
      read: percent(read, sent),
    }),
    say('report.failed', {
      count: missing.count,
      of: missing.of,
      share: percent(missing.count, missing.of),
      refused,
      failed,
    }),
    say('report.templates', { count: templates }),
    responses.count > 0
      ? say('report.responses', {
          count: responses.count,
          median: lasting(say, responses.median ?? 0),
          ninetieth: lasting(say, responses.ninetieth ?? 0),
        })
      : say('report.noResponses'),
    say('report.expired', { count: expired }),
    ...prices.map(({ count, templates, ...price }) => {
      const category = priceCategory(price.category, say);
      const type = priceType(price.type, say);
      const sentence = templates > 0 ? 'report.priceTemplates' : 'report.price';
      return say(sentence, { count, templates, category, type });
    }),
    ...errors
      .slice(0, ERRORS_NAMED)
      .map(({ code, count }) => say('report.error', { count, what: failureWords(code) })),
  ];
}

function lasting(say: Say, seconds: number): string {
  if (seconds < 60) {
    return say('duration.seconds', { seconds });
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? say('duration.minutes', { minutes })
    : say('duration.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** A report as a table with one figure a line, for spreadsheets: day, number, what, of which kind, how many. */
export function reportTable(say: Say, { daily, byNumber }: Report): (string | number)[][] {
  const names = new Map(byNumber.map(({ number }) => [number.id, number.displayNumber]));
  const head = ['day', 'number', 'measure', 'kind', 'value'].map((column) => say(`report.column-${column}`));
  const lines = daily.flatMap((day) => {
    const figures = figuresOf([day]);
    const { responses } = figures;
    const line = (measure: string, kind: string, value: number) => [
      day.day,
      names.get(day.numberId) ?? '',
      say(`report.measure-${measure}`),
      kind,
      value,
    ];
    return [
      ...COUNTED.map((measure) => line(measure, '', figures[measure])),
      line('responses', '', responses.count),
      ...(responses.median === undefined ? [] : [line('median', '', responses.median)]),
      ...(responses.ninetieth === undefined ? [] : [line('ninetieth', '', responses.ninetieth)]),
      ...figures.prices.map(({ category, type, count }) => line('price', `${category} / ${type}`, count)),
      ...figures.prices
        .filter(({ templates }) => templates > 0)
        .map(({ category, type, templates }) => line('templatePrice', `${category} / ${type}`, templates)),
      ...figures.errors.map(({ code, count }) => line('error', code, count)),
    ];
  });
  return [head, ...lines];
}
