import { LIMITS } from '../../../domain/limits';
import type { DraftCard, TemplateDraft } from '../../../domain/templateDraft';
import { text, type Text } from '../../../domain/text';
import { compact } from '../../compact';
import { placeholders } from '../placeholders';
import { isMixed } from './checkBlanks';
import { checkEach } from './checkButtons';
import { checkSample } from './checkSample';
import { checkSamples, checkText } from './checkTexts';
import { tooLong, type DraftErrors } from './errors';

/** The cards of a carousel, each by itself and against the first one. */
export function checkCards({ body, cards = [] }: TemplateDraft): DraftErrors {
  const { least, most } = LIMITS.template.cards;
  const count =
    cards.length < least || cards.length > most ? text('draft.cards', { least, most }) : undefined;
  const texts = [body, ...cards.map((card) => card.body)];
  const mixed = isMixed(texts.flatMap(placeholders)) ? text('draft.mixed') : undefined;
  const [first] = cards;
  const ofCards = cards.map((card, index) => (first ? checkCard(card, first, index + 1) : {}));
  return Object.assign(compact<DraftErrors>({ body: count ?? mixed }), ...ofCards) as DraftErrors;
}

function checkCard(card: DraftCard, first: DraftCard, number: number): DraftErrors {
  const alike = isVideo(card) === isVideo(first) ? undefined : text('draft.cardsFiles');
  return compact<DraftErrors>({
    [`card${number}File`]: checkSample(card, ['image', 'video']) ?? alike,
    [`card${number}Body`]: checkCardBody(card, first),
    [`card${number}Samples`]: checkSamples(card.body, card.samples),
    [`card${number}Buttons`]: checkCardButtons(card, first),
  });
}

function checkCardBody({ body }: DraftCard, first: DraftCard): Text | undefined {
  if ((body === '') !== (first.body === '')) {
    return text('draft.cardsText');
  }
  const limit = LIMITS.template.cardBodyLength;
  return body === '' ? undefined : (tooLong(body, limit) ?? checkText(body, limit));
}

function checkCardButtons({ buttons }: DraftCard, first: DraftCard): Text | undefined {
  const limit = LIMITS.template.cards.buttons;
  const hasForeign = buttons.some(({ kind }) => kind === 'copyCode');
  if (buttons.length > limit || hasForeign) {
    return text('draft.cardButtons', { limit });
  }
  const kinds = ({ buttons: all }: DraftCard): string => all.map(({ kind }) => kind).join();
  return kinds({ ...first, buttons }) === kinds(first) ? checkEach(buttons) : text('draft.cardsButtons');
}

function isVideo({ file }: DraftCard): boolean {
  return file?.mimeType.startsWith('video/') ?? false;
}
