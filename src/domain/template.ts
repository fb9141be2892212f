/** A blank in a template's text, which every message fills in. */
export interface TemplateVariable {
  /** `1`, `2`, … in positional templates, else a word in lower case. */
  name: string;
  /** What the template was submitted with as an example. */
  sample?: string;
}

/** A text with blanks, in the order in which WhatsApp wants their values. */
export interface TemplateText {
  /** With the blanks as `{{name}}`. */
  text: string;
  variables: TemplateVariable[];
}

export type TemplateMediaKind = 'image' | 'video' | 'document';

export type TemplateHeader =
  | ({ kind: 'text' } & TemplateText)
  | { kind: TemplateMediaKind }
  | { kind: 'location' }
  /** Picture, title and price of a product of the catalog. */
  | { kind: 'product' };

/** What stands below the text. Their place in the list is their index for WhatsApp. */
export type TemplateButton =
  | { kind: 'quickReply'; text: string }
  /** A dynamic address ends with a blank; `sample` is what filled it as an example. */
  | { kind: 'url'; text: string; url: string; dynamic: boolean; sample?: string }
  | { kind: 'phone'; text: string; phone: string }
  /** Copies a coupon code. */
  | { kind: 'copyCode'; text: string; sample?: string }
  /** Copies or fills in the verification code of an authentication template. */
  | { kind: 'otp'; text: string }
  /** Opens a form of WhatsApp Flows, by its id, at a screen or at what the business's server answers. */
  | { kind: 'flow'; text: string; flow?: string; asksServer?: boolean; screen?: string }
  /** Opens the business's catalog. */
  | { kind: 'catalog'; text: string }
  /** Opens a choice of products (multi-product message). */
  | { kind: 'products'; text: string }
  /** Shows the product of the header (single-product message). */
  | { kind: 'product'; text: string }
  | { kind: 'voiceCall'; text: string }
  /** Asks customers for their phone number. */
  | { kind: 'contactRequest'; text: string }
  /** @see Template.unknown */
  | { kind: 'unknown'; text: string };

/** An Android app that may take a code by itself. */
export interface AndroidApp {
  /** E.g. `com.example.shop`. */
  packageName: string;
  /** Of the key that it is signed with: 11 characters. */
  signatureHash: string;
}

/** How an authentication template hands over its code, in words that WhatsApp writes. */
export interface CodeDelivery {
  /** By a button that copies it, a button that fills it in, or without a button. The last two need Android apps. */
  method: 'COPY_CODE' | 'ONE_TAP' | 'ZERO_TAP';
  /** Whether the message says that the code is not to be passed on. */
  warns: boolean;
  /** Minutes that the code is good for; absent: the message does not say. */
  expiresAfter?: number;
  apps: AndroidApp[];
}

/** What a whole template and each card of a carousel can have. */
export interface TemplateParts {
  header?: TemplateHeader;
  body?: TemplateText;
  buttons: TemplateButton[];
}

/** A message that WhatsApp has approved, or is to approve, for sending outside the customer service window. */
export interface Template extends TemplateParts {
  /** Meta's id of this language of the template. */
  id: string;
  name: string;
  /** E.g. `de` or `pt_BR`. The same name in another language is another template. */
  language: string;
  /** Meta's word in capitals, e.g. APPROVED, PENDING, REJECTED, PAUSED, DISABLED. */
  status: string;
  /** Meta's word in capitals: MARKETING, UTILITY or AUTHENTICATION. */
  category: string;
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  /** Meta's word, e.g. INVALID_FORMAT. */
  rejectedReason?: string;
  parameterFormat: 'positional' | 'named';
  footer?: string;
  /** The line above a coupon code that is good for a while, and whether the message shows until when. */
  offer?: { text: string; expires?: boolean };
  /** Of authentication templates. */
  code?: CodeDelivery;
  /** Whether the message asks the customer for the permission to call. */
  asksToCall?: boolean;
  /** Of a carousel. */
  cards: TemplateParts[];
  /** Kinds of components and buttons that we do not know, by Meta's words: we cannot fill them in. */
  unknown: string[];
}

/** Who a value of a template is for, and how it is entered. */
export type TemplateInputKind =
  | 'text'
  | TemplateMediaKind
  | 'location'
  /** The verification code: stands in the text and behind the button. */
  | 'otpCode'
  /** What completes the address of a button. */
  | 'urlSuffix'
  | 'couponCode'
  /** Comes back with the tap on a quick reply; without one its text does. */
  | 'payload'
  | 'flowToken'
  /** Products by section; see `parseProducts`. */
  | 'products'
  /** The product whose picture stands for the catalog. */
  | 'thumbnail'
  /** The product of a header, by the business's own number of it (`product_retailer_id`). */
  | 'product'
  /** The catalog that all products of the headers are in, by Meta's id. */
  | 'catalog'
  /** When an offer ends: ISO 8601 or Unix milliseconds. */
  | 'expiration';

/** One thing to fill in before a template can be sent. */
export interface TemplateInput {
  /**
   * The same for every template: `header`, `header-<name>`, `body-<name>`, `button-<index>`, `catalog` and
   * `expiration`, with `card-<index>-` before those of a carousel's card. Indexes count from 0.
   */
  id: string;
  component: 'header' | 'body' | 'button' | 'offer';
  kind: TemplateInputKind;
  /** The name of the blank, of texts alone. */
  name?: string;
  /** The words on the button that it belongs to. */
  button?: string;
  /** Index of the card that it belongs to. */
  card?: number;
  sample?: string;
  required: boolean;
  /** Characters. The text around the blank counts as well; see `validateTemplate`. */
  maxLength?: number;
}

/** A file for a header: uploaded to WhatsApp before, or to be fetched by it from a public address. */
export type TemplateFile = ({ mediaId: string } | { link: string }) & {
  type: 'file';
  /** Shown of documents alone. */
  filename?: string;
};

/** WhatsApp wants all four. */
export interface TemplateLocation {
  type: 'location';
  latitude: number;
  longitude: number;
  name: string;
  address: string;
}

/** An amount that WhatsApp writes as the customer's language does; instead of a text. */
export interface TemplateCurrency {
  type: 'currency';
  /** What is shown where WhatsApp cannot write it. */
  fallback: string;
  /** ISO 4217. */
  code: string;
  /** The amount times 1000. */
  amount1000: number;
}

/** Instead of a text. WhatsApp shows the fallback. */
export interface TemplateDateTime {
  type: 'dateTime';
  fallback: string;
}

export type TemplateValue = string | TemplateFile | TemplateLocation | TemplateCurrency | TemplateDateTime;

/** By the ids of the inputs; absent and blank are the same. */
export type TemplateValues = Partial<Record<string, TemplateValue>>;

/** A template filled in and ready to be sent. */
export interface FilledTemplate {
  name: string;
  language: string;
  /** In WhatsApp's own form: nobody but WhatsApp reads them. Static components need none. */
  components: readonly object[];
}
