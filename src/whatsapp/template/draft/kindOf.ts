import type { Template, TemplateButton, TemplateHeader } from '../../../domain/template';
import type { DraftKind } from '../../../domain/templateDraft';

type Kind = TemplateButton['kind'];

const LINE_BUTTONS: readonly Kind[] = ['quickReply', 'url', 'phone', 'copyCode'];
const CARD_BUTTONS: readonly Kind[] = ['quickReply', 'url', 'phone'];
const CARD_HEADERS: readonly (TemplateHeader['kind'] | undefined)[] = ['image', 'video'];

/** Kinds that have one button, which tells what they are. */
const BY_BUTTON: Partial<Record<Kind, DraftKind>> = {
  flow: 'flow',
  voiceCall: 'call',
  catalog: 'catalog',
  products: 'products',
};

/** As what a template can be written anew; undefined when it has parts that would be lost. */
export function draftKindOf(template: Template): DraftKind | undefined {
  const { category, cards, offer, unknown, asksToCall = false, buttons } = template;
  if (unknown.length > 0 || asksToCall) {
    return undefined;
  }
  if (category === 'AUTHENTICATION') {
    return 'code';
  }
  if (cards.length > 0) {
    return isCarousel(template) ? 'carousel' : undefined;
  }
  if (offer) {
    return isOffer(template) ? 'offer' : undefined;
  }
  return hasOnly(buttons, LINE_BUTTONS) ? 'content' : kindByButton(template);
}

function isCarousel({ header, footer, buttons, cards }: Template): boolean {
  const isBare = header === undefined && footer === undefined && buttons.length === 0;
  return (
    isBare &&
    cards.every((card) => CARD_HEADERS.includes(card.header?.kind) && hasOnly(card.buttons, CARD_BUTTONS))
  );
}

function isOffer({ header, footer, buttons }: Template): boolean {
  const kinds = buttons.map(({ kind }) => kind).join();
  const hasFile = header === undefined || header.kind === 'image' || header.kind === 'video';
  return hasFile && footer === undefined && (kinds === 'url' || kinds === 'copyCode,url');
}

function kindByButton({ header, buttons }: Template): DraftKind | undefined {
  const [button, ...others] = buttons;
  const kind = button && others.length === 0 ? BY_BUTTON[button.kind] : undefined;
  const isStrange =
    (kind === 'catalog' && header !== undefined) || (kind === 'products' && header?.kind !== 'text');
  return isStrange ? undefined : kind;
}

function hasOnly(buttons: readonly TemplateButton[], kinds: readonly Kind[]): boolean {
  return buttons.every(({ kind }) => kinds.includes(kind));
}
