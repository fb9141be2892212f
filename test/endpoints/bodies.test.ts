import { readTemplateMessage } from '../../src/endpoints/bodies';
import { readBulk, readRecipients } from '../../src/endpoints/bulkBodies';

const template = { name: 'hello', language: { code: 'en' } };
const read = { name: 'hello', language: 'en', components: [] };

describe('the body of templateMessage', () => {
  const table = [
    {
      what: 'as documented, without what is of the past',
      given: {
        phoneNumbers: ['+49151'],
        connectedWhatsAppNo: '+4930',
        targetAgent: 'ana',
        targetDepartment: 'Sales',
        template: { ...template, namespace: 'x', language: { code: 'en', policy: 'deterministic' } },
      },
      body: {
        phoneNumbers: ['+49151'],
        connectedNumber: '+4930',
        agent: 'ana',
        department: 'Sales',
        template: read,
      },
    },
    {
      what: 'with numbers as numbers, and a language as text',
      given: {
        phoneNumbers: [49151],
        connectedWhatsAppNo: 4930,
        template: { name: 'hello', language: 'en' },
      },
      body: { phoneNumbers: ['49151'], connectedNumber: '4930', template: read },
    },
    {
      what: 'with one recipient that is no list, and empty fields',
      given: { phoneNumbers: '+49151', targetAgent: '', targetDepartment: null, template },
      body: { phoneNumbers: ['+49151'], template: read },
    },
  ];

  test.each(table)('$what', ({ given, body }) => {
    expect(readTemplateMessage(given)).toEqual({ body });
  });

  const broken = [
    { given: undefined, field: 'phoneNumbers', missing: true },
    { given: {}, field: 'phoneNumbers', missing: true },
    { given: { phoneNumbers: [], template }, field: 'phoneNumbers', missing: false },
    { given: { phoneNumbers: ['+49151'] }, field: 'template', missing: true },
    {
      given: { phoneNumbers: ['+49151'], template: { language: 'en' } },
      field: 'template.name',
      missing: true,
    },
  ];

  test.each(broken)('without what it needs: $field', ({ given, field, missing }) => {
    expect(readTemplateMessage(given)).toEqual({ field, missing });
  });
});

describe('the body of a bulk job', () => {
  test('fills recipients by texts in order, by inputs, or in WhatsApp’s own form', () => {
    const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }];
    const recipients = [
      '+49151',
      { phoneNumber: 49152, variables: ['Ana', 4711] },
      { phoneNumber: '+49153', variables: { 'body-1': 'Ana' } },
      { phoneNumber: '+49154', components },
    ];
    expect(readBulk({ template, recipients, idempotencyKey: 'k', variables: { 'body-1': 'you' } })).toEqual({
      body: {
        template: { name: 'hello', language: 'en' },
        filling: { values: { 'body-1': 'you' } },
        recipients: [
          { phoneNumber: '+49151' },
          {
            phoneNumber: '49152',
            filling: {
              components: [
                {
                  type: 'body',
                  parameters: [
                    { type: 'text', text: 'Ana' },
                    { type: 'text', text: '4711' },
                  ],
                },
              ],
            },
          },
          { phoneNumber: '+49153', filling: { values: { 'body-1': 'Ana' } } },
          { phoneNumber: '+49154', filling: { components } },
        ],
        open: false,
        idempotencyKey: 'k',
      },
    });
  });

  test('needs recipients, now or later', () => {
    expect(readBulk({ template })).toEqual({ field: 'recipients', missing: true });
    expect(readBulk({ template, open: true })).toMatchObject({ body: { recipients: [], open: true } });
    expect(readRecipients({ recipients: [] })).toEqual({ field: 'recipients', missing: false });
  });
});
