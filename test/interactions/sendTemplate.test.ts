import type { Template, TemplateValues } from '../../src/domain/template';
import { fieldErrorsOf, readValues, valueFields } from '../../src/interactions/sendTemplate/fields';
import { sayIn } from '../../src/rocketchat/translator';
import type { Draft } from '../../src/services/outreach/ports';
import { validateTemplate } from '../../src/whatsapp/template/validate';

const say = sayIn('en');

function aTemplate(overrides: Partial<Template>): Template {
  return {
    ...{ id: 't1', name: 'spring', language: 'en', status: 'APPROVED', category: 'MARKETING' },
    ...{ quality: 'GREEN', parameterFormat: 'positional', buttons: [], cards: [], unknown: [] },
    ...overrides,
  };
}

function aDraft(overrides: Partial<Draft> = {}): Draft {
  return {
    ...{ id: 'd1', userId: 'u1', step: 'values', recipient: 'Ana', facts: {}, search: '', page: 0 },
    ...{ values: {}, files: [], revision: 0, begunAt: 0 },
    ...overrides,
  };
}

const files: Draft['files'] = [
  { placeholder: 'room-file:f1', fileId: 'f1', filename: 'tea.jpg', mimeType: 'image/jpeg' },
  { placeholder: 'room-file:f2', fileId: 'f2', filename: 'list.pdf', mimeType: 'application/pdf' },
];
const carousel: Partial<Template> = {
  cards: [{ header: { kind: 'image' }, body: { text: '{{1}}', variables: [{ name: '1' }] }, buttons: [] }],
};

const product: Partial<Template> = { header: { kind: 'product' } };

interface Field {
  hint?: { text: string };
  blockId?: string;
  optional?: boolean;
  element?: {
    initialValue?: string;
    placeholder?: { text: string };
    options?: { text: { text: string } }[];
  };
}

