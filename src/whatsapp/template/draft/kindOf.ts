import type { Template, TemplateButton, TemplateHeader, TemplateParts } from '../../../domain/template';
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
  product: 'product',
};

/** As what a template can be written anew; undefined when it has parts that would be lost. */
export function draftKindOf(template: Template): DraftKind | undefined {
  const { category, cards, offer, unknown, asksToCall = false, header, buttons } = template;
  if (unknown.length > 0 || asksToCall) {
    return undefined;
  }
  if (category === 'AUTHENTICATION') {
    return 'code';
  }
  if (cards.length > 0) {
    return kindOfCards(template);
  }
  if (offer) {
    return isOffer(template) ? 'offer' : undefined;
  }
  const isPlain = header?.kind !== 'product' && hasOnly(buttons, LINE_BUTTONS);
  return isPlain ? 'content' : kindByButton(template);
}

function kindOfCards({ header, footer, buttons, cards }: Template): DraftKind | undefined {
  if (header !== undefined || footer !== undefined || buttons.length > 0) {
    return undefined;
  }
  if (cards.every(isMediaCard)) {
    return 'carousel';
  }
  const [first] = cards.map(shownBehind);
  const areAlike = cards.every((card) => isProductCard(card) && shownBehind(card) === first);
  return areAlike ? 'productCards' : undefined;
}

function isMediaCard({ header, buttons }: TemplateParts): boolean {
  return CARD_HEADERS.includes(header?.kind) && hasOnly(buttons, CARD_BUTTONS);
}

function isProductCard({ header, body, buttons }: TemplateParts): boolean {
  const isBare = body === undefined && buttons.length === 1;
  return isBare && header?.kind === 'product' && hasOnly(buttons, ['product', 'url']);
}

/** The words on the first button of a card and what it opens; the form has one button for all cards. */
function shownBehind({ buttons: [button] }: TemplateParts): string {
  return [button?.kind, button?.text, button?.kind === 'url' ? button.url : ''].join();
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
    (kind === 'catalog' && header !== undefined) ||
    (kind === 'products' && header?.kind !== 'text') ||
    (kind === 'product') !== (header?.kind === 'product');
  return isStrange ? undefined : kind;
}

function hasOnly(buttons: readonly TemplateButton[], kinds: readonly Kind[]): boolean {
  return buttons.every(({ kind }) => kinds.includes(kind));
}
