import type { Template } from '../../src/domain/template';
import { nameParameters, readComponents } from '../../src/whatsapp/template/given';
import { surplusOf, valuesOf } from '../../src/whatsapp/template/givenValues';
import { readTemplate } from '../../src/whatsapp/template/read';
import { validateTemplate } from '../../src/whatsapp/template/validate';

function template(components: object[], format = 'POSITIONAL'): Template {
  const wire = { id: '1', name: 't', language: 'en', status: 'APPROVED', category: 'UTILITY' };
  return readTemplate({ ...wire, parameter_format: format, components })!;
}

const text = (words: unknown) => ({ type: 'text', text: words });

describe('components that callers give', () => {
  const table: { what: string; given: unknown; read: unknown }[] = [
    { what: 'none', given: undefined, read: [] },
    { what: 'null', given: null, read: [] },
    { what: 'no list', given: { type: 'body' }, read: undefined },
    { what: 'something without a type', given: [{ parameters: [] }], read: undefined },
    {
      what: "Meta's own",
      given: [{ type: 'body', parameters: [text('Ana')] }],
      read: [{ type: 'body', parameters: [text('Ana')] }],
    },
    {
      what: 'capitals, as templates are listed with',
      given: [{ type: 'BODY', parameters: [text('Ana')] }],
      read: [{ type: 'body', parameters: [text('Ana')] }],
    },
    {
      what: 'footers and empty components',
      given: [
        { type: 'header', parameters: [] },
        { type: 'body', parameters: [text('Ana')] },
        { type: 'footer', parameters: [] },
        { type: 'footer', parameters: [text('x')] },
        { type: 'body' },
      ],
      read: [{ type: 'body', parameters: [text('Ana')] }],
    },
    {
      what: 'numbers in the place of texts',
      given: [{ type: 'body', parameters: [text(4711)] }],
      read: [{ type: 'body', parameters: [text('4711')] }],
    },
    {
      what: 'buttons, with an index as a number',
      given: [{ type: 'button', sub_type: 'URL', index: 0, parameters: [text('a')] }],
      read: [{ type: 'button', sub_type: 'url', index: '0', parameters: [text('a')] }],
    },
    {
      what: "media in the spelling of Rocket.Chat's wizard",
      given: [
        { type: 'header', parameters: [{ type: 'media', format: 'image', link: 'https://x.example/a.png' }] },
      ],
      read: [{ type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.example/a.png' } }] }],
    },
    {
      what: "amounts and times in Rocket.Chat's spelling",
      given: [
        {
          type: 'body',
          parameters: [
            { type: 'currency', currency: { fallbackValue: '5 €', code: 'EUR', amount1000: 5000 } },
            { type: 'date_time', dateTime: { fallbackValue: 'Monday', dayOfWeek: 1 } },
          ],
        },
      ],
      read: [
        {
          type: 'body',
          parameters: [
            { type: 'currency', currency: { fallback_value: '5 €', code: 'EUR', amount_1000: 5000 } },
            { type: 'date_time', date_time: { fallback_value: 'Monday', day_of_week: 1 } },
          ],
        },
      ],
    },
    {
      what: 'cards of a carousel',
      given: [{ type: 'carousel', cards: [{ components: [{ type: 'BODY', parameters: [text('a')] }] }] }],
      read: [
        {
          type: 'carousel',
          cards: [{ card_index: 0, components: [{ type: 'body', parameters: [text('a')] }] }],
        },
      ],
    },
  ];

  test.each(table)('$what', ({ given, read }) => {
    expect(readComponents(given)).toEqual(read);
  });
});

describe('parameters of named and numbered blanks', () => {
  const named = template(
    [{ type: 'BODY', text: 'Dear {{first_name}}, order {{order}} of {{first_name}}' }],
    'NAMED',
  );
  const swapped = template([{ type: 'BODY', text: 'Order {{2}} for {{1}}' }]);
  const given = readComponents([{ type: 'body', parameters: [text('a'), text('b')] }])!;

  test('get the names of the template where they came without', () => {
    expect(nameParameters(named, given, 'appearance')).toEqual([
      {
        type: 'body',
        parameters: [
          { parameter_name: 'first_name', ...text('a') },
          { parameter_name: 'order', ...text('b') },
        ],
      },
    ]);
  });

  test('keep the names that they came with', () => {
    const own = readComponents([
      {
        type: 'body',
        parameters: [
          { parameter_name: 'order', ...text('b') },
          { parameter_name: 'first_name', ...text('a') },
        ],
      },
    ])!;
    expect(nameParameters(named, own, 'whatsapp')).toEqual(own);
    expect(valuesOf(named, own)).toEqual({ 'body-first_name': 'a', 'body-order': 'b' });
  });

  test("stand in the order of their numbers, though Rocket.Chat's wizard has them as they appear", () => {
    expect(nameParameters(swapped, given, 'appearance')[0]!.parameters).toEqual([text('b'), text('a')]);
    expect(nameParameters(swapped, given, 'whatsapp')[0]!.parameters).toEqual([text('a'), text('b')]);
  });

  test('files that came without their kind get that of the header', () => {
    const pictured = template([{ type: 'HEADER', format: 'IMAGE' }]);
    const file = readComponents([
      { type: 'header', parameters: [{ type: 'media', link: 'https://x.example/a' }] },
    ])!;
    expect(nameParameters(pictured, file, 'appearance')).toEqual([
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.example/a' } }] },
    ]);
  });

  test('too many are counted, too few are found', () => {
    expect(
      surplusOf(swapped, readComponents([{ type: 'body', parameters: [text('a'), text('b'), text('c')] }])!),
    ).toBe(1);
    const few = valuesOf(swapped, readComponents([{ type: 'body', parameters: [text('a')] }])!);
    expect(Object.keys(validateTemplate(swapped, few, 0))).toEqual(['body-2']);
  });
});

describe('what components say about the inputs of a template', () => {
  test('of every kind', () => {
    const whole = template([
      { type: 'HEADER', format: 'DOCUMENT' },
      { type: 'BODY', text: 'Pay {{1}} on {{2}}' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Pay', url: 'https://pay.example/{{1}}' },
          { type: 'QUICK_REPLY', text: 'No' },
          { type: 'COPY_CODE', text: 'Copy' },
        ],
      },
    ]);
    const components = readComponents([
      {
        type: 'header',
        parameters: [
          { type: 'document', document: { link: 'https://x.example/b.pdf', filename: 'bill.pdf' } },
        ],
      },
      {
        type: 'body',
        parameters: [
          { type: 'currency', currency: { fallback_value: '5 €', code: 'EUR', amount_1000: 5000 } },
          { type: 'date_time', date_time: { fallback_value: 'Monday' } },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [text('42')] },
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '1',
        parameters: [{ type: 'payload', payload: 'NO' }],
      },
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '2',
        parameters: [{ type: 'coupon_code', coupon_code: 'TEA5' }],
      },
    ])!;
    const values = valuesOf(whole, components);
    expect(values).toEqual({
      header: { type: 'file', link: 'https://x.example/b.pdf', filename: 'bill.pdf' },
      'body-1': { type: 'currency', fallback: '5 €', code: 'EUR', amount1000: 5000 },
      'body-2': { type: 'dateTime', fallback: 'Monday' },
      'button-0': '42',
      'button-1': 'NO',
      'button-2': 'TEA5',
    });
    expect(validateTemplate(whole, values, 0)).toEqual({});
  });
});
