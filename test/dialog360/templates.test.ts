import { createDialog360 } from '../../src/dialog360/client';
import type { Environment } from '../../src/domain/number';
import type { TemplateDraft } from '../../src/domain/templateDraft';
import { FakeHttp, type FakeAnswer, NO_NUMBERS } from './fakeHttp';

const FIELDS = 'id,name,language,status,category,components,parameter_format,rejected_reason,quality_score';
const BASE = 'https://waba-v2.360dialog.io';

const aTemplate = (name: string) => ({ id: name, name, language: 'de', status: 'APPROVED', components: [] });

async function list(answers: FakeAnswer[], environment: Environment = 'production') {
  const http = new FakeHttp(...answers);
  const result = await createDialog360(http, NO_NUMBERS)({ apiKey: 'key', environment }).templates();
  return {
    names: result.ok ? result.value.map(({ name }) => name) : undefined,
    code: result.ok ? undefined : result.failure.code,
    urls: http.requests.map(({ url }) => url),
  };
}

const missing = { status: 404, body: { error: { message: 'Unknown path', code: 2500 } } };

const DRAFT: TemplateDraft = {
  kind: 'content',
  name: 'a',
  language: 'de',
  category: 'UTILITY',
  body: 'Hallo!',
  samples: [],
  buttons: [],
};

function apiOf(...answers: FakeAnswer[]) {
  const http = new FakeHttp(...answers);
  return { http, api: createDialog360(http, NO_NUMBERS)({ apiKey: 'key', environment: 'production' }) };
}

describe('a template', () => {
  test('is created', async () => {
    const { http, api } = apiOf({ body: { id: 77, status: 'PENDING', category: 'UTILITY' } });
    expect(await api.createTemplate(DRAFT)).toEqual({ ok: true, value: '77' });
    expect(http.requests).toMatchObject([
      { method: 'post', url: `${BASE}/message_templates`, options: { data: { name: 'a', language: 'de' } } },
    ]);
  });

  test('that is refused says why in the words for people', async () => {
    const error = { code: 100, message: 'Invalid parameter', error_user_msg: 'Variables at the edge.' };
    const { api } = apiOf({ status: 400, body: { error } });
    expect(await api.createTemplate(DRAFT)).toMatchObject({
      failure: { human: { params: { details: 'Variables at the edge.' } } },
    });
  });

  test.each([true, false])('is edited, its category kept: %s', async (keepsCategory) => {
    const { http, api } = apiOf({ body: { success: true } });
    expect(await api.editTemplate('77', DRAFT, { keepsCategory })).toEqual({ ok: true });
    const components = [{ type: 'BODY', text: 'Hallo!' }];
    expect(http.requests[0]).toMatchObject({ method: 'post', url: `${BASE}/message_templates/77` });
    expect(http.requests[0]?.options.data).toEqual({
      ...(keepsCategory ? {} : { category: 'UTILITY' }),
      components,
    });
  });

  test('is deleted by id and name, with a body that is no form', async () => {
    const { http, api } = apiOf({ body: { success: true } });
    expect(await api.deleteTemplate({ id: '77', name: 'a' })).toEqual({ ok: true });
    expect(http.requests).toMatchObject([
      { method: 'delete', url: `${BASE}/message_templates?hsm_id=77&name=a`, options: { data: {} } },
    ]);
  });

  const file = { bytes: Buffer.from('png'), filename: 'tee 1.png', mimeType: 'image/png' };

  test('gets its example in two steps', async () => {
    const { http, api } = apiOf({ body: { id: 'upload:abc' } }, { body: { h: '4::xyz' } });
    expect(await api.uploadSample(file)).toEqual({ ok: true, value: '4::xyz' });
    const [session, bytes] = http.requests;
    expect(session?.url).toBe(`${BASE}/uploads?file_length=3&file_type=image%2Fpng`);
    expect(bytes).toMatchObject({
      url: `${BASE}/upload:abc`,
      options: {
        headers: { file_offset: '0', 'Content-Type': 'application/octet-stream', 'D360-API-KEY': 'key' },
      },
    });
    expect(bytes?.options.content).toEqual(file.bytes);
  });

  test('does not send its example where a session should not lead', async () => {
    const { http, api } = apiOf({ body: { id: '@evil.example/upload:abc' } });
    expect(await api.uploadSample(file)).toMatchObject({ ok: false });
    expect(http.requests).toHaveLength(1);
  });
});

describe('the list of templates', () => {
  test('is read over all pages, by the cursor and never by the address of another host', async () => {
    const { names, urls } = await list([
      {
        body: {
          data: [aTemplate('a')],
          paging: { cursors: { before: 'x', after: 'y=/1' }, next: 'https://graph.facebook.com/next' },
        },
      },
      { body: { data: [aTemplate('b')], paging: { cursors: { before: 'y', after: 'z' } } } },
    ]);
    expect(names).toEqual(['a', 'b']);
    expect(urls).toEqual([
      `${BASE}/message_templates?fields=${FIELDS}&limit=100`,
      `${BASE}/message_templates?fields=${FIELDS}&limit=100&after=y%3D%2F1`,
    ]);
  });

  test('may be empty, without paging', async () => {
    expect(await list([{ body: { data: [] } }])).toMatchObject({ names: [] });
  });

  test('ends where a cursor leads to itself', async () => {
    const page = { body: { data: [aTemplate('a')], paging: { cursors: { after: 'y' }, next: 'n' } } };
    expect((await list([page, page])).urls).toHaveLength(2);
  });

  test('leaves out what is no template', async () => {
    expect(await list([{ body: { data: [null, { name: 'half' }, aTemplate('a')] } }])).toMatchObject({
      names: ['a'],
    });
  });

  test.each([404, 405])('is asked for in the older way after %d', async (status) => {
    const { names, urls } = await list([
      { ...missing, status },
      { body: { count: 1, total: 1, waba_templates: [{ ...aTemplate('a'), status: 'approved' }] } },
    ]);
    expect(names).toEqual(['a']);
    expect(urls[1]).toBe(`${BASE}/v1/configs/templates?limit=1000&offset=0&sort=name`);
  });

  test('is read over all pages in the older way, too', async () => {
    const full = Array.from({ length: 1000 }, (_, index) => aTemplate(`t${index}`));
    const { names, urls } = await list([
      missing,
      { body: { waba_templates: full } },
      { body: { waba_templates: [aTemplate('last')] } },
    ]);
    expect(names).toHaveLength(1001);
    expect(urls[2]).toBe(`${BASE}/v1/configs/templates?limit=1000&offset=1000&sort=name`);
  });

  test('that breaks off is none: half a list would look as if templates were gone', async () => {
    const first = { body: { data: [aTemplate('a')], paging: { cursors: { after: 'y' }, next: 'n' } } };
    expect(await list([first, { status: 500 }])).toMatchObject({ names: undefined, code: 'http-500' });
  });

  test('is not offered by the sandbox', async () => {
    expect(await list([missing, missing], 'sandbox')).toMatchObject({ code: 'sandbox-templates' });
  });

  test.each([
    [[{ status: 401 }], 'http-401'],
    [[{ body: { data: 'x' } }], 'unexpected-answer'],
    [[missing, missing], 'unexpected-answer'],
    [[missing, { status: 502 }], 'http-502'],
  ])('fails with %j: %s', async (answers, code) => {
    expect(await list(answers)).toMatchObject({ code });
  });
});
