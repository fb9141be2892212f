import type { Dialog360 } from './dialog360';
import type { Phone } from './phones/phone';
import type { NumberRecord } from './state/records';
import type { TemplateDraft } from './templates';

export interface Seed {
  production: NumberRecord;
  sandbox: NumberRecord;
  customers: Phone[];
}

const BUSINESS = {
  displayNumber: '4930901820',
  verifiedName: 'Teehaus Morgenrot',
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  apiKey: 'demo-production-key',
};

const CUSTOMERS = [
  { waId: '4915123456789', name: 'Mara Lindner', userId: 'DE.10432298651170321' },
  // A Brazilian mobile whose WhatsApp id lacks the ninth digit.
  { waId: '551198765432', name: 'Rafael Nogueira', userId: 'BR.20559134477120963' },
  {
    waId: '4915799887766',
    name: 'Jo',
    userId: 'DE.30881254497710542',
    username: 'jo.liest',
    hidesNumber: true,
  },
];

const TEMPLATES: TemplateDraft[] = [
  {
    name: 'order_update',
    language: 'de',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Hallo {{first_name}}, Ihre Bestellung {{order}} ist unterwegs.',
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Ana' },
            { param_name: 'order', example: '4711' },
          ],
        },
      },
      { type: 'FOOTER', text: 'Teehaus Morgenrot' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Danke' }] },
    ],
  },
  {
    name: 'come_back',
    language: 'en',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Hi {{1}}, our summer tea is here.', example: { body_text: [['Ana']] } },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Shop',
            url: 'https://teehaus.example/{{1}}',
            example: ['https://teehaus.example/a'],
          },
          { type: 'QUICK_REPLY', text: 'Stop' },
        ],
      },
    ],
  },
  {
    name: 'login_code',
    language: 'en',
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', text: '*{{1}}* is your verification code.', add_security_recommendation: true },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Copy code',
            url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}',
          },
        ],
      },
    ],
  },
  {
    name: 'hello',
    language: 'en',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hello, how can we help?' }],
  },
];

/** A business with a production number, templates and three customers, one of them linked with a sandbox. */
export function seed(dialog360: Dialog360): Seed {
  if (dialog360.numbers.length > 0) {
    return {
      production: dialog360.number(BUSINESS.phoneNumberId),
      sandbox: sandboxOf(dialog360),
      customers: dialog360.phones,
    };
  }
  const production = dialog360.createNumber(BUSINESS);
  for (const template of TEMPLATES) {
    dialog360.templates.create(production, template, 'APPROVED');
  }
  const customers = CUSTOMERS.map((customer) => dialog360.createPhone(customer));
  const sandbox = dialog360.createNumber({ sandboxFor: CUSTOMERS[0]?.waId, apiKey: 'demo-sandbox-key' });
  return { production, sandbox, customers };
}

function sandboxOf(dialog360: Dialog360): NumberRecord {
  const sandbox = dialog360.numbers.find(({ environment }) => environment === 'sandbox');
  if (!sandbox) {
    throw new Error('The folder holds numbers that were not made by the seed.');
  }
  return sandbox;
}