describe('The fields of a template', () => {
  it.each<[label: string, Partial<Template>, typed: Record<string, string>, expected: TemplateValues]>([
    [
      'a numbered blank',
      { body: { text: 'Hi {{1}}', variables: [{ name: '1', sample: 'Bo' }] } },
      { 't1/body-1': 'Ana' },
      { 'body-1': 'Ana' },
    ],
    [
      'a named blank of the headline',
      { header: { kind: 'text', text: '{{shop}}', variables: [{ name: 'shop' }] } },
      { 't1/header-shop': 'Teahouse' },
      { 'header-shop': 'Teahouse' },
    ],
    [
      'a picture of the room',
      { header: { kind: 'image' } },
      { 't1/header.file': 'room-file:f1' },
      { header: { type: 'file', mediaId: 'room-file:f1', filename: 'tea.jpg' } },
    ],
    [
      'a link, which outweighs a file',
      { header: { kind: 'document' } },
      { 't1/header.file': 'room-file:f2', 't1/header.link': 'https://a.example/b/prices.pdf?x=1' },
      { header: { type: 'file', link: 'https://a.example/b/prices.pdf?x=1', filename: 'prices.pdf' } },
    ],
    [
      'a place, with a comma for the point',
      { header: { kind: 'location' } },
      {
        ...{ 't1/header.latitude': '52,5', 't1/header.longitude': '13.4' },
        ...{ 't1/header.name': 'Teahouse', 't1/header.address': 'Leaf Street 1' },
      },
      {
        header: {
          ...{ type: 'location', latitude: 52.5, longitude: 13.4 },
          ...{ name: 'Teahouse', address: 'Leaf Street 1' },
        },
      },
    ],
    [
      'the end of an address',
      { buttons: [{ kind: 'url', text: 'Shop', url: 'https://a.example/{{1}}', dynamic: true }] },
      { 't1/button-0': 'sencha' },
      { 'button-0': 'sencha' },
    ],
    [
      'a coupon',
      { buttons: [{ kind: 'copyCode', text: 'Copy' }] },
      { 't1/button-0': 'TEA20' },
      { 'button-0': 'TEA20' },
    ],
    [
      'what a quick reply brings back',
      { buttons: [{ kind: 'quickReply', text: 'Yes' }] },
      { 't1/button-0': 'yes-7' },
      { 'button-0': 'yes-7' },
    ],
    [
      'the token of a form',
      { buttons: [{ kind: 'flow', text: 'Fill in' }] },
      { 't1/button-0': 'f-1' },
      { 'button-0': 'f-1' },
    ],
    [
      'the product of a catalog',
      { buttons: [{ kind: 'catalog', text: 'See' }] },
      { 't1/button-0': 'p1' },
      { 'button-0': 'p1' },
    ],
    [
      'products',
      { buttons: [{ kind: 'products', text: 'See' }] },
      { 't1/button-0': 'Teas: a, b' },
      { 'button-0': 'Teas: a, b' },
    ],
    [
      'a verification code',
      { category: 'AUTHENTICATION' },
      { 't1/body-1': '123456' },
      { 'body-1': '123456' },
    ],
    [
      'the end of an offer',
      { offer: { text: 'Soon over' } },
      { 't1/expiration': '2030-12-31 18:00' },
      { expiration: '2030-12-31 18:00' },
    ],
    [
      'a product of the catalog',
      { header: { kind: 'product' }, buttons: [{ kind: 'product', text: 'View' }] },
      { 't1/catalog': '194836987003835', 't1/header': 'sencha-50' },
      { catalog: '194836987003835', header: 'sencha-50' },
    ],
    [
      'a card of a carousel',
      carousel,
      { 't1/card-0-header.link': 'https://a.example/a.png', 't1/card-0-body-1': 'Sencha' },
      {
        'card-0-header': { type: 'file', link: 'https://a.example/a.png', filename: 'a.png' },
        'card-0-body-1': 'Sencha',
      },
    ],
  ])('%s', (_label, parts, typed, expected) => {
    const template = aTemplate(parts);
    const draft = aDraft({ files });
    const fields = valueFields(say, template, draft) as Field[];
    const ids = fields.map(({ blockId }) => blockId);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(typed)));
    const values = readValues(template, draft, (id) => typed[id]);
    expect(values).toEqual(expected);
    expect(validateTemplate(template, values, Date.UTC(2026, 10, 20))).toEqual({});
  });

  it('shows the sample, and a value that was entered before', () => {
    const template = aTemplate({ body: { text: '{{1}}', variables: [{ name: '1', sample: 'Bo' }] } });
    const [field] = valueFields(say, template, aDraft({ values: { 'body-1': 'Ana' } })) as Field[];
    expect(field?.element).toMatchObject({ placeholder: { text: 'Bo' }, initialValue: 'Ana' });
  });

  it('offers of the files of the room those that fit', () => {
    const template = aTemplate({ header: { kind: 'image' } });
    const [choice] = valueFields(say, template, aDraft({ files })) as Field[];
    expect(choice?.element?.options?.map(({ text }) => text.text)).toEqual(['tea.jpg']);
  });

  it('says how to get a file to choose where none fits, and only there', () => {
    const hints = (kind: 'image' | 'video') =>
      (valueFields(say, aTemplate({ header: { kind } }), aDraft({ files })) as Field[]).map(
        ({ blockId, hint }) => [blockId, hint?.text ?? ''],
      );
    expect(hints('image')).toEqual([
      ['t1/header.file', ''],
      ['t1/header.link', ''],
    ]);
    expect(hints('video')).toEqual([['t1/header.link', expect.stringContaining('whatsapp.bot')]]);
  });

  it.each([
    ['first_name', 'Ana'],
    ['customer_name', 'Ana Kovač'],
    ['agent', 'Ben'],
    ['department', 'Sales'],
    ['order', '4711'],
    ['weather', undefined],
  ])('suggests for {{%s}}: %s', (name, expected) => {
    const facts = {
      contact: 'Ana Kovač',
      first_name: 'Ana',
      agent: 'Ben',
      department: 'Sales',
      order: '4711',
    };
    const template = aTemplate({
      ...{ parameterFormat: 'named', body: { text: `{{${name}}}`, variables: [{ name }] } },
    });
    const draft = aDraft({ facts });
    const [field] = valueFields(say, template, draft) as Field[];
    expect(field?.element?.initialValue).toBe(expected);
    // Nobody touched the field, so the client sends nothing of it.
    expect(readValues(template, draft, () => undefined)).toEqual(
      expected ? { [`body-${name}`]: expected } : {},
    );
    // Somebody emptied it.
    expect(readValues(template, draft, () => '')).toEqual({ [`body-${name}`]: '' });
  });

  it('puts facts in the place of their names, and leaves other braces alone', () => {
    const template = aTemplate({ body: { text: '{{1}}', variables: [{ name: '1' }] } });
    const draft = aDraft({ facts: { contact: 'Ana', agent: 'Ben' } });
    const values = readValues(template, draft, () => '{contact}, from {agent} {smile}');
    expect(values).toEqual({ 'body-1': 'Ana, from Ben {smile}' });
  });

  it.each<[string, Partial<Template>, typed: Record<string, string>, at: string]>([
    [
      'a place without numbers',
      { header: { kind: 'location' } },
      { 't1/header.latitude': 'north' },
      't1/header.latitude',
    ],
    ['no file', { header: { kind: 'video' } }, {}, 't1/header.link'],
    [
      'a link without https',
      { header: { kind: 'image' } },
      { 't1/header.link': 'http://a.example/b.png' },
      't1/header.link',
    ],
    ['no product', product, { 't1/catalog': '1' }, 't1/header'],
    ['no catalog', product, { 't1/header': 'sencha-50' }, 't1/catalog'],
    ['the name of a catalog', product, { 't1/header': 'sencha-50', 't1/catalog': 'Teahouse' }, 't1/catalog'],
    [
      'a line break',
      { body: { text: '{{1}}', variables: [{ name: '1' }] } },
      { 't1/body-1': 'a\nb' },
      't1/body-1',
    ],
  ])('complains of %s at a field that is there', (_label, parts, typed, at) => {
    const template = aTemplate(parts);
    const values = readValues(template, aDraft(), (id) => typed[id]);
    const errors = fieldErrorsOf(say, template, validateTemplate(template, values, 0));
    expect(Object.keys(errors)).toEqual([at]);
    expect((valueFields(say, template, aDraft()) as Field[]).map(({ blockId }) => blockId)).toContain(at);
  });
});
