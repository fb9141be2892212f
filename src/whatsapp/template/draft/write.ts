import { LIMITS } from '../../../domain/limits';
import type {
  DraftFlow,
  DraftKind,
  DraftLink,
  DraftOffer,
  TemplateDraft,
} from '../../../domain/templateDraft';
import { isNamed } from '../placeholders';
import { writeButtons, writeLink } from './writeButtons';
import { writeCode } from './writeCode';
import {
  writeBody,
  writeCards,
  writeFooter,
  writeHeader,
  type Naming,
  type WireDraftComponent,
} from './writeParts';

/** What `POST /message_templates` takes. Meta: templates/components. */
export interface WireDraft {
  name: string;
  language: string;
  category: TemplateDraft['category'];
  parameter_format?: 'NAMED' | 'POSITIONAL';
  components: WireDraftComponent[];
}

type Writer = (draft: TemplateDraft, naming: Naming) => WireDraftComponent[];

/** The words of these buttons are WhatsApp's, which shows them in the customer's language. Meta: a page each. */
const CATALOG_BUTTON = { type: 'CATALOG', text: 'View catalog' };
const PRODUCTS_BUTTON = { type: 'MPM', text: 'View items' };
const PRODUCT_BUTTON = { type: 'SPM', text: 'View' };

/** The special part of each kind. */
const WRITERS: Record<DraftKind, Writer> = {
  content: ({ buttons }) => writeButtons(buttons),
  flow: ({ flow }) => (flow ? [buttonsOf(writeFlow(flow))] : []),
  call: ({ call = '' }) => [buttonsOf({ type: 'VOICE_CALL', text: call })],
  carousel: ({ cards = [] }, naming) => [{ type: 'CAROUSEL', cards: writeCards(cards, naming) }],
  offer: ({ offer }) => (offer ? [offerButtons(offer)] : []),
  catalog: () => [buttonsOf(CATALOG_BUTTON)],
  products: () => [buttonsOf(PRODUCTS_BUTTON)],
  product: () => [buttonsOf(PRODUCT_BUTTON)],
  productCards: ({ productLink }) => [writeProductCards(productLink)],
  code: ({ code }) => writeCode(code),
};

/** @param draft as `checkDraft` has accepted it */
export function writeDraft(draft: TemplateDraft): WireDraft {
  const { kind, name, language, category, header, body, samples, footer, offer, cards = [] } = draft;
  if (kind === 'code') {
    return { name, language, category, components: WRITERS.code(draft, 'POSITIONAL') };
  }
  const texts = [body, ...(header?.kind === 'text' ? [header.text] : []), ...cards.map((card) => card.body)];
  const naming = texts.some(isNamed) ? 'NAMED' : 'POSITIONAL';
  return {
    name,
    language,
    category,
    parameter_format: naming,
    components: [
      ...(header ? [writeHeader(header, naming)] : []),
      ...(offer ? [writeOffer(offer)] : []),
      writeBody(body, samples, naming),
      ...(footer ? [writeFooter(footer)] : []),
      ...WRITERS[kind](draft, naming),
    ],
  };
}

function buttonsOf(...buttons: object[]): WireDraftComponent {
  return { type: 'BUTTONS', buttons };
}

function writeOffer({ text, expires }: DraftOffer): WireDraftComponent {
  return { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text, has_expiration: expires } };
}

/** As few as there may be: it can be sent with more. Meta: catalogs/product-card-carousel-template-messages. */
function writeProductCards(link: DraftLink | undefined): WireDraftComponent {
  const components = [
    { type: 'HEADER', format: 'PRODUCT' },
    buttonsOf(link ? writeLink(link) : PRODUCT_BUTTON),
  ];
  const cards = Array.from({ length: LIMITS.template.cards.least }, () => ({ components }));
  return { type: 'CAROUSEL', cards };
}

/** The one that copies the code stands first. Meta: templates/limited-time-offer-templates. */
function offerButtons({ code, link }: DraftOffer): WireDraftComponent {
  const copy = code ? [{ type: 'COPY_CODE', example: code }] : [];
  return buttonsOf(...copy, writeLink(link));
}

/** Ids of forms are numbers. Meta: Flows, sending a Flow by a template. */
function writeFlow({ text, flow, asksServer, screen }: DraftFlow): object {
  return {
    type: 'FLOW',
    text,
    ...(/^\d+$/.test(flow) ? { flow_id: flow } : { flow_name: flow }),
    flow_action: asksServer ? 'data_exchange' : 'navigate',
    ...(screen && !asksServer && { navigate_screen: screen }),
  };
}
