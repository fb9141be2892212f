import AdmZip from 'adm-zip';
import nock from 'nock';

import appJson from '../../app.json';
import type { AppZip } from '../../scripts/lib/deployment/appZip';
import { deploy } from '../../scripts/lib/deployment/deploy';
import type { DeployError } from '../../scripts/lib/deployment/deployError';
import type { Credentials } from '../../scripts/lib/deployment/options';
import type { Manifest } from '../../scripts/lib/manifest';

const url = 'https://chat.example.org';
const id = '0d9f7a3e-53f0-4b0c-9a55-6d2c86ab2a44';
const password = 'correct horse battery staple';
const token = 'T0kenT0kenT0ken';

const manifest = {
  id,
  name: 'Echo',
  nameSlug: 'echo',
  version: '2.0.0',
  permissions: [{ name: 'message.read' }],
} as Manifest;

function appZip(): AppZip {
  const zip = new AdmZip();
  zip.addFile('app.json', Buffer.from(JSON.stringify(manifest)));
  return { name: 'echo_2.0.0.zip', bytes: zip.toBuffer(), manifest };
}

interface Run {
  update?: boolean;
  credentials?: Credentials;
}

function run({ update = false, credentials = { user: 'ada', password, code: undefined } }: Run = {}) {
  return deploy({ url, credentials, update, file: undefined }, appZip(), async () => password);
}

async function failure(options?: Run): Promise<string> {
  const error = await run(options).then(
    () => new Error('It succeeded'),
    (error: unknown) => error as DeployError,
  );
  expect(error.message).not.toContain(password);
  expect(error.message).not.toContain(token);
  return error.message;
}

function server(version = '7.10') {
  return nock(url).get('/api/info').reply(200, { version, success: true });
}

function loggedIn(installed: object[] = [], version?: string) {
  return server(version)
    .post('/api/v1/login', { user: 'ada', password })
    .reply(200, {
      success: true,
      status: 'success',
      data: { userId: 'u1', authToken: token, me: { _id: 'u1' } },
    })
    .get('/api/apps/installed')
    .matchHeader('x-user-id', 'u1')
    .matchHeader('x-auth-token', token)
    .reply(200, { apps: installed, success: true })
    .post('/api/v1/logout')
    .reply(200, { status: 'success', data: { message: "You've been logged out!" } });
}

const installed = (status: string, version = '1.0.0') => ({ id, version, status, name: 'Echo' });
const done = (status: string) => ({ app: installed(status, '2.0.0'), implemented: {}, success: true });

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

describe('deploying the app', () => {
  it('installs it with the permissions of its manifest, and logs out', async () => {
    let form = '';
    const scope = loggedIn().post('/api/apps', (body: string) => {
      form = /^[0-9a-f]+$/i.test(body) ? Buffer.from(body, 'hex').toString('latin1') : body;
      return true;
    });
    const finished = scope.reply(200, done('manually_enabled'));
    expect(await run()).toBe('Echo 2.0.0 is installed and enabled.');
    expect(form).toMatch(/name="permissions"\r\n\r\n\[{"name":"message.read"}\]\r\n/);
    expect(form).toMatch(/name="app"; filename="echo_2.0.0.zip"\r\nContent-Type: application\/zip\r\n\r\nPK/);
    finished.done();
  });

  it('updates an installed one when asked to', async () => {
    loggedIn([installed('manually_enabled')])
      .post(`/api/apps/${id}`)
      .reply(200, done('manually_enabled'));
    expect(await run({ update: true })).toBe('Echo is updated from 1.0.0 to 2.0.0.');
  });

  it('installs it when asked to update one that is not there', async () => {
    loggedIn().post('/api/apps').reply(200, done('manually_enabled'));
    expect(await run({ update: true })).toBe('Echo 2.0.0 is installed and enabled.');
  });

  it('leaves one disabled that was disabled before the update', async () => {
    loggedIn([installed('manually_disabled')])
      .post(`/api/apps/${id}`)
      .reply(200, done('manually_disabled'));
    expect(await run({ update: true })).toBe('Echo is updated from 1.0.0 to 2.0.0, and disabled as before.');
  });

  it('enables it when the server has not done so by itself', async () => {
    loggedIn()
      .post('/api/apps')
      .reply(200, done('initialized'))
      .post(`/api/apps/${id}/status`, { status: 'manually_enabled' })
      .reply(200, { success: true })
      .get('/api/apps/installed')
      .reply(200, { apps: [installed('manually_enabled')], success: true });
    expect(await run()).toBe('Echo 2.0.0 is installed and enabled.');
  });

  it('takes a personal access token, and does not end its session', async () => {
    const scope = server()
      .get('/api/apps/installed')
      .matchHeader('x-auth-token', token)
      .reply(200, { apps: [], success: true })
      .post('/api/apps')
      .reply(200, done('auto_enabled'));
    await run({ credentials: { userId: 'u1', token } });
    scope.done();
  });

  it('asks for the password when none is given', async () => {
    loggedIn().post('/api/apps').reply(200, done('manually_enabled'));
    await run({ credentials: { user: 'ada', password: undefined, code: undefined } });
  });

  it('sends the code of two-factor authentication along', async () => {
    const scope = server()
      .post('/api/v1/login', { user: 'ada', password, code: '123456' })
      .reply(200, { status: 'success', data: { userId: 'u1', authToken: token } })
      .get('/api/apps/installed')
      .reply(200, { apps: [], success: true })
      .post('/api/apps')
      .reply(200, done('manually_enabled'));
    await run({ credentials: { user: 'ada', password, code: '123456' } });
    scope.done();
  });

  it('knows the oldest server for the engine that app.json asks for', () => {
    expect(appJson.requiredApiVersion).toBe('^1.53.0');
  });
});

