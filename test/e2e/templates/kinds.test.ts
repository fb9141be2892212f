import type { OpenView } from '../../../simulator/rocketchat/client/views';
import type { WebClient } from '../../../simulator/rocketchat/client/webClient';
import type { Town } from '../../../simulator/town';
import { eventually } from '../support/room';
import { begin, choose, dialogue, submit, texts } from '../support/sendTemplate';
import { leave, openRoomOf, townWithApp } from '../support/town';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Values = Record<string, string>;

interface Kind {
  kind: string;
  category: string;
  /** Something that is wrong, the field at which that is told, and words of it. */
  wrong: Values;
  field: string;
  told: string;
  /** What is entered then. */
  values: Values;
  /** Words of the preview. */
  preview: string[];
  /** As 360dialog lists them. */
  components: object[];
}

const PRODUCT_CARD = {
  components: [
    { type: 'HEADER', format: 'PRODUCT' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Kaufen', url: 'https://teehaus.example/{{1}}' }] },
  ],
};

const KINDS: Kind[] = [
  {
    kind: 'flow',
    category: 'UTILITY',
    wrong: { templateBody: 'Wie war es?', templateFlowText: 'Bewerten' },
    field: 'templateFlowId',
    told: 'id or the name of the form',
    values: { templateFlowId: '123456789', templateFlowScreen: 'WELCOME' },
    preview: ['Wie war es?', 'Bewerten'],
    components: [
      { type: 'BODY' },
      { type: 'BUTTONS', buttons: [{ type: 'FLOW', flow_id: '123456789', navigate_screen: 'WELCOME' }] },
    ],
  },
  {
    kind: 'call',
    category: 'MARKETING',
    wrong: { templateBody: 'Rufen Sie uns an.', templateCallText: 'x'.repeat(26) },
    field: 'templateCallText',
    told: 'at most 25',
    values: { templateCallText: 'Anrufen' },
    preview: ['Rufen Sie uns an.', 'Anrufen'],
    components: [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'VOICE_CALL', text: 'Anrufen' }] }],
  },
  {
    kind: 'offer',
    category: 'MARKETING',
    wrong: {
      templateBody: 'Nur heute!',
      templateOfferText: '25 % Rabatt',
      templateOfferLabel: 'Laden',
      templateOfferUrl: 'https://teehaus.example/{{1}}',
      templateOfferSample: 'x',
    },
    field: 'templateOfferCode',
    told: 'must have one to copy',
    values: { templateOfferCode: 'TEE25' },
    preview: ['25 % Rabatt', 'Copy code', 'https://teehaus.example/x'],
    components: [
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: '25 % Rabatt', has_expiration: true } },
      { type: 'BODY' },
      { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE' }, { type: 'URL' }] },
    ],
  },
  {
    kind: 'catalog',
    category: 'MARKETING',
    wrong: { templateFooter: 'Teehaus' },
    field: 'templateBody',
    told: 'Enter the text',
    values: { templateBody: 'Alles von A bis Z.' },
    preview: ['Alles von A bis Z.', 'View catalog'],
    components: [{ type: 'BODY' }, { type: 'FOOTER' }, { type: 'BUTTONS', buttons: [{ type: 'CATALOG' }] }],
  },
  {
    kind: 'products',
    category: 'MARKETING',
    wrong: { templateBody: 'Noch im Korb.' },
    field: 'templateHeadline',
    told: 'Enter the headline',
    values: { templateHeadline: 'Ihre Auswahl' },
    preview: ['Ihre Auswahl', 'View items'],
    components: [
      { type: 'HEADER', format: 'TEXT' },
      { type: 'BODY' },
      { type: 'BUTTONS', buttons: [{ type: 'MPM' }] },
    ],
  },
  {
    kind: 'product',
    category: 'MARKETING',
    wrong: { templateBody: 'x'.repeat(161) },
    field: 'templateBody',
    told: 'WhatsApp takes 160',
    values: { templateBody: 'Unser Tee des Tages.', templateFooter: 'Teehaus' },
    preview: ['Product', 'Unser Tee des Tages.', 'View'],
    components: [
      { type: 'HEADER', format: 'PRODUCT' },
      { type: 'BODY' },
      { type: 'FOOTER' },
      { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] },
    ],
  },
  {
    kind: 'productCards',
    category: 'MARKETING',
    wrong: { templateBody: 'Neue Tees.', templateProductButton: 'link', templateProductLabel: 'Kaufen' },
    field: 'templateProductUrl',
    told: 'no address',
    values: { templateProductUrl: 'https://teehaus.example/{{1}}', templateProductSample: 'sencha' },
    preview: ['Neue Tees.', 'Card 2', 'Product', 'https://teehaus.example/sencha'],
    components: [{ type: 'BODY' }, { type: 'CAROUSEL', cards: [PRODUCT_CARD, PRODUCT_CARD] }],
  },
  {
    kind: 'code',
    category: 'AUTHENTICATION',
    wrong: { templateCodeMethod: 'ONE_TAP', templateCodeMinutes: '5' },
    field: 'templateCodeApps',
    told: 'package name',
    values: { templateCodeApps: 'com.example.shop K8a/AINcGX7' },
    preview: ['123456', 'do not share', 'in 5 minutes', 'Autofill'],
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'URL', url: expect.stringContaining('otp_type=ONE_TAP') }] },
    ],
  },
];

