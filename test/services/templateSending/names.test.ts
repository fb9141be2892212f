import { recipientsOf } from '../../../src/services/templateSending/recipients';
import { senderOf } from '../../../src/services/templateSending/senders';
import { targetOf } from '../../../src/services/templateSending/targets';
import { aNumber } from '../../support/fakes';

const shop = aNumber({ id: 'shop', displayNumber: '+49 30 901820', phoneNumberId: '104920685899299' });
const other = aNumber({ id: 'other', displayNumber: '+493077777', phoneNumberId: '104920685899300' });

describe('the number that is to send', () => {
  const found = [
    { named: '+4930901820' },
    { named: '4930901820' },
    { named: ' +49 30 90 18 20 ' },
    { named: '0049 30 901820' },
    { named: '104920685899299' },
  ];

  test.each(found)('«$named»', ({ named }) => {
    expect(senderOf([other, shop], named)).toEqual({ found: shop });
  });

  test('need not be named where there is one', () => {
    expect(senderOf([shop], undefined)).toEqual({ found: shop });
    expect(senderOf([shop], '  ')).toEqual({ found: shop });
  });

  const refused = [
    {
      what: 'not named among several',
      numbers: [shop, other],
      named: undefined,
      refusal: { why: 'missingSender' },
    },
    {
      what: 'not named where there is none',
      numbers: [],
      named: undefined,
      refusal: { why: 'missingSender' },
    },
    {
      what: 'not connected',
      numbers: [shop],
      named: '+565412001234',
      refusal: { why: 'unknownSender', named: '565412001234' },
    },
    { what: 'too short', numbers: [shop], named: '+49 30', refusal: { why: 'invalidSender', named: '4930' } },
    {
      what: 'no number',
      numbers: [shop],
      named: 'shop line',
      refusal: { why: 'invalidSender', named: 'shop line' },
    },
  ];

  test.each(refused)('$what', ({ numbers, named, refusal }) => {
    expect(senderOf(numbers, named)).toEqual({ refusal });
  });
});

describe('recipients', () => {
  test('are taken in any spelling, each person once, whichever way a country writes the number', () => {
    const given = ['+49 151 23456789', '4915123456789', '+55 11 99876-5432', '551198765432', '0034600111222'];
    expect(recipientsOf(given)).toEqual({
      valid: ['4915123456789', '5511998765432', '34600111222'],
      invalid: [],
    });
  });

  test('that cannot be are told as digits, or as they came', () => {
    expect(recipientsOf(['+12', 'nobody', '0151 2345678', '1234567890123456', '+12'])).toEqual({
      valid: [],
      invalid: ['12', 'nobody', '01512345678', '1234567890123456'],
    });
  });
});

describe('who gets the answer', () => {
  const directory = {
    agentId: (username: string) => Promise.resolve(username === 'ana' ? 'agent-1' : undefined),
    departmentId: (name: string) => Promise.resolve(name === 'Sales' ? 'dep-1' : undefined),
  };
  const table = [
    { target: {}, found: { route: undefined } },
    { target: { agent: 'ana' }, found: { route: { agentId: 'agent-1' } } },
    { target: { department: 'Sales' }, found: { route: { departmentId: 'dep-1' } } },
    {
      target: { agent: 'ana', department: 'Sales' },
      found: { route: { agentId: 'agent-1', departmentId: 'dep-1' } },
    },
    { target: { agent: 'abc98' }, found: { refusal: { why: 'unknownAgent', named: 'abc98' } } },
    { target: { department: 'Sale' }, found: { refusal: { why: 'unknownDepartment', named: 'Sale' } } },
  ];

  test.each(table)('$target', async ({ target, found }) => {
    await expect(targetOf(directory, target)).resolves.toEqual(found);
  });
});
