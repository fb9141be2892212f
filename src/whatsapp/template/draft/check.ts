import { LIMITS } from '../../../domain/limits';
import type { DraftKind, TemplateDraft } from '../../../domain/templateDraft';
import { text, type Text } from '../../../domain/text';
import { compact } from '../../compact';
import { checkButtons } from './checkButtons';
import { checkCards } from './checkCards';
import { checkCode } from './checkCode';
import { checkCall, checkFlow, checkOffer, checkProductLink } from './checkSpecial';
import { checkBody, checkFooter, checkHeader } from './checkTexts';
import type { DraftCheck, DraftErrors } from './errors';
import { TEMPLATE_LANGUAGES } from './languages';

const NAME = /^[a-z0-9_]+$/;

/** Of the parts that a template of a kind has. */
const CHECKS: Record<DraftKind, readonly DraftCheck[]> = {
  content: [checkHeader, checkBody, checkFooter, buttonsOf],
  flow: [checkHeader, checkBody, checkFooter, checkFlow],
  call: [checkHeader, checkBody, checkFooter, checkCall],
  carousel: [checkBody, checkCards],
  offer: [checkHeader, checkBody, checkOffer],
  catalog: [checkBody, checkFooter],
  products: [checkHeader, headlineOf, checkBody, checkFooter],
  product: [checkBody, checkFooter],
  productCards: [checkBody, checkProductLink],
  code: [checkCode],
};

/** What WhatsApp would refuse in a draft, as far as it can be told before; nothing when it may be submitted. */
export function checkDraft(draft: TemplateDraft): DraftErrors {
  return Object.assign(
    {},
    checkName(draft),
    ...CHECKS[draft.kind].map((check) => check(draft)),
  ) as DraftErrors;
}

function checkName({ name, language }: TemplateDraft): DraftErrors {
  const limit = LIMITS.template.nameLength;
  const isName = NAME.test(name) && name.length <= limit;
  return compact<DraftErrors>({
    name: isName ? undefined : text('draft.name', { limit }),
    language: TEMPLATE_LANGUAGES.includes(language) ? undefined : text('draft.language'),
  });
}

function buttonsOf({ buttons }: TemplateDraft): DraftErrors {
  return compact<DraftErrors>({ buttons: checkButtons(buttons) });
}

/** Meta: templates/mpm-templates, which must have one. */
function headlineOf({ header }: TemplateDraft): DraftErrors {
  const missing: Text | undefined = header ? undefined : text('draft.headlineNeeded');
  return compact<DraftErrors>({ headline: missing });
}
