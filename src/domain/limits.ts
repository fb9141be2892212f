import type { OutboundMediaKind } from './outbound';

const KB = 1024;
const MB = 1024 * KB;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What WhatsApp takes as media of a kind. */
export interface MediaLimit {
  /** Bytes. */
  maxBytes: number;
  /** Without parameters. Empty: any type. */
  mimeTypes: readonly string[];
}

/**
 * What WhatsApp and 360dialog allow, in characters, bytes and milliseconds. Read by checks, modals and docs alike.
 * Meta's pages stand under https://developers.facebook.com/documentation/business-messaging/whatsapp/.
 */
export const LIMITS = {
  /** Characters of a text message. Meta: messages/text-messages. */
  textLength: 4096,
  /** Characters of the caption of an image, video or document; audio has none. Meta: messages/image-messages. */
  captionLength: 1024,
  /** Characters of the text above buttons and links. Meta: messages/interactive-reply-buttons-messages. */
  interactiveBodyLength: 1024,
  /** Meta: messages/interactive-reply-buttons-messages. */
  buttons: { count: 3, titleLength: 20, idLength: 256 },
  /** Rows are counted over all sections. Meta: messages/interactive-list-messages. */
  list: {
    rows: 10,
    titleLength: 24,
    descriptionLength: 72,
    idLength: 200,
    labelLength: 20,
    bodyLength: 4096,
  },
  /** Characters on the button of a link. Meta: messages/interactive-cta-url-messages. */
  linkLabelLength: 20,
  /** Characters, where nothing else is said. Meta: templates/components, templates/overview. */
  template: {
    nameLength: 512,
    headerLength: 60,
    bodyLength: 1024,
    footerLength: 60,
    /** Of a card of a carousel. Meta: templates/media-card-carousel-templates. */
    cardBodyLength: 160,
    /** Of the verification code. Meta: templates/authentication-templates. */
    codeLength: 15,
    /** Meta: templates/coupon-code-templates. */
    couponLength: 15,
    /** Of what comes back with a quick reply, as of any button. */
    payloadLength: 256,
    urlLength: 2000,
    /** MIME types of the examples that WhatsApp reviews a header by. Meta: Graph API, resumable upload. */
    sampleTypes: {
      image: ['image/jpeg', 'image/png'],
      video: ['video/mp4'],
      document: ['application/pdf'],
    },
    /** How many cards, and buttons of each. Meta: templates/media-card-carousel-templates. */
    cards: { least: 2, most: 10, buttons: 2 },
    /** Meta: templates/limited-time-offer-templates. */
    offer: { textLength: 16, bodyLength: 600 },
    /** Meta: catalogs/spm-template-messages. */
    product: { bodyLength: 160 },
    /** Minutes and how many apps. Meta: templates/authentication-templates, autofill buttons. */
    code: { leastMinutes: 1, mostMinutes: 90, apps: 5, packageLength: 224 },
    /** Of one template, in all and by kind. Meta: templates/components, buttons. */
    buttons: { total: 10, url: 2, phone: 1, copyCode: 1, textLength: 25, phoneLength: 20 },
    /** Meta: templates/mpm-templates. */
    productList: { sections: 10, products: 30, titleLength: 24 },
  },
  /** Characters of what comes back with every status. Meta: `biz_opaque_callback_data`, webhooks/reference. */
  callbackDataLength: 512,
  /** Meta: messages/image-messages, video-messages, audio-messages, document-messages. */
  media: {
    image: { maxBytes: 5 * MB, mimeTypes: ['image/jpeg', 'image/png'] },
    video: { maxBytes: 16 * MB, mimeTypes: ['video/mp4', 'video/3gpp'] },
    audio: {
      maxBytes: 16 * MB,
      mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    },
    document: { maxBytes: 100 * MB, mimeTypes: [] },
  } satisfies Record<OutboundMediaKind, MediaLimit>,
  /** Characters, bytes and how many. Meta: business profiles; the picture is square and a JPEG. */
  profile: {
    about: 139,
    address: 256,
    description: 512,
    email: 128,
    website: 256,
    websites: 2,
    picture: { maxBytes: 5 * MB, mimeType: 'image/jpeg' },
  },
  /** Bytes of a file that a customer can send. Meta: business-phone-numbers/media. */
  inboundMediaBytes: 100 * MB,
  /** How long a file that we uploaded can be sent. Meta: business-phone-numbers/media. */
  uploadLife: 30 * DAY,
  /** How long a customer's file can be fetched. Meta: business-phone-numbers/media. */
  inboundMediaLife: 7 * DAY,
  /** The customer service window, from the customer's last message or call. Meta: messages/send-messages. */
  serviceWindow: 24 * HOUR,
  /** Who comes from an advertisement must be answered within so long for a free entry point. Meta: pricing. */
  freeEntryAnswer: 24 * HOUR,
  /** The free entry point window, from the answer that opens it. Meta: pricing. */
  freeEntryPoint: 72 * HOUR,
  /** Redeliveries come for up to 7 days (360dialog: receiving messages via webhook); one day on top. */
  deduplication: 8 * DAY,
  /** After that a webhook counts as failed and is delivered again. 360dialog: stable webhook receiving endpoint. */
  webhookAnswer: 5 * SECOND,
  /**
   * Beyond these, Rocket.Chat's parser (measured with version 0.31) needs quadratic time: a line of 4000 dashes or a
   * word of 4000 letters takes it seconds, one within the limits some hundredths. See Rocket.Chat#28202.
   */
  parsing: {
    /** Characters of the markup and emoji, in a text and in a line of it. */
    marks: 1000,
    marksPerLine: 200,
    /** The end of a link is looked for at every bracket, over the whole text. */
    brackets: 25,
    /** Sum of the squares of the lengths of all words: one word of 630 letters. */
    squaredWords: 400_000,
  },
  /** Characters of a customer's message in the room. Rocket.Chat: Message_MaxAllowedSize default. */
  shownLength: 5000,
  /** Characters that the room shows of a message which goes beyond the limits; the whole of it is a file then. */
  excerptLength: 1000,
  /** Contact cards that the room shows; the file beside them has all. */
  shownCards: 10,
  /** Messages a second of one number. Meta: throughput; 20 for a number that the Business app uses as well. */
  throughput: 80,
  /** One message to the same person in so long, and so many borrowed from the future. Meta: about-the-platform. */
  pair: { interval: 6 * SECOND, burst: 45 },
} as const;
