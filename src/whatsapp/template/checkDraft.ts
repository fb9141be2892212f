import { LIMITS } from '../../domain/limits';
import type { DraftButton, DraftField, DraftHeader, TemplateDraft } from '../../domain/templateDraft';
import { text, type Text } from '../../domain/text';
import { TEMPLATE_LANGUAGES } from './languages';
import { placeholders } from './placeholders';

export type DraftErrors = Partial<Record<DraftField, Text>>;

/** Sentences have braces of their own, for their parameters. */
const BRACES = { open: '{{', close: '}}' };

const NAME = /^[a-z0-9_]+$/;
const NUMBERED = /^\d+$/;
const VARIABLE_NAME = /^[a-z][a-z0-9_]*$/;
/** Meta: a headline has no line breaks, no formatting and no emoji. */
const NOT_IN_HEADLINE = /[\n*_~`]|\p{Extended_Pictographic}/u;
/** Meta: resumable upload. */
const SAMPLE_TYPES = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4'],
  document: ['application/pdf'],
};
const BLANK_AT_EDGE = /^\s*\{\{[^}]*\}\}|\{\{[^}]*\}\}\s*$/;

/** What WhatsApp would refuse in a draft, as far as it can be told before; nothing when it may be submitted. */
export function checkDraft(draft: TemplateDraft): DraftErrors {
  const checks: [DraftField, Text | undefined][] = [
    ['name', checkName(draft.name)],
    ['language', TEMPLATE_LANGUAGES.includes(draft.language) ? undefined : text('draft.language')],
    ...(draft.category === 'AUTHENTICATION' ? checkAuthentication(draft) : checkContent(draft)),
  ];
  return Object.fromEntries(checks.filter(([, error]) => error !== undefined));
}

function checkName(name: string): Text | undefined {
  const limit = LIMITS.template.nameLength;
  return NAME.test(name) && name.length <= limit ? undefined : text('draft.name', { limit });
}

/** WhatsApp writes all of it. */
function checkAuthentication({
  header,
  body,
  footer,
  buttons,
}: TemplateDraft): [DraftField, Text | undefined][] {
  const refused = (given: boolean): Text | undefined => (given ? text('draft.authentication') : undefined);
  return [
    ['header', refused(header !== undefined)],
    ['body', refused(body !== '')],
    ['footer', refused(footer !== undefined)],
    ['buttons', refused(buttons.length > 0)],
  ];
}

function checkContent({
  header,
  body,
  samples,
  footer,
  buttons,
}: TemplateDraft): [DraftField, Text | undefined][] {
  const { footerLength } = LIMITS.template;
  return [
    ...(header?.kind === 'text' ? checkHeadline(header, body) : []),
    ['headerFile', header && checkFile(header)],
    ['body', checkBody(body)],
    ['samples', checkSamples(placeholders(body).length, samples)],
    ['footer', footer === undefined ? undefined : (tooLong(footer, footerLength) ?? checkFooter(footer))],
    ['buttons', checkButtons(buttons)],
  ];
}

function checkHeadline(
  { text: headline, sample }: Extract<DraftHeader, { kind: 'text' }>,
  body: string,
): [DraftField, Text | undefined][] {
  const blanks = placeholders(headline);
  const broken =
    checkBlanks(headline) ?? (isMixed([...blanks, ...placeholders(body)]) ? text('draft.mixed') : undefined);
  const words =
    headline === ''
      ? text('draft.headlineMissing')
      : NOT_IN_HEADLINE.test(headline.replace(/\{\{\w+\}\}/g, ''))
        ? text('draft.headlinePlain')
        : undefined;
  const many = blanks.length > 1 ? text('draft.headlineBlanks') : undefined;
  const missing = blanks.length > 0 && !sample ? text('draft.samples', { count: 1, given: 0 }) : undefined;
  return [
    ['header', words ?? many ?? tooLong(headline, LIMITS.template.headerLength) ?? broken],
    ['headerSample', missing],
  ];
}

/** WhatsApp reviews an example of the file. Meta: templates/components, media headers. */
function checkFile(header: DraftHeader): Text | undefined {
  if (header.kind === 'text' || header.kind === 'location') {
    return undefined;
  }
  const types = SAMPLE_TYPES[header.kind];
  return header.file && types.includes(header.file.mimeType)
    ? undefined
    : text('draft.file', { types: types.join(', ') });
}

function checkBody(body: string): Text | undefined {
  if (body === '') {
    return text('draft.bodyMissing');
  }
  if (BLANK_AT_EDGE.test(body)) {
    return text('draft.edge');
  }
  return tooLong(body, LIMITS.template.bodyLength) ?? checkBlanks(body);
}

/** Numbers without gaps from 1, or names; nothing that only looks like a blank. */
function checkBlanks(words: string): Text | undefined {
  const blanks = placeholders(words);
  const isMalformed = /\{\{|\}\}/.test(words.replace(/\{\{\w+\}\}/g, ''));
  const numbers = blanks.filter((blank) => NUMBERED.test(blank));
  if (isMalformed || blanks.some((blank) => !NUMBERED.test(blank) && !VARIABLE_NAME.test(blank))) {
    return text('draft.blanks', BRACES);
  }
  if (isMixed(blanks)) {
    return text('draft.mixed');
  }
  const hasGap = numbers.some((_, index) => !numbers.includes(String(index + 1)));
  return hasGap ? text('draft.gap') : undefined;
}

function isMixed(blanks: string[]): boolean {
  const numbers = blanks.filter((blank) => NUMBERED.test(blank));
  return numbers.length > 0 && numbers.length < blanks.length;
}

function checkSamples(count: number, samples: string[]): Text | undefined {
  return samples.length === count ? undefined : text('draft.samples', { count, given: samples.length });
}

function checkFooter(footer: string): Text | undefined {
  return /\{\{|\n/.test(footer) ? text('draft.footer') : undefined;
}

function checkButtons(buttons: DraftButton[]): Text | undefined {
  const { total, url, phone, copyCode } = LIMITS.template.buttons;
  const count = (kind: DraftButton['kind']): number =>
    buttons.filter((button) => button.kind === kind).length;
  if (
    buttons.length > total ||
    count('url') > url ||
    count('phone') > phone ||
    count('copyCode') > copyCode
  ) {
    return text('draft.buttonsMany', { total, url, phone, copyCode });
  }
  if (isScattered(buttons)) {
    return text('draft.buttonsOrder');
  }
  const labels = buttons.flatMap((button) => (button.kind === 'copyCode' ? [] : [button.text]));
  if (new Set(labels).size < labels.length) {
    return text('draft.buttonsAlike');
  }
  return buttons.map(checkButton).find((error) => error !== undefined);
}

/** Meta: quick replies stand together, before or behind all others. */
function isScattered(buttons: DraftButton[]): boolean {
  const changes = buttons.filter(
    ({ kind }, index) => index > 0 && (kind === 'quickReply') !== (buttons[index - 1]?.kind === 'quickReply'),
  );
  return changes.length > 1;
}

function checkButton(button: DraftButton): Text | undefined {
  const { textLength, phoneLength } = LIMITS.template.buttons;
  if (button.kind === 'copyCode') {
    return tooLong(button.sample, LIMITS.template.couponLength);
  }
  if (button.text === '' || button.text.length > textLength || button.text.includes('{{')) {
    return text('draft.buttonText', { limit: textLength });
  }
  if (button.kind === 'phone') {
    const isPhone = /^\+[\d\s()-]+$/.test(button.phone) && button.phone.length <= phoneLength;
    return isPhone ? undefined : text('draft.buttonPhone', { phone: button.phone });
  }
  return button.kind === 'url' ? checkAddress(button) : undefined;
}

function checkAddress({ url, sample }: Extract<DraftButton, { kind: 'url' }>): Text | undefined {
  const [start = '', ...blanks] = url.split(/\{\{1\}\}/);
  const endsWithBlank = blanks.length === 0 || (blanks.length === 1 && blanks[0] === '');
  if (
    !/^https?:\/\/[^\s/{}]+\.[^\s{}]+$/i.test(start) ||
    !endsWithBlank ||
    url.length > LIMITS.template.urlLength
  ) {
    return text('draft.buttonUrl', { url });
  }
  return blanks.length > 0 && !sample ? text('draft.buttonSample', BRACES) : undefined;
}

function tooLong({ length }: string, limit: number): Text | undefined {
  return length > limit ? text('template.wrong.long', { length, limit }) : undefined;
}
