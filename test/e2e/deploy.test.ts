import { Town } from '../../simulator/town';
import { memberPassword } from '../../simulator/rocketchat/workspace/seed';
import { Program } from './support/program';
import { zip, zipOfVersion } from './support/town';

const { id: APP_ID, version: VERSION } = jest.requireActual<{ id: string; version: string }>(
  '../../app.json',
);
const PASSWORD = 'admin-secret';

interface Deployment {
  code: number | null;
  printed: string;
}

/** Runs the deployment, and makes sure that it prints nothing of what it must keep to itself. */
async function deploy(
  town: Town,
  args: string[],
  env: Record<string, string> = { ROCKETCHAT_PASSWORD: PASSWORD },
): Promise<Deployment> {
  const url = town.rocketchat.instance.url;
  const program = Program.run('scripts/deploy.ts', ['--url', url, ...args], env);
  const deployment = { code: await program.end(), printed: program.printed };
  for (const secret of [...Object.values(env), 'wrong-password', PASSWORD, memberPassword]) {
    expect(deployment.printed).not.toContain(secret);
  }
  expect(deployment.printed).not.toContain('    at ');
  return deployment;
}

describe('Deploying to a workspace', () => {
  let town: Town;
  let file: string;
  const asAdmin = (...args: string[]): string[] => ['--user', 'admin', '--file', file, ...args];
  const installed = () => town.rocketchat.instance.manager.getOneById(APP_ID);

  beforeAll(async () => {
    town = await Town.open();
    file = zip();
  });
  afterAll(() => town.close());

  async function makeAdmin(username: string, secondFactor: boolean): Promise<string> {
    const { users } = town.rocketchat.instance.workspace;
    const { _id, services } = await users.create({ username, password: PASSWORD, roles: ['admin'] });
    await users.update(_id, { services: { ...services, totp: { enabled: secondFactor } } });
    return _id;
  }

  describe('changes nothing and says why', () => {
    afterEach(() => {
      expect(installed()).toBeUndefined();
    });

    test.each<[string, () => string[], Record<string, string>, string]>([
      [
        'for a wrong password',
        () => asAdmin(),
        { ROCKETCHAT_PASSWORD: 'wrong-password' },
        'User or password is wrong.',
      ],
      ['for no password and nobody to ask', () => asAdmin(), {}, 'The password is missing.'],
      [
        'for somebody who is no admin',
        () => ['--user', 'agent.ana', '--file', file],
        { ROCKETCHAT_PASSWORD: memberPassword },
        'The user may not manage apps.',
      ],
      [
        'for a zip that is not there',
        () => asAdmin('--file', '/nowhere/app.zip'),
        { ROCKETCHAT_PASSWORD: PASSWORD },
        'There is no /nowhere/app.zip.\nRun "npm run package" first',
      ],
      [
        'for a file that is no app',
        () => asAdmin('--file', 'package.json'),
        { ROCKETCHAT_PASSWORD: PASSWORD },
        'package.json is not a packaged app.',
      ],
      [
        'for a token that is not valid',
        () => ['--user-id', 'nobody', '--file', file],
        { ROCKETCHAT_TOKEN: 'invented-token' },
        'The token is not valid.',
      ],
    ])('%s', async (_, args, env, words) => {
      const { code, printed } = await deploy(town, args(), env);
      expect(code).toBe(1);
      expect(printed).toContain(words);
    });

    test('for an account with two-factor authentication, with and without a code', async () => {
      await makeAdmin('careful.admin', true);
      const args = ['--user', 'careful.admin', '--file', file];
      const without = await deploy(town, args);
      expect(without).toMatchObject({
        code: 1,
        printed: expect.stringMatching(/protected by two-factor authentication.*--code/s),
      });
      const wrong = await deploy(town, [...args, '--code', '000000']);
      expect(wrong).toMatchObject({ code: 1, printed: expect.stringContaining('The code is wrong') });
    });

    test('for a workspace that nobody answers at', async () => {
      const program = Program.run('scripts/deploy.ts', ['--url', 'http://127.0.0.1:9', ...asAdmin()], {
        ROCKETCHAT_PASSWORD: PASSWORD,
      });
      expect(await program.end()).toBe(1);
      expect(program.printed).toContain('http://127.0.0.1:9');
    });
  });

  test('installs and enables the app, and leaves no session behind', async () => {
    const { code, printed } = await deploy(town, asAdmin());
    expect(printed).toContain(`WhatsApp 360Dialog ${VERSION} is installed and enabled.`);
    expect(code).toBe(0);
    expect(await installed().getStatus()).toBe('manually_enabled');
    const { services } = await town.rocketchat.store.users.findOneAsync({ username: 'admin' });
    expect(services?.resume).toEqual([]);
  });

  test('leaves an installed app alone unless it is told to update', async () => {
    const { code, printed } = await deploy(town, asAdmin());
    expect(code).toBe(1);
    expect(printed).toMatch(/is installed already\..*--update/s);
  });

  test('updates it with --update, also by a token, which stays valid', async () => {
    file = await zipOfVersion('9.0.0');
    const userId = await makeAdmin('token.admin', false);
    const { users } = town.rocketchat.instance.workspace;
    const token = await users.issueToken(userId);
    const args = ['--user-id', userId, '--file', file, '--update'];
    const { code, printed } = await deploy(town, args, { ROCKETCHAT_TOKEN: token });
    expect(printed).toContain(`WhatsApp 360Dialog is updated from ${VERSION} to 9.0.0.`);
    expect(code).toBe(0);
    expect(installed().getVersion()).toBe('9.0.0');
    expect(await users.byToken(userId, token)).not.toBeNull();
  });
});

describe('A licence without private apps', () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.open({ privateApps: false });
  });
  afterAll(() => town.close());

  test('leaves the app disabled, and the admin is told', async () => {
    const args = ['--user', 'admin', '--file', zip()];
    expect(await deploy(town, args)).toMatchObject({
      code: 1,
      printed: expect.stringMatching(
        /is installed, but cannot be enabled.*licence does not allow.*paid plan/s,
      ),
    });
    expect(await deploy(town, [...args, '--update'])).toMatchObject({
      code: 1,
      printed: expect.stringMatching(/licence does not allow/),
    });
  });
});
