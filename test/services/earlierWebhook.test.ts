import fc from 'fast-check';

import { addressOf } from '../../src/services/earlierWebhook';

describe('addressOf', () => {
  it.each([
    ['https://crm.example.org/api/webhooks/whatsapp', 'crm.example.org/api/webhooks/whatsapp'],
    ['https://crm.example.org', 'crm.example.org'],
    ['https://user:pass@crm.example.org:8443/Webhook/?token=t0k', 'crm.example.org/Webhook'],
    ['https://hooks.example.org/services/T0AB/B1CD/zfgh', 'hooks.example.org/services/…/…/…'],
    ['https://crm.example.org/hook#fragment', 'crm.example.org/hook'],
    ['not a url', '…'],
  ])('shows %s as %s', (url, shown) => {
    expect(addressOf(url)).toBe(shown);
  });

  it('shows nothing of credentials, query, fragment and unknown parts of the path', () => {
    const secret = fc.stringMatching(/^[A-Z][A-Za-z0-9]{9,20}$/);
    fc.assert(
      fc.property(secret, fc.nat(3), (word, place) => {
        const urls = [
          `https://${word}:${word}@crm.example.org/api`,
          `https://crm.example.org/api/${word}/hook`,
          `https://crm.example.org/api?key=${word}`,
          `https://crm.example.org/api#${word}`,
        ];
        expect(addressOf(urls[place]!)).not.toContain(word);
      }),
    );
  });
});
