import type { CodeDelivery } from './template';

export type DraftCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';

/** What templates can be written for, and the categories that WhatsApp takes it in. Meta: templates, a page each. */
export const DRAFT_KINDS = {
  /** A text, with a headline, a file or a place above it and buttons below it. */
  content: ['UTILITY', 'MARKETING'],
  /** Opens a form of WhatsApp Flows. */
  flow: ['UTILITY', 'MARKETING'],
  /** Lets the customer call the business in WhatsApp. */
  call: ['UTILITY', 'MARKETING'],
  /** Cards with a picture or video each, to be leafed through. */
  carousel: ['MARKETING'],
  /** A coupon code that is good for a while. */
  offer: ['MARKETING'],
  /** Opens the business's catalog. */
  catalog: ['MARKETING'],
  /** Shows a choice of products of the catalog, made when it is sent (multi-product message). */
  products: ['MARKETING'],
  /** Shows one product of the catalog, chosen when it is sent (single-product message). */
  product: ['MARKETING'],
  /** Cards with a product of the catalog each, to be leafed through; chosen when it is sent. */
  productCards: ['MARKETING'],
  /** Hands over a verification code; WhatsApp writes the words. */
  code: ['AUTHENTICATION'],
} as const satisfies Record<string, readonly DraftCategory[]>;

export type DraftKind = keyof typeof DRAFT_KINDS;

/** A dynamic address ends with `{{1}}`; `sample` is an example of what stands there. */
export interface DraftLink {
  text: string;
  url: string;
  sample?: string;
}

export type DraftButton =
  | { kind: 'quickReply'; text: string }
  | ({ kind: 'url' } & DraftLink)
  | { kind: 'phone'; text: string; phone: string }
  /** WhatsApp chooses the words on it. */
  | { kind: 'copyCode'; sample: string };

/** A file in a room, as an example of what will stand above the message. */
export interface SampleFile {
  id: string;
  name: string;
  mimeType: string;
}

/** `handle` is what WhatsApp calls the file after it was uploaded. */
export interface DraftSample {
  file?: SampleFile;
  handle?: string;
}

export type DraftHeader =
  | { kind: 'text'; text: string; sample?: string }
  | { kind: 'location' }
  | { kind: 'product' }
  | ({ kind: 'image' | 'video' | 'document' } & DraftSample);

/** One card of a carousel. All of them have the same parts. */
export interface DraftCard extends DraftSample {
  /** Empty: the cards have no text. */
  body: string;
  samples: string[];
  buttons: DraftButton[];
}

export interface DraftOffer {
  /** Says in a few words what there is. */
  text: string;
  /** Whether the message shows how long it is good for. */
  expires: boolean;
  /** An example of the coupon code; absent: there is none to copy. */
  code?: string;
  link: DraftLink;
}

export interface DraftFlow {
  /** On the button. */
  text: string;
  /** The form's id, or its name. */
  flow: string;
  /** Whether the form asks the business's own server what to show first, instead of beginning with a screen. */
  asksServer: boolean;
  /** The id of the screen that it begins with; absent: its first one. */
  screen?: string;
}

/** A template that is to be submitted for approval. */
export interface TemplateDraft {
  kind: DraftKind;
  name: string;
  language: string;
  category: DraftCategory;
  header?: DraftHeader;
  /** Empty in authentication templates, whose text WhatsApp writes. */
  body: string;
  /** Of the blanks of the body, in the order in which WhatsApp wants them. */
  samples: string[];
  footer?: string;
  buttons: DraftButton[];
  /** Of kind `flow`. */
  flow?: DraftFlow;
  /** The words on the button, of kind `call`. */
  call?: string;
  /** Of kind `carousel`. */
  cards?: DraftCard[];
  /** Of kind `offer`. */
  offer?: DraftOffer;
  /** Behind the button of each card, of kind `productCards`; absent: the button shows the product in WhatsApp. */
  productLink?: DraftLink;
  /** Of kind `code`. */
  code?: CodeDelivery;
}

/** Where in a draft something is wrong. Cards count from 1. */
export type DraftField =
  | 'name'
  | 'language'
  | 'headline'
  | 'headlineSample'
  | 'headerFile'
  | 'body'
  | 'samples'
  | 'footer'
  | 'buttons'
  | 'flowText'
  | 'flowId'
  | 'flowScreen'
  | 'callText'
  | 'offerText'
  | 'offerCode'
  | 'offerLabel'
  | 'offerUrl'
  | 'productLabel'
  | 'productUrl'
  | 'codeMethod'
  | 'codeMinutes'
  | 'codeApps'
  | `card${number}${'File' | 'Body' | 'Samples' | 'Buttons'}`;
