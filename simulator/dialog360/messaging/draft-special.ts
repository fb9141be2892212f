import type { TemplateComponent } from '../state/records';
import { checkButtons } from './draft-buttons';
import { buttonsOf, checkComponent, find, refused, type Draft, type IsHandle } from './draft-parts';
import { checkCardProduct } from './draft-products';

const CARD_LIMITS: Record<string, number> = { BODY: 160 };
const CARD_PARTS = ['HEADER', 'BODY', 'BUTTONS'];
const CARD_FORMATS = ['IMAGE', 'VIDEO', 'PRODUCT'];
const OTP_TYPES = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'];

type Fields = Record<string, unknown>;

interface Offer {
  text?: string;
  has_expiration?: boolean;
}

/** Meta: 2 to 10 cards with the same components, of marketing templates; just 2 where they show products. */
export function checkCarousel({ category, components }: Draft, isHandle: IsHandle): void {
  const cards = find(components, 'CAROUSEL')?.cards;
  if (!cards) {
    return;
  }
  if (category !== 'MARKETING' || cards.length < 2 || cards.length > 10) {
    throw refused('A carousel is for marketing templates and has 2 to 10 cards.', 2388094);
  }
  for (const card of cards) {
    const header = find(card.components, 'HEADER');
    if (!CARD_FORMATS.includes(header?.format ?? '')) {
      throw refused('Every card needs an image or a video.', 2388273);
    }
    if (card.components.some(({ type }) => !CARD_PARTS.includes(type))) {
      throw refused('A card has a header, a body and buttons.', 2388072);
    }
    card.components.forEach((component) => checkComponent(component, isHandle, CARD_LIMITS));
    checkButtons(buttonsOf(card.components), category, 2);
    checkCardProduct(card.components, cards.length);
  }
  if (new Set(cards.map((card) => shapeOf(card.components))).size > 1) {
    throw refused('All cards must have the same components.', 2388098);
  }
}

/** Meta and 360dialog: a link always, a code before it where the offer ends, no footer. */
export function checkOffer({ category, components }: Draft): void {
  const offer = find(components, 'LIMITED_TIME_OFFER')?.limited_time_offer as Offer | undefined;
  if (!offer) {
    return;
  }
  const { text = '' } = offer;
  const body = find(components, 'BODY')?.text ?? '';
  if (category !== 'MARKETING' || text === '' || text.length > 16 || body.length > 600) {
    throw refused(
      'A limited-time offer is for marketing templates: 16 characters, and 600 for the body.',
      2388094,
    );
  }
  const header = find(components, 'HEADER')?.format;
  if (find(components, 'FOOTER') || (header !== undefined && header !== 'IMAGE' && header !== 'VIDEO')) {
    throw refused('A limited-time offer has no footer, and an image or a video above it at most.', 2388072);
  }
  const types = buttonsOf(components)
    .map(({ type }) => type)
    .join();
  if (types !== 'COPY_CODE,URL' && (types !== 'URL' || offer.has_expiration === true)) {
    throw refused('A limited-time offer has a link, and before it a code to copy where it expires.', 2388097);
  }
}

/** Meta: the words are WhatsApp's, the button hands over the code. */
export function checkAuthentication({ components }: Draft): void {
  const [button, ...others] = buttonsOf(components) as Fields[];
  const footer = find(components, 'FOOTER');
  const minutes = footer?.code_expiration_minutes;
  if (
    find(components, 'BODY')?.text !== undefined ||
    footer?.text !== undefined ||
    find(components, 'HEADER')
  ) {
    throw refused('The text of authentication templates cannot be chosen.', 2388094);
  }
  if (footer && !(Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= 90)) {
    throw refused('A code expires after 1 to 90 minutes.', 2388040);
  }
  const method = String(button?.otp_type).toUpperCase();
  if (others.length > 0 || button?.type !== 'OTP' || !OTP_TYPES.includes(method)) {
    throw refused('An authentication template has one button of type OTP.', 2388097);
  }
  if (method !== 'COPY_CODE' && !areApps(button.supported_apps)) {
    throw refused('Autofill needs 1 to 5 apps with package name and signature hash.', 2388043);
  }
  if (method === 'ZERO_TAP' && button.zero_tap_terms_accepted !== true) {
    throw refused('The terms for zero-tap have to be accepted.', 2388043);
  }
}

function areApps(apps: unknown): boolean {
  const list = Array.isArray(apps) ? (apps as Fields[]) : [];
  const fits = list.every(
    ({ package_name: name, signature_hash: hash }) =>
      /^[a-z]\w*(\.[a-z]\w*)+$/i.test(String(name)) && /^[a-z0-9+/=]{11}$/i.test(String(hash)),
  );
  return list.length >= 1 && list.length <= 5 && fits;
}

/** Types of components, of the header and of the buttons, in their order. */
function shapeOf(components: TemplateComponent[]): string {
  return components
    .map(({ type, format = '', buttons = [] }) =>
      [type, format, ...buttons.map((button) => button.type)].join('/'),
    )
    .join();
}