describe('a failed login tells', () => {
  const refusals: [what: string, status: number, body: object, expected: string][] = [
    [
      'a wrong user or password',
      401,
      { success: false, status: 'error', error: 'Unauthorized', message: 'Unauthorized' },
      'User or password is wrong.\nCheck --user and the password. If the account has two-factor authentication, add --code.',
    ],
    [
      'a wrong user or password of Rocket.Chat 8',
      401,
      { success: false, error: 'unauthorized' },
      'User or password is wrong.\nCheck --user and the password. If the account has two-factor authentication, add --code.',
    ],
    [
      'that an authenticator code is needed',
      401,
      {
        success: false,
        status: 'error',
        error: 'totp-required',
        message: 'TOTP Required [totp-required]',
        details: { method: 'totp', codeGenerated: false, availableMethods: ['totp'] },
      },
      'The account is protected by two-factor authentication.\nRun the command again with --code and the current code of the authenticator app.',
    ],
    [
      'that a code was sent by e-mail',
      401,
      {
        status: 'error',
        error: 'totp-required',
        details: { method: 'email', emailOrUsername: 'ada@example.org' },
      },
      'The account is protected by two-factor authentication.\nA code was sent to it by e-mail: run the command again with --code.',
    ],
    [
      'a wrong code',
      401,
      { success: false, status: 'error', error: 'totp-invalid', message: 'TOTP Invalid [totp-invalid]' },
      'The code is wrong or has expired.\nRun the command again with a fresh --code.',
    ],
    [
      'too many wrong codes',
      401,
      {
        success: false,
        status: 'error',
        error: 'totp-max-attempts',
        message: 'TOTP Maximun Failed Attempts Reached',
      },
      'There were too many wrong codes.\nWait until a new code is sent, then use that one.',
    ],
    [
      'too many requests',
      429,
      { success: false, error: 'Error, too many requests. Please slow down. [error-too-many-requests]' },
      'The workspace got too many requests.\nWait a minute, then try again.',
    ],
    [
      'any other reason as the server words it',
      500,
      { success: false, error: 'Internal server error' },
      "The login failed: Internal server error.\nSee the server's log for the reason.",
    ],
  ];

  it.each(refusals)('%s', async (_what, status, body, expected) => {
    server().post('/api/v1/login').reply(status, body);
    expect(await failure()).toBe(expected);
  });
});

