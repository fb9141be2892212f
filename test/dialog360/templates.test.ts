import { createDialog360 } from '../../src/dialog360/client';
import type { Environment } from '../../src/domain/number';
import { FakeHttp, type FakeAnswer } from './fakeHttp';

const FIELDS = 'id,name,language,status,category,components,parameter_format,rejected_reason,quality_score';
const BASE = 'https://waba-v2.360dialog.io';

const aTemplate = (name: string) => ({ id: name, name, language: 'de', status: 'APPROVED', components: [] });

async function list(answers: FakeAnswer[], environment: Environment = 'production') {
  const http = new FakeHttp(...answers);
  const result = await createDialog360(http)({ apiKey: 'key', environment }).templates();
  return {
    names: result.ok ? result.value.map(({ name }) => name) : undefined,
    code: result.ok ? undefined : result.failure.code,
    urls: http.requests.map(({ url }) => url),
  };
}

const missing = { status: 404, body: { error: { message: 'Unknown path', code: 2500 } } };

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
