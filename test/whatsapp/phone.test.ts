import fc from 'fast-check';
import { canonicalForm, displayPhone, readPhone } from '../../src/whatsapp/phone';

describe('the forms of a number', () => {
  const cases: [label: string, waId: string, canonical: string, display: string][] = [
    ['Brazil, today', '5511987654321', '5511987654321', '+55 11 98765 4321'],
    ['Brazil, an old account without the 9', '551187654321', '5511987654321', '+55 11 98765 4321'],
    ['Brazil, a landline gets no 9', '551134567890', '551134567890', '+55 11 3456 7890'],
    ['Mexico, today', '525512345678', '525512345678', '+52 55 1234 5678'],
    ['Mexico, with the former 1', '5215512345678', '525512345678', '+52 55 1234 5678'],
    ['Argentina, a mobile', '5491123456789', '541123456789', '+54 9 11 2345 6789'],
    ['Argentina, without the 9', '541123456789', '541123456789', '+54 11 2345 6789'],
    ['Germany', '4915123456789', '4915123456789', '+49 1512 3456789'],
    ['United States', '14155550123', '14155550123', '+1 415 555 0123'],
    ['a number that starts like Brazil and is too short', '55119876', '55119876', '+55 119876'],
    ['no country at all', '999999', '999999', '+999999'],
  ];

  test.each(cases)('%s', (_label, waId, canonical, display) => {
    expect(canonicalForm(waId)).toBe(canonical);
    expect(displayPhone(waId)).toBe(display);
  });

  const digits = fc.stringMatching(/^\d{6,11}$/);
  const numbers = fc.oneof(
    digits,
    digits.map((rest) => `55${rest}`),
    digits.map((rest) => `52${rest}`),
    digits.map((rest) => `521${rest}`),
    digits.map((rest) => `54${rest}`),
    digits.map((rest) => `549${rest}`),
  );

  test('the canonical form is its own canonical form', () => {
    fc.assert(
      fc.property(numbers, (waId) => {
        expect(canonicalForm(canonicalForm(waId))).toBe(canonicalForm(waId));
      }),
    );
  });

  test('what is shown starts with a plus and never throws', () => {
    fc.assert(fc.property(fc.string(), (waId) => expect(displayPhone(waId)).toMatch(/^\+/)));
  });
});

describe('a number as people write it', () => {
  it.each([
    ['+49 151 23456789', '4915123456789'],
    ['+49 (0)151 234 567-89', '4915123456789'],
    ['0049151/23456789', '4915123456789'],
    ['4915123456789', '4915123456789'],
    ['0151 23456789', '4915123456789'],
    ['(0151) 23456789', '4915123456789'],
    ['+55 (11) 9876-5432', '551198765432'],
    ['+1 212.555.0123', '12125550123'],
    ['', undefined],
    ['12ab', undefined],
    ['+49', undefined],
    ['+49 151 23456789 01234567', undefined],
    ['Ana', undefined],
  ])('%s is %s, for somebody in Germany', (written, digits) => {
    expect(readPhone(written, '+4930901820')).toBe(digits);
  });

  it('is not guessed in a country that nobody knows', () => {
    expect(readPhone('0151 23456789', '')).toBeUndefined();
  });

  it('is the same however it is grouped', () => {
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', '/'), { minLength: 13, maxLength: 13 });
    fc.assert(
      fc.property(gaps, (between) => {
        const written = `+${[...'4915123456789'].map((digit, index) => digit + between[index]!).join('')}`;
        expect(readPhone(written, '')).toBe('4915123456789');
      }),
    );
  });
});
