import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { LIMITS } from '../../../domain/limits';
import type { Template } from '../../../domain/template';
import type { DraftCard } from '../../../domain/templateDraft';
import type { Say } from '../../../domain/text';
import { parseButtons, writeButtonLines } from '../../../whatsapp/template/draft/buttonLines';
import { BRACES } from '../../../whatsapp/template/draft/errors';
import { divider, section, textField } from '../../blocks';
import { fieldId, fileField, type Entered, type FormContext, type FormPart } from './part';

/** Of all cards together: with more, a form with long links in it would be too big to be sent back. */
const FILE_CHOICES = 100;

/** The cards of a carousel, one below the other. */
export const cardsPart: FormPart = {
  fields(say, { files, ...context }) {
    const { cards } = context;
    const offered = files.slice(0, Math.max(LIMITS.template.cards.most, Math.floor(FILE_CHOICES / cards)));
    const fields = Array.from({ length: cards }, (_, index) =>
      cardFields(say, { ...context, files: offered }, index + 1),
    );
    return fields.flat();
  },

  read(entered) {
    const all = Array.from({ length: entered.cards }, (_, index) => readCard(entered, index + 1));
    const filled = all.map(isFilled).lastIndexOf(true) + 1;
    const cards = all.slice(0, Math.max(filled, LIMITS.template.cards.least));
    const [first] = cards;
    return { cards: cards.map((card) => (card.buttons.length > 0 ? card : alike(card, first))) };
  },
};

/** How many cards the form of a new carousel begins with, or of one that is there. */
export function cardsOf(from: Template | undefined): number {
  return Math.max(from?.cards.length ?? 0, LIMITS.template.cards.least);
}

/** @param number from 1 */
function cardFields(say: Say, context: FormContext, number: number): LayoutBlock[] {
  const card = context.from?.cards[number - 1];
  const hint = number === 1 ? say('draftForm.fileHint') : undefined;
  return [
    divider(),
    section(say('draftForm.card', { number })),
    fileField(say, `card${number}File`, { label: say('draftForm.cardFile'), hint }, context),
    textField({
      id: fieldId(`card${number}Body`),
      label: say('draftForm.cardBody'),
      optional: true,
      multiline: true,
      initialValue: card?.body?.text,
    }),
    textField({
      id: fieldId(`card${number}Samples`),
      label: say('draftForm.cardSamples'),
      optional: true,
      multiline: true,
      initialValue: card?.body?.variables.map(({ sample = '' }) => sample).join('\n'),
    }),
    textField({
      id: fieldId(`card${number}Buttons`),
      label: say('draftForm.cardButtons'),
      hint: buttonsHint(say, number),
      optional: true,
      multiline: true,
      initialValue: card && writeButtonLines(card.buttons),
    }),
  ];
}

/** Hints that are the same for all cards stand at the first one that they are about. */
function buttonsHint(say: Say, number: number): string | undefined {
  const hints = [say('draftForm.cardButtonsHint', BRACES), say('draftForm.cardButtonsSame')];
  return hints[number - 1];
}

function readCard(entered: Entered, number: number): DraftCard {
  const file = entered.file(`card${number}File`);
  return {
    ...(file && { file }),
    body: entered.value(`card${number}Body`),
    samples: entered.lines(`card${number}Samples`),
    buttons: parseButtons(entered.value(`card${number}Buttons`)),
  };
}

/** Cards at the end that nobody has filled in are not meant: of some the client may not even have been told in time. */
function isFilled({ file, body, samples, buttons }: DraftCard): boolean {
  return file !== undefined || body !== '' || samples.length > 0 || buttons.length > 0;
}

/** All cards have the same buttons: where none are entered, those of the first are meant. */
function alike(card: DraftCard, first: DraftCard | undefined): DraftCard {
  return { ...card, buttons: first?.buttons ?? [] };
}
