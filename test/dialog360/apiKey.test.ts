import { createDialog360 } from '../../src/dialog360/client';
import type { ConnectedNumber } from '../../src/domain/number';
import type { WhatsAppApi } from '../../src/services/ports';
import { aNumber } from '../support/fakes';
import { FakeHttp, type FakeAnswer } from './fakeHttp';

const FILE = Buffer.from('bytes of a picture');
const LINK = {
  url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=770001',
  mime_type: 'image/jpeg',
};
const OK = { body: {} };

/** What the other server has stored when this one's request is refused. */
function numberOf(http: FakeHttp, stored: ConnectedNumber | undefined) {
  const byId = jest.fn(() => Promise.resolve(stored));
  return { byId, api: createDialog360(http, { byId })(aNumber()) };
}

const refusal = (status: number): FakeAnswer => ({ status, body: { error: 'Invalid API key' } });

describe('A key that 360dialog refuses, while another server has stored a new one', () => {
  const stored = aNumber({ apiKey: 'key-2' });

  it.each<[string, (api: WhatsAppApi) => Promise<unknown>, FakeAnswer[]]>([
    [
      'a message',
      (api) =>
        api.send({ to: { waId: '4915123456789' }, content: { kind: 'text', body: 'a', previewUrl: false } }),
      [{ body: { messages: [{ id: 'wamid.1' }] } }],
    ],
    ['a read mark', (api) => api.markRead('wamid.1', true), [OK]],
    ['a download', (api) => api.download({ id: '770001' }, 1_000), [{ body: LINK }, { body: FILE }]],
    [
      'an upload',
      (api) => api.upload({ bytes: FILE, mimeType: 'image/jpeg', filename: 'a.jpg' }),
      [{ body: { id: '880001' } }],
    ],
    ['a check', (api) => api.health(), [OK]],
    ['the webhook', (api) => api.webhook(), [OK]],
    ['the templates', (api) => api.templates(), [{ body: { data: [] } }]],
    ['the deletion of a template', (api) => api.deleteTemplate({ id: '1', name: 'offer' }), [OK]],
  ])('lets %s go out again by that one', async (_label, ask, answers) => {
    for (const status of [401, 403]) {
      const http = new FakeHttp(refusal(status), ...answers);
      const { api, byId } = numberOf(http, stored);
      expect(await ask(api)).toMatchObject({ ok: true });
      expect(http.keys).toEqual(['key-1', ...answers.map(() => 'key-2')]);
      expect(http.requests[1]).toEqual({
        ...http.requests[0],
        options: {
          ...http.requests[0]!.options,
          headers: { ...http.requests[0]!.options.headers, 'D360-API-KEY': 'key-2' },
        },
      });
      expect(byId.mock.calls).toEqual([[aNumber().id, { fresh: true }]]);
    }
  });

  it('is replaced in the middle of a download, and for what follows', async () => {
    const http = new FakeHttp({ body: LINK }, refusal(401), { body: FILE }, OK);
    const { api } = numberOf(http, stored);
    expect(await api.download({ id: '770001' }, 1_000)).toMatchObject({ ok: true, value: { bytes: FILE } });
    await api.health();
    expect(http.keys).toEqual(['key-1', 'key-1', 'key-2', 'key-2']);
  });

  it('is replaced for each of the requests that went out by it at once', async () => {
    const http = new FakeHttp(refusal(401), refusal(401), OK, OK);
    const { api } = numberOf(http, stored);
    expect(await Promise.all([api.health(), api.webhook()])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(http.keys).toEqual(['key-1', 'key-1', 'key-2', 'key-2']);
  });

  it('is replaced once: what the new key is refused for is the answer', async () => {
    const http = new FakeHttp(refusal(401), refusal(403));
    const { api } = numberOf(http, stored);
    expect(await api.health()).toMatchObject({ ok: false, failure: { code: 'http-403' } });
    expect(http.keys).toEqual(['key-1', 'key-2']);
  });

  it.each<[string, ConnectedNumber | undefined]>([
    ['the same key', aNumber()],
    ['no such number any more', undefined],
    ['a key of another environment', aNumber({ apiKey: 'key-2', environment: 'sandbox' })],
  ])('is the answer where the records have %s', async (_label, known) => {
    const http = new FakeHttp(refusal(401));
    expect(await numberOf(http, known).api.health()).toMatchObject({ ok: false });
    expect(http.keys).toEqual(['key-1']);
  });

  it('is the answer where the key is one that somebody has just entered', async () => {
    const byId = jest.fn();
    const http = new FakeHttp(refusal(401));
    const { apiKey, environment } = aNumber();
    const api = createDialog360(http, { byId })({ apiKey, environment });
    expect(await api.health()).toMatchObject({ ok: false });
    expect(byId).not.toHaveBeenCalled();
  });

  it.each([400, 404, 429, 500])('is not asked for after status %i', async (status) => {
    const { api, byId } = numberOf(new FakeHttp({ status }), stored);
    expect(await api.health()).toMatchObject({ ok: false });
    expect(byId).not.toHaveBeenCalled();
  });
});
