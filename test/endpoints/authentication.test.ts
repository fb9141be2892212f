import { isSameSecret, refusalOf } from '../../src/endpoints/authentication';
import { DEFAULT_SETTINGS } from '../support/fakes';

const TOKEN = 'a-long-random-text';

function ask(authorization: string | undefined, apiToken = TOKEN) {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return refusalOf({ headers }, { get: () => Promise.resolve({ ...DEFAULT_SETTINGS, apiToken }) });
}

describe('The guard of the endpoints for other systems', () => {
  it.each([
    ['the token', `Bearer ${TOKEN}`],
    ['the scheme in small letters', `bearer ${TOKEN}`],
    ['more blanks', `Bearer   ${TOKEN} `],
  ])('lets pass %s', async (_, authorization) => {
    await expect(ask(authorization)).resolves.toBeUndefined();
  });

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['the scheme alone', 'Bearer '],
    ['another scheme', `Basic ${TOKEN}`],
    ['the bare token', TOKEN],
    ['the beginning of the token', `Bearer ${TOKEN.slice(0, -1)}`],
    ['more than the token', `Bearer ${TOKEN}x`],
    ['the token in other letters', `Bearer ${TOKEN.toUpperCase()}`],
    ['two tokens', `Bearer ${TOKEN} ${TOKEN}`],
  ])('refuses %s with 401', async (_, authorization) => {
    const refused = await ask(authorization);
    expect(refused).toMatchObject({ status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
    expect(JSON.stringify(refused)).not.toContain(TOKEN);
  });

  it.each([[undefined], ['Bearer '], [`Bearer ${TOKEN}`]])(
    'refuses %j with 403 while there is no token, and says so',
    async (authorization) => {
      await expect(ask(authorization, '')).resolves.toMatchObject({
        status: 403,
        content: { success: false, error: expect.stringContaining('API token') as unknown },
      });
    },
  );

  it('compares secrets of any length', () => {
    expect(isSameSecret('', 'x')).toBe(false);
    expect(isSameSecret('a'.repeat(1_000), 'a'.repeat(999))).toBe(false);
    expect(isSameSecret('ä', 'ä')).toBe(true);
  });
});
