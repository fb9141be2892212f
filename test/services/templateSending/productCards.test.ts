import type { Filling } from '../../../src/domain/bulk';
import type { TemplateValues } from '../../../src/domain/template';
import { sayIn } from '../../../src/rocketchat/translator';
import { Preparing } from '../../../src/services/templateSending/preparing';
import { readTemplate } from '../../../src/whatsapp/template/read';
import { aNumber } from '../../support/fakes';

const CATALOG = '194836987003835';

const card = {
  components: [
    { type: 'HEADER', format: 'PRODUCT' },
    { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] },
  ],
};
const wire = {
  id: '1',
  name: 'new_teas',
  language: 'en',
  status: 'APPROVED',
  category: 'MARKETING',
  components: [
    { type: 'BODY', text: 'New teas.' },
    { type: 'CAROUSEL', cards: [card, card] },
  ],
};
const template = readTemplate(wire)!;

const preparing = new Preparing({
  clock: { now: () => 0, sleep: () => Promise.resolve() },
  notices: { say: () => Promise.resolve(sayIn('en')) },
  templates: {
    of: () => Promise.resolve({ templates: [template], triedAt: 0, syncedAt: 0 }),
    refresh: () => Promise.reject(new Error('The template is known')),
  },
});

const fill = (filling: Filling) => preparing.fill(template, { name: 'new_teas', language: 'en' }, filling);

/** As callers give the values: one product a card. */
function values(count: number): TemplateValues {
  const products = Array.from({ length: count }, (_, index) => [`card-${index}-header`, `tea-${index}`]);
  return { catalog: CATALOG, ...(Object.fromEntries(products) as TemplateValues) };
}

/** The same in WhatsApp's own form. */
function components(count: number, catalog?: (index: number) => string | undefined) {
  const cards = Array.from({ length: count }, (_, index) => {
    const product = { product_retailer_id: `tea-${index}`, catalog_id: catalog ? catalog(index) : CATALOG };
    return {
      card_index: index,
      components: [{ type: 'header', parameters: [{ type: 'product', product }] }],
    };
  });
  return [{ type: 'carousel', cards }];
}

describe('A template that was made with two cards for products', () => {
  it('is one of the number', async () => {
    expect(await preparing.find(aNumber(), { name: 'new_teas', language: 'en' })).toEqual({
      ok: true,
      value: template,
    });
  });

  it.each([2, 3, 10])('is sent with %i cards, given as values', async (count) => {
    expect(await fill({ values: values(count) })).toMatchObject({
      ok: true,
      value: { template: { components: components(count) } },
    });
  });

  it.each([2, 3, 10])("is sent with %i cards, given in WhatsApp's form", async (count) => {
    const filled = await fill({ components: components(count) });
    expect(filled).toMatchObject({ ok: true, value: { template: { components: components(count) } } });
    expect(filled.ok && filled.value.words.split('\n')).toEqual([
      'New teas.',
      ...Array.from({ length: count }, (_, index) => [
        `🎠 *Card ${index + 1}*`,
        `🛍️ Product tea-${index}`,
        '🔘 View',
      ]).flat(),
    ]);
  });

  it.each<[label: string, filling: Filling, input: string, problem: string]>([
    ['with one card', { values: values(1) }, 'card.product', 'missing.product'],
    ['with a gap', { values: { ...values(2), 'card-3-header': 'tea-3' } }, 'card.product', 'missing.product'],
    ['without catalog', { values: { ...values(2), catalog: '' } }, 'catalog', 'missing.catalog'],
    ['with one card, as WhatsApp has it', { components: components(1) }, 'card.product', 'missing.product'],
    [
      'with a catalog on the first card alone',
      { components: components(2, (index) => (index === 0 ? CATALOG : undefined)) },
      'catalog',
      'missing.catalog',
    ],
    [
      'with the name of a catalog',
      { components: components(2, () => 'Teehaus') },
      'catalog',
      'wrong.catalog',
    ],
  ])('is refused %s', async (_, filling, input, problem) => {
    expect(await fill(filling)).toMatchObject({
      ok: false,
      failure: {
        human: {
          params: { input: { key: `template.input.${input}` }, problem: { key: `template.${problem}` } },
        },
      },
    });
  });

  it.each<[label: string, filling: Filling]>([
    ['values', { values: values(11) }],
    ["WhatsApp's form", { components: components(11) }],
  ])('is refused with eleven cards, given as %s', async (_, filling) => {
    expect(await fill(filling)).toMatchObject({
      ok: false,
      failure: { human: { key: 'failure.cards', params: { count: 10, given: 11 } } },
    });
  });
});
