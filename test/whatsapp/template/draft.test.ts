import type { TemplateDraft } from '../../../src/domain/templateDraft';
import { sayIn } from '../../../src/rocketchat/translator';
import { checkDraft } from '../../../src/whatsapp/template/checkDraft';
import { parseButtons, writeButtons } from '../../../src/whatsapp/template/draftButtons';
import { readTemplate } from '../../../src/whatsapp/template/read';
import { writeDraft } from '../../../src/whatsapp/template/writeDraft';

const say = sayIn('en');

const DRAFT: TemplateDraft = {
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
    ['a verification code', draft({ category: 'AUTHENTICATION', body: '', samples: [] })],
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
    ['an empty headline', draft({ header: { kind: 'text', text: '' } }), { header: 'draft.headlineMissing' }],
    [
      'a headline of 61 characters',
      draft({ header: { kind: 'text', text: 'x'.repeat(61) } }),
      { header: 'template.wrong.long' },
    ],
    [
      'stars in a headline',
      draft({ header: { kind: 'text', text: '*Neu*' } }),
      { header: 'draft.headlinePlain' },
    ],
    [
      'an emoji in a headline',
      draft({ header: { kind: 'text', text: 'Neu 🎉' } }),
      { header: 'draft.headlinePlain' },
    ],
    [
      'two blanks in a headline',
      draft({ header: { kind: 'text', text: '{{1}} {{2}}', sample: 'a' } }),
      { header: 'draft.headlineBlanks' },
    ],
    [
      'a headline without its example',
      draft({ header: { kind: 'text', text: 'Nr. {{1}}' } }),
      { headerSample: 'draft.samples' },
    ],
    [
      'a name in the headline and a number in the text',
      draft({ header: { kind: 'text', text: 'Nr. {{order}}', sample: '7' } }),
      { header: 'draft.mixed' },
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
      'a text for a verification code',
      draft({ category: 'AUTHENTICATION', footer: 'x', buttons: parseButtons('Ja') }),
      { body: 'draft.authentication', footer: 'draft.authentication', buttons: 'draft.authentication' },
    ],
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
    const found = checkDraft(given);
    expect(Object.fromEntries(Object.entries(found).map(([field, error]) => [field, error.key]))).toEqual(
      errors,
    );
    Object.values(found).forEach((error) => expect(say(error)).not.toMatch(/\{[a-z]\w*\}(?!\})/));
  });
});

describe('writeDraft', () => {
  it('writes what Graph takes', () => {
    const given = draft({
      header: { kind: 'text', text: 'Nr. {{1}}', sample: '7' },
      footer: 'Teehaus',
      buttons: parseButtons('Los | https://a.example/{{1}} | 7\nRuf | +49 30 1\nCode | TEE25\nJa'),
    });
    expect(writeDraft(given)).toEqual({
      name: 'order_sent',
      language: 'de',
      category: 'UTILITY',
      parameter_format: 'POSITIONAL',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Nr. {{1}}', example: { header_text: ['7'] } },
        { type: 'BODY', text: 'Hallo {{1}}, Ihre Bestellung ist da.', example: { body_text: [['Ana']] } },
        { type: 'FOOTER', text: 'Teehaus' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'URL', text: 'Los', url: 'https://a.example/{{1}}', example: ['https://a.example/7'] },
            { type: 'PHONE_NUMBER', text: 'Ruf', phone_number: '+49301' },
            { type: 'COPY_CODE', example: 'TEE25' },
            { type: 'QUICK_REPLY', text: 'Ja' },
          ],
        },
      ],
    });
  });

  it('names the blanks where the text does', () => {
    const given = draft({
      header: { kind: 'text', text: 'Nr. {{order}}', sample: '7' },
      body: 'Hallo {{first_name}}!',
    });
    expect(writeDraft(given)).toMatchObject({
      parameter_format: 'NAMED',
      components: [
        { example: { header_text_named_params: [{ param_name: 'order', example: '7' }] } },
        { example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] } },
      ],
    });
  });

  it('leaves verification codes to WhatsApp', () => {
    expect(writeDraft(draft({ category: 'AUTHENTICATION', body: '', samples: [] }))).toEqual({
      name: 'order_sent',
      language: 'de',
      category: 'AUTHENTICATION',
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
      ],
    });
  });

  it('is read back as the template that was drafted, buttons included', () => {
    const lines = 'Los | https://a.example/{{1}} | 7\nRuf | +49301\nCopy code | TEE25\nJa';
    const written = { ...writeDraft(buttons(lines)), status: 'PENDING' };
    const template = readTemplate(written)!;
    expect(template.body?.variables).toEqual([{ name: '1', sample: 'Ana' }]);
    expect(writeButtons(template.buttons).replace('\n | TEE25', '\nCopy code | TEE25')).toBe(lines);
  });
});
