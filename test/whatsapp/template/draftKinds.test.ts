import type { AndroidApp } from '../../../src/domain/template';
import type {
  DraftCard,
  DraftFlow,
  DraftHeader,
  DraftOffer,
  TemplateDraft,
} from '../../../src/domain/templateDraft';
import { checkDraft } from '../../../src/whatsapp/template/draft/check';

const PICTURE = { id: 'f1', name: 'green.png', mimeType: 'image/png' };
const FILM = { id: 'f2', name: 'tea.mp4', mimeType: 'video/mp4' };
const PAPER = { id: 'f3', name: 'list.pdf', mimeType: 'application/pdf' };

const COMMON: TemplateDraft = {
  kind: 'content',
  name: 'tea',
  language: 'de',
  category: 'MARKETING',
  body: 'Hallo!',
  samples: [],
  buttons: [],
};

const CARD: DraftCard = {
  file: PICTURE,
  body: 'Sencha',
  samples: [],
  buttons: [{ kind: 'quickReply', text: 'Mehr' }],
};
const OFFER: DraftOffer = {
  text: '25 %',
  expires: true,
  code: 'TEE25',
  link: { text: 'Laden', url: 'https://a.example/tee' },
};
const FLOW: DraftFlow = { text: 'Los', flow: '123', asksServer: false };
const APP: AndroidApp = { packageName: 'com.example.shop', signatureHash: 'K8a/AINcGX7' };

const carousel = (cards: DraftCard[], changes: Partial<TemplateDraft> = {}): TemplateDraft => ({
  ...COMMON,
  kind: 'carousel',
  cards,
  ...changes,
});
const card = (changes: Partial<DraftCard>): DraftCard => ({ ...CARD, ...changes });
const offer = (changes: Partial<DraftOffer>, others: Partial<TemplateDraft> = {}): TemplateDraft => ({
  ...COMMON,
  kind: 'offer',
  offer: { ...OFFER, ...changes },
  ...others,
});
const flow = (changes: Partial<DraftFlow>): TemplateDraft => ({
  ...COMMON,
  kind: 'flow',
  flow: { ...FLOW, ...changes },
});
const call = (words: string): TemplateDraft => ({ ...COMMON, kind: 'call', call: words });
const products = (header?: DraftHeader): TemplateDraft => ({
  ...COMMON,
  kind: 'products',
  ...(header && { header }),
});
const product = (body: string): TemplateDraft => ({
  ...COMMON,
  kind: 'product',
  header: { kind: 'product' },
  body,
});
const productCards = (productLink?: TemplateDraft['productLink']): TemplateDraft => ({
  ...COMMON,
  kind: 'productCards',
  ...(productLink && { productLink }),
});
const code = (changes: Partial<NonNullable<TemplateDraft['code']>>): TemplateDraft => ({
  ...COMMON,
  kind: 'code',
  category: 'AUTHENTICATION',
  body: '',
  code: { method: 'COPY_CODE', warns: true, apps: [], ...changes },
});
const filled = (changes: Partial<NonNullable<TemplateDraft['code']>>): TemplateDraft =>
  code({ method: 'ONE_TAP', apps: [APP], ...changes });
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const withoutFile = (): DraftCard => ({ body: CARD.body, samples: [], buttons: CARD.buttons });