/** Names have no capitals. */
function nameOf(kind: string): string {
  return `tea_${kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

const PRODUCT = { product_retailer_id: 'sencha-50', catalog_id: '194836987003835' };

/** As WhatsApp gets it. */
function productCard(tea: string, index: number): object {
  const product = { ...PRODUCT, product_retailer_id: `${tea}-50` };
  return {
    card_index: index,
    components: [
      { type: 'header', parameters: [{ type: 'product', product }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: tea }] },
    ],
  };
}

describe('Each kind of template', () => {
  let town: Town;
  let admin: WebClient;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    admin = await town.client('admin');
    const room = await admin.room('omnichannel-whatsapp-setup');
    for (const name of ['green.png', 'black.png']) {
      await admin.upload(room._id, { name, type: 'image/png', bytes: PIXEL });
    }
  });

  afterAll(() => leave(town));

  const words = (view: OpenView): string => JSON.stringify(view.view.blocks);
  const made = (name: string) =>
    town.dialog360.templates.list(town.people.production).find((template) => template.name === name);

  async function form(prefix: string): Promise<OpenView> {
    const find = (): OpenView | undefined => admin.views.find(({ id }) => id.startsWith(`${prefix}:`));
    await eventually(`the form ${prefix}`, () => find() !== undefined);
    return find()!;
  }

  async function open(kind: string, category: string): Promise<OpenView> {
    const { _id } = await admin.room('general');
    await admin.runCommand(_id, '/whatsapp view-templates');
    await admin.clickBlock(await admin.waitForView('view-templates'), 'template-create');
    const kinds = await form('template-kind');
    await admin.clickBlock(kinds, 'template-kind', `${kinds.id.split(':')[1]}/${kind}/${category}`);
    return form('template-new');
  }

  async function openTemplate(name: string): Promise<OpenView> {
    const { _id } = await admin.room('general');
    await admin.runCommand(_id, `/whatsapp view-templates ${name}`);
    const list = await admin.waitForView('view-templates');
    await eventually(`${name} in the list`, async () => {
      await admin.clickBlock(list, 'template-search', name);
      return words(list).includes(`*${name}*`);
    });
    await admin.clickBlock(list, 'template-show');
    return admin.waitForView('template');
  }

  async function approved(name: string): Promise<void> {
    await town.dialog360.templates.review(made(name)!, 'APPROVED');
    const room = await admin.room('omnichannel-whatsapp-setup');
    await admin.waitForMessage(room._id, `${name}* (de) was approved`);
  }

  it.each(KINDS)('is written in a form of its own: $kind', async (one) => {
    const name = nameOf(one.kind);
    const view = await open(one.kind, one.category);
    await admin.submitView(view.id, { templateName: name, templateLanguage: 'de', ...one.wrong });
    expect(view.errors[one.field]).toContain(one.told);
    await admin.submitView(view.id, one.values);
    one.preview.forEach((part) => expect(words(view)).toContain(part));
    expect(made(name)).toBeUndefined();
    await admin.submitView(view.id);
    expect(made(name)).toMatchObject({
      status: 'PENDING',
      category: one.category,
      components: one.components,
    });
    await approved(name);
  });

  it.each(KINDS)(
    'is copied to another language with all of its parts: $kind',
    async ({ kind, components }) => {
      const name = nameOf(kind);
      await admin.clickBlock(await openTemplate(name), 'template-duplicate');
      const view = await form('template-new');
      await admin.submitView(view.id, { templateLanguage: 'en' });
      await admin.submitView(view.id);
      const copies = town.dialog360.templates
        .list(town.people.production)
        .filter((template) => template.name === name && template.language === 'en');
      expect(copies).toMatchObject([{ components }]);
    },
  );

  it('is sent with the products that are entered, on more cards than it was made with, and keeps the catalog', async () => {
    const phone = town.people.customers[1]!;
    await begin(admin, '+5511998765432');
    await admin.clickBlock(dialogue(admin), 'send-template-search', 'tea_product_cards');
    await choose(admin, 'tea_product_cards (de)');
    await admin.clickBlock(dialogue(admin), 'send-template-cards');
    await eventually('a third card', () => words(dialogue(admin)).includes('Card 3: product'));
    const teas = ['sencha', 'bancha', 'genmaicha'];
    const entered = teas.flatMap((tea, index) => [
      [`card-${index}-header`, `${tea}-50`] as const,
      [`card-${index}-button-0`, tea] as const,
    ]);
    await submit(admin, { catalog: 'Teehaus', ...Object.fromEntries(entered) });
    expect(Object.values(dialogue(admin).errors)).toEqual([expect.stringContaining('no ID of a catalog')]);
    await submit(admin, { catalog: '194836987003835' });
    expect(texts(admin)).toContain('🛍️ Product genmaicha-50\n🔗 Kaufen: https://teehaus.example/genmaicha');
    await submit(admin);
    const { content } = await phone.receives(({ type }) => type === 'template');
    const carousel = (content as { components: object[] }).components[0];
    expect(carousel).toEqual({ type: 'carousel', cards: teas.map(productCard) });
    await admin.closeView(dialogue(admin).id);
    phone.send(town.people.production.displayNumber, { kind: 'text', text: 'Den Genmaicha, bitte' });
    const room = await openRoomOf(town, phone.record.name);
    await admin.waitForMessage(room._id, '🛍️ Product genmaicha-50');
    await begin(admin, '+5511998765432');
    await admin.clickBlock(dialogue(admin), 'send-template-search', 'tea_product');
    await choose(admin, 'tea_product (de)');
    await submit(admin, { header: 'sencha-50' });
    expect(texts(admin)).toContain('🛍️ Product sencha-50\nUnser Tee des Tages.');
    await submit(admin);
    const single = await phone.receives(({ content: sent }) =>
      JSON.stringify(sent).includes('"tea_product"'),
    );
    expect(single.content).toMatchObject({
      components: [{ type: 'header', parameters: [{ type: 'product', product: PRODUCT }] }],
    });
  });

  it('has as many cards as a carousel can have, and all of them reach WhatsApp', async () => {
    const view = await open('carousel', 'MARKETING');
    const text = `Kräutertee №${'ш'.repeat(148)}`;
    await admin.submitView(view.id, {
      templateName: 'tea_carousel',
      templateLanguage: 'de',
      templateBody: 'Unsere Tees:',
      templateCard1Buttons: 'Kaufen | https://teehaus.example/{{1}} | sencha\nMehr davon',
    });
    expect(view.errors.templateCard2File).toContain('Choose an example file');
    const count = (): number => words(view).match(/templateCard\d+File"/g)!.length / 2;
    for (let cards = 3; cards <= 10; cards++) {
      await admin.clickBlock(view, 'template-cards');
      await eventually(`${cards} cards`, () => count() === cards);
    }
    const entered = Array.from({ length: 10 }, (_, index) => {
      const id = `templateCard${index + 1}File`;
      const field = view.view.blocks.find(({ blockId }) => blockId === id);
      const choice = field?.element?.options?.find(({ text: label }) =>
        JSON.stringify(label).includes(index % 2 ? 'green' : 'black'),
      );
      return { [id]: choice?.value, [`templateCard${index + 1}Body`]: text };
    });
    await admin.submitView(view.id, Object.assign({}, ...entered) as Record<string, unknown>);
    expect(words(view)).toContain('Card 10');
    await admin.submitView(view.id);
    const { components } = made('tea_carousel')!;
    expect(components[1]?.cards).toHaveLength(10);
    expect(components[1]?.cards?.[9]?.components).toMatchObject([
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text },
      { type: 'BUTTONS', buttons: [{ type: 'URL' }, { type: 'QUICK_REPLY' }] },
    ]);
    await approved('tea_carousel');
  });
});
