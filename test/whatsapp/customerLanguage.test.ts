import fc from 'fast-check';

import { closestLanguage, countryOf, likelyLanguage } from '../../src/whatsapp/customerLanguage';
import { TEMPLATE_LANGUAGES } from '../../src/whatsapp/template/draft/languages';

describe('The language of a customer', () => {
  // Countries by ITU E.164 country codes, likely languages by Unicode CLDR.
  it.each([
    ['Germany', { waId: '4915123456789' }, 'de-DE'],
    ['Brazil, without the ninth digit', { waId: '551198765432' }, 'pt-BR'],
    ['Mexico, with the former 1', { waId: '5215512345678' }, 'es-MX'],
    ['Portugal', { waId: '351912345678' }, 'pt-PT'],
    ['Switzerland, where several are spoken', { waId: '41791234567' }, 'de-CH'],
    ['Belgium, where several are spoken', { waId: '32470123456' }, 'nl-BE'],
    ['Canada, which shares +1', { waId: '14165550123' }, 'en-CA'],
    ['Kazakhstan, which shares +7', { waId: '77012345678' }, 'ru-KZ'],
    ['Israel', { waId: '972501234567' }, 'he-IL'],
    ['Hong Kong', { waId: '85251234567' }, 'zh-HK'],
    ['a hidden number', { userId: 'FR.99887766' }, 'fr-FR'],
    ['a number rather than the user id', { waId: '4915123456789', userId: 'FR.99887766' }, 'de-DE'],
    ['a number of nowhere', { waId: '99999999999' }, undefined],
    ['a group', { groupId: 'Y2FwaV9ncm91cA' }, undefined],
  ])('is likely by the country: %s', (_, customer, language) => {
    expect(likelyLanguage(countryOf(customer))).toBe(language);
  });

  it.each([
    ['the same country before the language alone', 'pt-BR', ['pt', 'pt_PT', 'pt_BR'], 'pt_BR'],
    ['the language alone before another country', 'pt-AO', ['pt_BR', 'pt', 'pt_PT'], 'pt'],
    ['another country before none', 'pt-PT', ['de', 'pt_BR'], 'pt_BR'],
    ['no other country where there is a code without one', 'en-US', ['en_GB'], undefined],
    ['no other script', 'zh-HK', ['zh_CN'], undefined],
    ['the same script', 'zh-HK', ['zh_CN', 'zh_TW'], 'zh_TW'],
    ['no other script, also where the country is not told', 'zh-HK', ['zh', 'zh_TW'], 'zh_TW'],
    ['a template in a language without a country', 'es', ['es_MX', 'es'], 'es'],
    ['no other language of the country', 'de-CH', ['fr', 'it'], undefined],
    ['nothing for what is no language', 'not a language', ['de'], undefined],
  ])('fits %s', (_, wanted, offered, found) => {
    expect(closestLanguage(wanted, offered)).toBe(found);
  });

  it('never throws, and finds nothing that was not offered', () => {
    const codes = fc.oneof(fc.constantFrom(...TEMPLATE_LANGUAGES), fc.string());
    fc.assert(
      fc.property(codes, fc.array(codes), fc.string(), fc.string(), (wanted, offered, waId, userId) => {
        expect([undefined, ...offered]).toContain(closestLanguage(wanted, offered));
        likelyLanguage(countryOf({ waId, userId }));
      }),
    );
  });
});