describe('a refused upload tells', () => {
  const licence = "The workspace's licence does not allow this private app.\nSince Rocket.Chat 7.0";
  const refusals: [what: string, status: number, body: object | string, expected: string][] = [
    [
      'that the user is no administrator (up to 7)',
      403,
      {
        success: false,
        error: 'User does not have the permissions required for this action [error-unauthorized]',
      },
      'The user may not manage apps.\nUse an account with the role admin',
    ],
    [
      'that the user is no administrator (from 8)',
      403,
      {
        success: false,
        error: 'User does not have the permissions required for this action [error-forbidden]',
      },
      'The user may not manage apps.\nUse an account with the role admin',
    ],
    [
      'that the host has switched private apps off',
      500,
      { success: false, error: 'private_app_install_disabled' },
      'The workspace does not take private apps at all.\n',
    ],
    [
      "that the server's engine is too old",
      400,
      {
        success: false,
        error: `Failed to load the App "Echo" (${id}) as it requires v^1.53.0 of the App API however your server comes with v1.52.0.`,
      },
      'The workspace is too old: its Apps-Engine is 1.52.0, the app needs ^1.53.0.\nUpdate Rocket.Chat, then try again.',
    ],
    [
      "that the app's user name is taken",
      400,
      {
        success: false,
        error: 'app_user_error',
        status: 'app_user_error',
        messages: ['Failed to create an app user for this app.'],
        payload: { username: 'echo.bot' },
      },
      "The app's user could not be made: Failed to create an app user for this app.\nA user of the same name",
    ],
    [
      'that the zip is too large for the workspace',
      400,
      { success: false, error: '[error-file-too-large]' },
      'The zip is larger than the workspace takes.\n',
    ],
    [
      'that the zip is too large for a proxy',
      413,
      '<html>413 Request Entity Too Large</html>',
      'The zip is larger',
    ],
    [
      'any other reason as the server words it',
      400,
      {
        success: false,
        error: 'app_storage_error',
        status: 'storage_error',
        messages: ['Failed to store app package'],
      },
      "The workspace refused the app: Failed to store app package\nSee the server's log for details.",
    ],
    ['that the server broke down', 502, 'Bad Gateway', 'The workspace refused the app: HTTP 502\n'],
  ];

  it.each(refusals)('%s', async (_what, status, body, expected) => {
    loggedIn().post('/api/apps').reply(status, body);
    expect(await failure()).toContain(expected);
  });

  it('that the licence does not let the app be enabled', async () => {
    loggedIn()
      .post('/api/apps')
      .reply(200, done('initialized'))
      .post(`/api/apps/${id}/status`)
      .reply(400, { success: false, error: 'license-prevented' });
    expect(await failure()).toContain(`Echo 2.0.0 is installed, but cannot be enabled. ${licence}`);
  });

  it('that the licence does not let the app be updated', async () => {
    loggedIn([installed('manually_enabled')])
      .post(`/api/apps/${id}`)
      .reply(400, { success: false, error: 'Cannot_Update_Exempt_App' });
    expect(await failure({ update: true })).toContain(licence);
  });

  it('that the app disabled itself while it was enabled', async () => {
    loggedIn()
      .post('/api/apps')
      .reply(200, done('error_disabled'))
      .post(`/api/apps/${id}/status`)
      .reply(200, { success: true })
      .get('/api/apps/installed')
      .reply(200, { apps: [installed('error_disabled')], success: true });
    expect(await failure()).toContain(
      'Echo 2.0.0 is installed, but cannot be enabled. Its status is error_disabled.',
    );
  });

  it('that the new version does not start', async () => {
    loggedIn([installed('manually_enabled')])
      .post(`/api/apps/${id}`)
      .reply(200, done('compiler_error_disabled'));
    expect(await failure({ update: true })).toContain(
      'Echo was updated from 1.0.0 to 2.0.0, but its status is',
    );
  });

  it('that a version is installed already, without touching it', async () => {
    loggedIn([installed('manually_enabled')]);
    expect(await failure()).toMatch(
      /^Echo 1\.0\.0 is installed already\.\nRun the command again with --update/,
    );
  });

  it('that the token is not valid', async () => {
    server()
      .get('/api/apps/installed')
      .reply(401, { success: false, error: 'You must be logged in to do this.', status: 'error' });
    expect(await failure({ credentials: { userId: 'u1', token } })).toMatch(/^The token is not valid\./);
  });
});

describe('before it logs in, a deployment tells', () => {
  it.each(['6.13', '7.7'])('that Rocket.Chat %s is too old', async (version) => {
    server(version);
    expect(await failure()).toMatch(`The workspace is too old: it is ${version}, the app needs 7.8.`);
  });

  it.each(['7.8', '7.10', '8.0'])('nothing against Rocket.Chat %s', async (version) => {
    loggedIn([], version).post('/api/apps').reply(200, done('manually_enabled'));
    await expect(run()).resolves.toBeDefined();
  });

  const faults: [what: string, code: string, expected: string][] = [
    ['an unknown name', 'ENOTFOUND', `${url} cannot be reached (ENOTFOUND).`],
    ['a closed port', 'ECONNREFUSED', `${url} cannot be reached (ECONNREFUSED).`],
    ['a self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT', `The certificate of ${url} is not trusted`],
    ['an expired certificate', 'CERT_HAS_EXPIRED', 'NODE_EXTRA_CA_CERTS='],
    [
      'a certificate for another name',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      `The certificate of ${url} is not trusted`,
    ],
    ['a port without TLS', 'EPROTO', `${url} does not speak https (EPROTO).`],
  ];

  it.each(faults)('%s', async (_what, code, expected) => {
    nock(url)
      .get('/api/info')
      .replyWithError(Object.assign(new Error(code), { code }));
    expect(await failure()).toContain(expected);
  });

  it.each([
    ['another web site', 200, '<html></html>'],
    ['a missing page', 404, 'Not Found'],
  ])('that %s is no workspace', async (_what, status, body) => {
    nock(url).get('/api/info').reply(status, body);
    expect(await failure()).toMatch(`${url} is no Rocket.Chat workspace.`);
  });

  it('where the workspace redirects to, and does not follow with the password', async () => {
    nock(url).get('/api/info').reply(301, '', { location: 'https://other.example.org/api/info' });
    expect(await failure()).toMatch(`${url} redirects to https://other.example.org/api/info.`);
  });
});
