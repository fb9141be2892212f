import { LIMITS } from '../../../domain/limits';
import type { TemplateButton } from '../../../domain/template';
import { BRACES } from '../../../whatsapp/template/draft/errors';
import { selectField, textField } from '../../blocks';
import { fieldId, type FormPart } from './part';

const YES = 'yes';
const NO = 'no';

type Of<Kind> = Extract<TemplateButton, { kind: Kind }>;

/** What is offered, the code to copy, and where it can be used. */
export const offerPart: FormPart = {
  fields(say, { from }) {
    const copy = from?.buttons.find((button): button is Of<'copyCode'> => button.kind === 'copyCode');
    const link = from?.buttons.find((button): button is Of<'url'> => button.kind === 'url');
    return [
      textField({
        id: fieldId('offerText'),
        label: say('draftForm.offer'),
        hint: say('draftForm.offerHint', { limit: LIMITS.template.offer.textLength }),
        initialValue: from?.offer?.text,
      }),
      selectField({
        id: fieldId('offerExpires'),
        label: say('draftForm.offerExpires'),
        hint: say('draftForm.offerExpiresHint'),
        initialValue: from?.offer?.expires === false ? NO : YES,
        choices: [YES, NO].map((value) => ({ value, label: say(`draftForm.${value}`) })),
      }),
      textField({
        id: fieldId('offerCode'),
        label: say('draftForm.offerCode'),
        hint: say('draftForm.offerCodeHint'),
        optional: true,
        initialValue: copy?.sample,
      }),
      textField({ id: fieldId('offerLabel'), label: say('draftForm.label'), initialValue: link?.text }),
      textField({
        id: fieldId('offerUrl'),
        label: say('draftForm.offerUrl'),
        hint: say('draftForm.offerUrlHint', BRACES),
        initialValue: link?.url,
      }),
      textField({
        id: fieldId('offerSample'),
        label: say('draftForm.offerSample'),
        optional: true,
        initialValue: link?.sample,
      }),
    ];
  },

  read(entered) {
    const code = entered.value('offerCode');
    const sample = entered.value('offerSample');
    return {
      offer: {
        text: entered.value('offerText'),
        expires: entered.value('offerExpires') !== NO,
        ...(code && { code }),
        link: {
          text: entered.value('offerLabel'),
          url: entered.value('offerUrl'),
          ...(sample && { sample }),
        },
      },
    };
  },
};