describe('checkDraft', () => {
  it.each<[label: string, draft: TemplateDraft]>([
    ['two cards', carousel([CARD, CARD])],
    ['ten cards', carousel(times(10, CARD))],
    ['cards with videos', carousel(times(2, card({ file: FILM })))],
    ['cards without text and buttons', carousel(times(2, card({ body: '', buttons: [] })))],
    ['160 characters on a card', carousel(times(2, card({ body: 'x'.repeat(160) })))],
    ['other words on the buttons', carousel([CARD, card({ buttons: [{ kind: 'quickReply', text: 'So' }] })])],
    ['600 characters of an offer', offer({}, { body: 'x'.repeat(600) })],
    ['16 characters for what is offered', offer({ text: 'x'.repeat(16) })],
    ['15 characters of a coupon code', offer({ code: 'x'.repeat(15) })],
    ['a video above an offer', offer({}, { header: { kind: 'video', file: FILM } })],
    ['25 characters on the button of a form', flow({ text: 'x'.repeat(25) })],
    ['a form by its name', flow({ flow: 'Tea order 2' })],
    ['a screen', flow({ screen: 'QUESTION_ONE' })],
    ['a call', call('x'.repeat(25))],
    ['160 characters below a product', product('x'.repeat(160))],
    ['cards with products to view', productCards()],
    ['cards with products and a link', productCards({ text: 'x'.repeat(25), url: 'https://a.example/tee' })],
    ['one minute', code({ expiresAfter: 1 })],
    ['90 minutes', code({ expiresAfter: 90 })],
    ['five apps', filled({ apps: times(5, APP) })],
    ['an app of 224 characters', filled({ apps: [{ ...APP, packageName: `com.${'x'.repeat(220)}` }] })],
  ])('takes %s', (_, draft) => {
    expect(checkDraft(draft)).toEqual({});
  });

  it.each<[label: string, draft: TemplateDraft, errors: Record<string, string>]>([
    ['no card', carousel([]), { body: 'draft.cards' }],
    ['one card', carousel([CARD]), { body: 'draft.cards' }],
    ['eleven cards', carousel(times(11, CARD)), { body: 'draft.cards' }],
    ['a carousel without a text', carousel([CARD, CARD], { body: '' }), { body: 'draft.bodyMissing' }],
    [
      'names on a card and numbers in the text',
      carousel(times(2, card({ body: 'Ab {{price}} Euro', samples: ['9'] })), {
        body: 'Hallo {{1}}!',
        samples: ['Ana'],
      }),
      { body: 'draft.mixed' },
    ],
    ['a card without example', carousel([CARD, withoutFile()]), { card2File: 'draft.file' }],
    [
      'a document on a card',
      carousel(times(2, card({ file: PAPER }))),
      {
        card1File: 'draft.file',
        card2File: 'draft.file',
      },
    ],
    ['a picture and a video', carousel([CARD, card({ file: FILM })]), { card2File: 'draft.cardsFiles' }],
    ['a card without text', carousel([CARD, card({ body: '' })]), { card2Body: 'draft.cardsText' }],
    ['text on one card alone', carousel([card({ body: '' }), CARD]), { card2Body: 'draft.cardsText' }],
    [
      '161 characters on a card',
      carousel([CARD, card({ body: 'x'.repeat(161) })]),
      { card2Body: 'template.wrong.long' },
    ],
    [
      'a blank at the end of a card',
      carousel([CARD, card({ body: 'Ab {{1}}', samples: ['9'] })]),
      { card2Body: 'draft.edge' },
    ],
    [
      'a card without its example',
      carousel([CARD, card({ body: 'Ab {{1}} Euro' })]),
      { card2Samples: 'draft.samples' },
    ],
    [
      'three buttons on a card',
      carousel([card({ buttons: times(3, { kind: 'quickReply', text: 'Ja' }) }), CARD]),
      { card1Buttons: 'draft.cardButtons', card2Buttons: 'draft.cardsButtons' },
    ],
    [
      'a coupon code on a card',
      carousel(times(2, card({ buttons: [{ kind: 'copyCode', sample: 'T1' }] }))),
      { card1Buttons: 'draft.cardButtons', card2Buttons: 'draft.cardButtons' },
    ],
    [
      'other kinds of buttons than on the first card',
      carousel([CARD, card({ buttons: [{ kind: 'phone', text: 'Ruf', phone: '+491' }] })]),
      { card2Buttons: 'draft.cardsButtons' },
    ],
    [
      'an address on a card without its example',
      carousel(times(2, card({ buttons: [{ kind: 'url', text: 'Los', url: 'https://a.example/{{1}}' }] }))),
      { card1Buttons: 'draft.buttonSample', card2Buttons: 'draft.buttonSample' },
    ],
    ['601 characters of an offer', offer({}, { body: 'x'.repeat(601) }), { body: 'template.wrong.long' }],
    ['nothing offered', offer({ text: '' }), { offerText: 'draft.offerMissing' }],
    [
      '17 characters for what is offered',
      offer({ text: 'x'.repeat(17) }),
      { offerText: 'template.wrong.long' },
    ],
    ['an offer that ends without code', offer({ code: '' }), { offerCode: 'draft.offerCode' }],
    ['16 characters of a coupon code', offer({ code: 'x'.repeat(16) }), { offerCode: 'template.wrong.long' }],
    [
      'a link without words',
      offer({ link: { ...OFFER.link, text: '' } }),
      { offerLabel: 'draft.buttonText' },
    ],
    ['a link to nowhere', offer({ link: { ...OFFER.link, url: '' } }), { offerUrl: 'draft.buttonUrl' }],
    [
      'a link without its example',
      offer({ link: { text: 'Laden', url: 'https://a.example/{{1}}' } }),
      { offerUrl: 'draft.buttonSample' },
    ],
    [
      'a document above an offer',
      offer({}, { header: { kind: 'document', file: PAPER } }),
      { headerFile: 'draft.offerHeader' },
    ],
    [
      '26 characters on the button of a form',
      flow({ text: 'x'.repeat(26) }),
      { flowText: 'draft.buttonText' },
    ],
    ['no form', flow({ flow: '' }), { flowId: 'draft.flowMissing' }],
    ['a screen of two words', flow({ screen: 'first page' }), { flowScreen: 'draft.flowScreen' }],
    ['a call without words', call(''), { callText: 'draft.buttonText' }],
    ['26 characters on a call', call('x'.repeat(26)), { callText: 'draft.buttonText' }],
    ['products without a headline', products(), { headline: 'draft.headlineNeeded' }],
    [
      'products with an empty one',
      products({ kind: 'text', text: '' }),
      { headline: 'draft.headlineMissing' },
    ],
    ['161 characters below a product', product('x'.repeat(161)), { body: 'template.wrong.long' }],
    ['a product without a text', product(''), { body: 'draft.bodyMissing' }],
    [
      'cards with products and a link to nowhere',
      productCards({ text: '', url: '' }),
      { productLabel: 'draft.buttonText', productUrl: 'draft.buttonUrl' },
    ],
    [
      'cards with products and a link without its example',
      productCards({ text: 'Kaufen', url: 'https://a.example/{{1}}' }),
      { productUrl: 'draft.buttonSample' },
    ],
    ['no minutes', code({ expiresAfter: 0 }), { codeMinutes: 'draft.codeMinutes' }],
    ['91 minutes', code({ expiresAfter: 91 }), { codeMinutes: 'draft.codeMinutes' }],
    ['half a minute', code({ expiresAfter: 1.5 }), { codeMinutes: 'draft.codeMinutes' }],
    ['minutes in words', code({ expiresAfter: NaN }), { codeMinutes: 'draft.codeMinutes' }],
    ['apps for a code to copy', code({ apps: [APP] }), { codeApps: 'draft.codeAppsUnused' }],
    ['a code to fill in without app', filled({ apps: [] }), { codeApps: 'draft.codeApps' }],
    ['six apps', filled({ apps: times(6, APP) }), { codeApps: 'draft.codeApps' }],
    [
      'a package of one word',
      filled({ apps: [{ ...APP, packageName: 'shop' }] }),
      { codeApps: 'draft.codeApps' },
    ],
    [
      'a package that begins with a digit',
      filled({ apps: [{ ...APP, packageName: 'com.1shop' }] }),
      { codeApps: 'draft.codeApps' },
    ],
    [
      'a package of 225 characters',
      filled({ apps: [{ ...APP, packageName: `com.${'x'.repeat(221)}` }] }),
      { codeApps: 'draft.codeApps' },
    ],
    [
      'a key of 10 characters',
      filled({ apps: [{ ...APP, signatureHash: 'K8a/AINcGX' }] }),
      {
        codeApps: 'draft.codeApps',
      },
    ],
  ])('refuses %s', (_, draft, errors) => {
    const found = Object.entries(checkDraft(draft)).map(([field, error]) => [
      field,
      (error as { key: string }).key,
    ]);
    expect(Object.fromEntries(found)).toEqual(errors);
  });
});
