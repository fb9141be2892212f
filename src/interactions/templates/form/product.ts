import { LIMITS } from '../../../domain/limits';
import type { TemplateButton } from '../../../domain/template';
import { BRACES } from '../../../whatsapp/template/draft/errors';
import { selectField, textField } from '../../blocks';
import { fieldId, type FormPart } from './part';

const BUTTONS = { view: 'view', link: 'link' } as const;

type Link = Extract<TemplateButton, { kind: 'url' }>;

/** The product above the message, which is chosen when it is sent: nothing to ask for. */
export const productPart: FormPart = {
  fields: () => [],
  read: () => ({ header: { kind: 'product' } }),
};

/** The button of the cards with products, the same on each. */
export const productCardsPart: FormPart = {
  fields(say, { from }) {
    const { least, most } = LIMITS.template.cards;
    const link = from?.cards[0]?.buttons.find((button): button is Link => button.kind === 'url');
    return [
      selectField({
        id: fieldId('productButton'),
        label: say('draftForm.productButton'),
        hint: say('draftForm.productButtonHint', { least, most }),
        initialValue: link ? BUTTONS.link : BUTTONS.view,
        choices: Object.values(BUTTONS).map((value) => ({
          value,
          label: say(`draftForm.productButton-${value}`),
        })),
      }),
      textField({
        id: fieldId('productLabel'),
        label: say('draftForm.label'),
        optional: true,
        initialValue: link?.text,
      }),
      textField({
        id: fieldId('productUrl'),
        label: say('draftForm.offerUrl'),
        hint: say('draftForm.offerUrlHint', BRACES),
        optional: true,
        initialValue: link?.url,
      }),
      textField({
        id: fieldId('productSample'),
        label: say('draftForm.offerSample'),
        optional: true,
        initialValue: link?.sample,
      }),
    ];
  },

  read(entered) {
    if (entered.value('productButton') !== BUTTONS.link) {
      return {};
    }
    const sample = entered.value('productSample');
    return {
      productLink: {
        text: entered.value('productLabel'),
        url: entered.value('productUrl'),
        ...(sample && { sample }),
      },
    };
  },
};
