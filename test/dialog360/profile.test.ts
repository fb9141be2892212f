import { createDialog360 } from '../../src/dialog360/client';
import type { Environment } from '../../src/domain/number';
import { FakeHttp, NO_NUMBERS } from './fakeHttp';

const KEY = 'a-secret-key';

function api(http: FakeHttp, environment: Environment = 'production') {
  return createDialog360(http, NO_NUMBERS)({ apiKey: KEY, environment });
}

describe('the business profile', () => {
  test('is read with all of its fields', async () => {
    const http = new FakeHttp({
      body: {
        data: [
          {
            about: 'Tea since 1904',
            address: 'Marktplatz 1',
            description: 'A house of tea',
            email: 'tea@example.org',
            websites: ['https://tea.example.org/'],
            vertical: 'RETAIL',
            profile_picture_url: 'https://pps.whatsapp.net/v/1.jpg',
            messaging_product: 'whatsapp',
          },
        ],
      },
    });
    expect(await api(http).profile()).toEqual({
      ok: true,
      value: {
        about: 'Tea since 1904',
        address: 'Marktplatz 1',
        description: 'A house of tea',
        email: 'tea@example.org',
        websites: ['https://tea.example.org/'],
        vertical: 'RETAIL',
        pictureUrl: 'https://pps.whatsapp.net/v/1.jpg',
      },
    });
    expect(http.requests[0]?.url).toBe(
      'https://waba-v2.360dialog.io/whatsapp_business_profile?fields=about,address,description,email,profile_picture_url,websites,vertical',
    );
  });

  test.each([
    ['an empty profile', { data: [{ messaging_product: 'whatsapp' }] }],
    ['no profile at all', { data: [] }],
    ['a line of business that is unknown', { data: [{ vertical: 'UNDEFINED' }] }],
    ['nonsense in fields', { data: [{ about: null, websites: 'https://tea.example.org' }] }],
  ])('is empty for %s', async (_, body) => {
    expect(await api(new FakeHttp({ body })).profile()).toEqual({
      ok: true,
      value: { about: '', address: '', description: '', email: '', websites: [] },
    });
  });

  test('is changed in the fields that are named', async () => {
    const http = new FakeHttp({ body: { success: true } });
    const saved = await api(http).saveProfile({
      about: 'Open again',
      websites: [],
      pictureHandle: '4::aW1h',
    });
    expect(saved).toEqual({ ok: true, value: undefined });
    expect(http.requests[0]).toMatchObject({
      method: 'post',
      url: 'https://waba-v2.360dialog.io/whatsapp_business_profile',
      options: {
        data: {
          messaging_product: 'whatsapp',
          about: 'Open again',
          websites: [],
          profile_picture_handle: '4::aW1h',
        },
      },
    });
  });

  test('gets its picture by a session and the bytes from the start', async () => {
    const http = new FakeHttp({ body: { id: 'upload:MTphdHRh?sig=ARZ' } }, { body: { h: '4::aW1hZ2U=' } });
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
    expect(await api(http).uploadPicture({ bytes, mimeType: 'image/jpeg' })).toEqual({
      ok: true,
      value: '4::aW1hZ2U=',
    });
    expect(http.requests.map(({ url }) => url)).toEqual([
      'https://waba-v2.360dialog.io/uploads?file_length=4&file_type=image%2Fjpeg',
      'https://waba-v2.360dialog.io/upload:MTphdHRh?sig=ARZ',
    ]);
    expect(http.requests[1]?.options.headers).toMatchObject({ 'D360-API-KEY': KEY, file_offset: '0' });
    expect(http.requests[1]?.options.content).toEqual(bytes);
  });

  test('does not exist in the sandbox', async () => {
    const sandbox = api(new FakeHttp({ status: 404 }), 'sandbox');
    expect(await sandbox.profile()).toMatchObject({ ok: false, failure: { code: 'sandbox-profile' } });
  });
});
