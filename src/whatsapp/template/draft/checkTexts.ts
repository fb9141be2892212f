import { LIMITS } from '../../../domain/limits';
import type { DraftHeader, DraftKind, TemplateDraft } from '../../../domain/templateDraft';
import { text, type Text } from '../../../domain/text';
import { compact } from '../../compact';
import { placeholders } from '../placeholders';
import { checkBlanks, isMixed } from './checkBlanks';
import { tooLong, type DraftErrors } from './errors';
import { checkSample } from './checkSample';

/** Meta: a headline has no line breaks, no formatting and no emoji. */
const NOT_IN_HEADLINE = /[\n*_~`]|\p{Extended_Pictographic}/u;
const BLANK_AT_EDGE = /^\s*\{\{[^}]*\}\}|\{\{[^}]*\}\}\s*$/;

/** Characters, where a kind has fewer than others. */
const BODY_LENGTHS: Partial<Record<DraftKind, number>> = {
  offer: LIMITS.template.offer.bodyLength,
  product: LIMITS.template.product.bodyLength,
};

export function checkHeader({ header, body }: TemplateDraft): DraftErrors {
  if (header === undefined || header.kind === 'location' || header.kind === 'product') {
    return {};
  }
  return header.kind === 'text'
    ? checkHeadline(header, body)
    : compact<DraftErrors>({ headerFile: checkSample(header, [header.kind]) });
}

export function checkBody({ kind, body, samples }: TemplateDraft): DraftErrors {
  const limit = BODY_LENGTHS[kind] ?? LIMITS.template.bodyLength;
  return compact<DraftErrors>({
    body: body === '' ? text('draft.bodyMissing') : checkText(body, limit),
    samples: checkSamples(body, samples),
  });
}

export function checkFooter({ footer }: TemplateDraft): DraftErrors {
  if (footer === undefined) {
    return {};
  }
  const wrong = /\{\{|\n/.test(footer) ? text('draft.footer') : undefined;
  return compact<DraftErrors>({ footer: tooLong(footer, LIMITS.template.footerLength) ?? wrong });
}

/** A text with blanks: of the message, or of a card. */
export function checkText(words: string, limit: number): Text | undefined {
  return BLANK_AT_EDGE.test(words) ? text('draft.edge') : (tooLong(words, limit) ?? checkBlanks(words));
}

export function checkSamples(words: string, samples: string[]): Text | undefined {
  const count = placeholders(words).length;
  return samples.length === count ? undefined : text('draft.samples', { count, given: samples.length });
}

function checkHeadline(
  { text: headline, sample }: Extract<DraftHeader, { kind: 'text' }>,
  body: string,
): DraftErrors {
  const blanks = placeholders(headline);
  const mixed = isMixed([...blanks, ...placeholders(body)]) ? text('draft.mixed') : undefined;
  const many = blanks.length > 1 ? text('draft.headlineBlanks') : undefined;
  const missing = blanks.length > 0 && !sample ? text('draft.samples', { count: 1, given: 0 }) : undefined;
  const wrong = many ?? tooLong(headline, LIMITS.template.headerLength) ?? checkBlanks(headline) ?? mixed;
  return compact<DraftErrors>({ headline: checkWords(headline) ?? wrong, headlineSample: missing });
}

function checkWords(headline: string): Text | undefined {
  if (headline === '') {
    return text('draft.headlineMissing');
  }
  const words = headline.replace(/\{\{\w+\}\}/g, '');
  return NOT_IN_HEADLINE.test(words) ? text('draft.headlinePlain') : undefined;
}
