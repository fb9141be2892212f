import type { TemplateDraft } from '../../../src/domain/templateDraft';
import type { Text } from '../../../src/domain/text';
import { sayIn } from '../../../src/rocketchat/translator';
import { checkDraft } from '../../../src/whatsapp/template/draft/check';
import { parseButtons, writeButtonLines } from '../../../src/whatsapp/template/draft/buttonLines';
import { readTemplate } from '../../../src/whatsapp/template/read';
import { writeDraft } from '../../../src/whatsapp/template/draft/write';

const say = sayIn('en');

const DRAFT: TemplateDraft = {
  kind: 'content',
  name: 'order_sent',
  language: 'de',
  category: 'UTILITY',
  body: 'Hallo {{1}}, Ihre Bestellung ist da.',
  samples: ['Ana'],
  buttons: [],
};

const draft = (changes: Partial<TemplateDraft>): TemplateDraft => ({ ...DRAFT, ...changes });
const buttons = (lines: string) => draft({ buttons: parseButtons(lines) });
const many = (count: number) => Array.from({ length: count }, (_, index) => `B${index}`).join('\n');

describe('checkDraft', () => {
  const good: [label: string, draft: TemplateDraft][] = [
    ['a text with a blank', DRAFT],
    ['a text without blanks', draft({ body: 'Hallo!', samples: [] })],
    ['names for blanks', draft({ body: 'Hallo {{first_name}}!' })],
    ['1024 characters', draft({ body: 'x'.repeat(1024), samples: [] })],
    ['a headline with a blank', draft({ header: { kind: 'text', text: 'Nr. {{1}}', sample: '7' } })],
    ['a headline of 60 characters', draft({ header: { kind: 'text', text: 'x'.repeat(60) } })],
    ['a place', draft({ header: { kind: 'location' } })],
    [
      'a picture with its example',
      draft({ header: { kind: 'image', file: { id: 'f', name: 'a.png', mimeType: 'image/png' } } }),
    ],
    ['a footer of 60 characters', draft({ footer: 'x'.repeat(60) })],
    ['ten buttons', buttons(many(10))],
    ['quick replies before the others', buttons('Ja\nNein\nLos | https://a.example\nRuf | +49301')],
    ['quick replies behind the others', buttons('Los | https://a.example\nCode | TEE25\nJa\nNein')],
    ['an address that ends with a blank', buttons('Los | https://a.example/{{1}} | 7')],
  ];
  it.each(good)('takes %s', (_, given) => {
    expect(checkDraft(given)).toEqual({});
  });

  const bad: [label: string, draft: TemplateDraft, errors: Record<string, string>][] = [
    ['no name', draft({ name: '' }), { name: 'draft.name' }],
    ['capitals in the name', draft({ name: 'Order' }), { name: 'draft.name' }],
    ['a dash in the name', draft({ name: 'order-sent' }), { name: 'draft.name' }],
    ['a name of 513 characters', draft({ name: 'x'.repeat(513) }), { name: 'draft.name' }],
    ['no language', draft({ language: '' }), { language: 'draft.language' }],
    ['a language of nobody', draft({ language: 'xx' }), { language: 'draft.language' }],
    ['no text', draft({ body: '', samples: [] }), { body: 'draft.bodyMissing' }],
    ['1025 characters', draft({ body: 'x'.repeat(1025), samples: [] }), { body: 'template.wrong.long' }],
    ['a blank at the beginning', draft({ body: '{{1}}, hallo!' }), { body: 'draft.edge' }],
    ['a blank at the end', draft({ body: 'Hallo {{1}}' }), { body: 'draft.edge' }],
    ['a number left out', draft({ body: 'Hallo {{2}}!' }), { body: 'draft.gap' }],
    ['a zero', draft({ body: 'Hallo {{0}}!' }), { body: 'draft.gap' }],
    [
      'numbers and names',
      draft({ body: 'Hallo {{1}} {{name}}!', samples: ['a', 'b'] }),
      { body: 'draft.mixed' },
    ],
    ['a name with capitals', draft({ body: 'Hallo {{Name}}!' }), { body: 'draft.blanks' }],
    ['a blank with a dash', draft({ body: 'Hallo {{first-name}}!', samples: [] }), { body: 'draft.blanks' }],
    ['a blank that is not closed', draft({ body: 'Hallo {{1!', samples: [] }), { body: 'draft.blanks' }],
    ['no example', draft({ samples: [] }), { samples: 'draft.samples' }],
    ['more examples than blanks', draft({ samples: ['a', 'b'] }), { samples: 'draft.samples' }],
    [
      'an empty headline',
      draft({ header: { kind: 'text', text: '' } }),
      { headline: 'draft.headlineMissing' },
    ],
    [
      'a headline of 61 characters',
      draft({ header: { kind: 'text', text: 'x'.repeat(61) } }),
      { headline: 'template.wrong.long' },
    ],
    [
      'stars in a headline',
      draft({ header: { kind: 'text', text: '*Neu*' } }),
      { headline: 'draft.headlinePlain' },
    ],
    [
      'an emoji in a headline',
      draft({ header: { kind: 'text', text: 'Neu 🎉' } }),
      { headline: 'draft.headlinePlain' },
    ],
    [
      'two blanks in a headline',
      draft({ header: { kind: 'text', text: '{{1}} {{2}}', sample: 'a' } }),
      { headline: 'draft.headlineBlanks' },
    ],
    [
      'a headline without its example',
      draft({ header: { kind: 'text', text: 'Nr. {{1}}' } }),
      { headlineSample: 'draft.samples' },
    ],
    [
      'a name in the headline and a number in the text',
      draft({ header: { kind: 'text', text: 'Nr. {{order}}', sample: '7' } }),
      { headline: 'draft.mixed' },
    ],
    ['a picture without example', draft({ header: { kind: 'image' } }), { headerFile: 'draft.file' }],
    [
      'a picture as example of a video',
      draft({ header: { kind: 'video', file: { id: 'f', name: 'a.png', mimeType: 'image/png' } } }),
      { headerFile: 'draft.file' },
    ],
    ['a footer of 61 characters', draft({ footer: 'x'.repeat(61) }), { footer: 'template.wrong.long' }],
    ['a blank in the footer', draft({ footer: 'Von {{1}}' }), { footer: 'draft.footer' }],
    ['eleven buttons', buttons(many(11)), { buttons: 'draft.buttonsMany' }],
    [
      'three addresses',
      buttons('A | https://a.example\nB | https://b.example\nC | https://c.example'),
      { buttons: 'draft.buttonsMany' },
    ],
    ['two phones', buttons('A | +491\nB | +492'), { buttons: 'draft.buttonsMany' }],
    ['two codes', buttons('A | T1\nB | T2'), { buttons: 'draft.buttonsMany' }],
    [
      'quick replies on both sides',
      buttons('Ja\nLos | https://a.example\nNein'),
      { buttons: 'draft.buttonsOrder' },
    ],
    ['the same words twice', buttons('Ja\nJa'), { buttons: 'draft.buttonsAlike' }],
    ['26 characters on a button', buttons('x'.repeat(26)), { buttons: 'draft.buttonText' }],
    ['a button without words', buttons('| https://a.example'), { buttons: 'draft.buttonText' }],
    ['a phone with letters', buttons('Ruf | +49abc'), { buttons: 'draft.buttonPhone' }],
    ['a phone of 21 characters', buttons(`Ruf | +${'1'.repeat(20)}`), { buttons: 'draft.buttonPhone' }],
    ['an address without host', buttons('Los | https://'), { buttons: 'draft.buttonUrl' }],
    [
      'a blank inside an address',
      buttons('Los | https://a.example/{{1}}/x | 7'),
      { buttons: 'draft.buttonUrl' },
    ],
    ['a blank as host', buttons('Los | https://{{1}} | 7'), { buttons: 'draft.buttonUrl' }],
    [
      'an address without its example',
      buttons('Los | https://a.example/{{1}}'),
      { buttons: 'draft.buttonSample' },
    ],
    ['a code of 16 characters', buttons(`Code | ${'T'.repeat(16)}`), { buttons: 'template.wrong.long' }],
    [
      'everything at once',
      draft({ name: '', body: '', samples: ['a'], footer: 'a\nb' }),
      {
        name: 'draft.name',
        body: 'draft.bodyMissing',
        samples: 'draft.samples',
        footer: 'draft.footer',
      },
    ],
  ];
  it.each(bad)('refuses %s', (_, given, errors) => {
    const found = Object.entries(checkDraft(given)) as [string, Text][];
    expect(Object.fromEntries(found.map(([field, { key }]) => [field, key]))).toEqual(errors);
    found.forEach(([, error]) => expect(say(error)).not.toMatch(/\{[a-z]\w*\}(?!\})/));
  });
});

describe('the lines of buttons', () => {
  it('are the same when they are written again', () => {
    const lines = 'Los | https://a.example/{{1}} | 7\nRuf | +49301\nCopy code | TEE25\nJa';
    const written = { ...writeDraft(buttons(lines)), status: 'PENDING' };
    const template = readTemplate(written)!;
    expect(template.body?.variables).toEqual([{ name: '1', sample: 'Ana' }]);
    expect(writeButtonLines(template.buttons).replace('\n | TEE25', '\nCopy code | TEE25')).toBe(lines);
  });
});
