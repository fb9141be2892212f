import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import AdmZip from 'adm-zip';

import { readAppZip } from '../../scripts/lib/deployment/appZip';
import { readOptions } from '../../scripts/lib/deployment/options';

const url = ['--url', 'https://chat.example.org/'];

describe('the command line of a deployment', () => {
  it('names the workspace without its trailing slash, and keeps its path', () => {
    const options = readOptions(['--url', 'https://example.org/chat/?a=1', '--user', 'ada'], {});
    expect(options?.url).toBe('https://example.org/chat');
  });

  it('takes a password from the environment', () => {
    const options = readOptions([...url, '--user', 'ada'], { ROCKETCHAT_PASSWORD: 'sesame' });
    expect(options).toEqual({
      url: 'https://chat.example.org',
      credentials: { user: 'ada', password: 'sesame', code: undefined },
      update: false,
      file: undefined,
    });
  });

  it('prefers what is given on it', () => {
    const args = [
      ...url,
      '--user',
      'ada',
      '--password',
      'open',
      '--code',
      '123456',
      '--update',
      '--file',
      'a.zip',
    ];
    expect(readOptions(args, { ROCKETCHAT_PASSWORD: 'sesame' })).toEqual({
      url: 'https://chat.example.org',
      credentials: { user: 'ada', password: 'open', code: '123456' },
      update: true,
      file: 'a.zip',
    });
  });

  it('takes a token with the id of its user', () => {
    expect(readOptions([...url, '--user-id', 'u1', '--token', 't'], {})?.credentials).toEqual({
      userId: 'u1',
      token: 't',
    });
    expect(readOptions([...url, '--user-id', 'u1'], { ROCKETCHAT_TOKEN: 't' })?.credentials).toEqual({
      userId: 'u1',
      token: 't',
    });
  });

  it('is not needed for help', () => {
    expect(readOptions(['--help'], {})).toBeUndefined();
  });

  const mistakes: [what: string, args: string[], expected: string][] = [
    ['no workspace', ['--user', 'ada'], 'The workspace is missing.'],
    [
      'a workspace without a protocol',
      ['--url', 'chat.example.org', '--user', 'ada'],
      'is not a web address',
    ],
    ['another protocol', ['--url', 'ftp://chat.example.org', '--user', 'ada'], 'is not a web address'],
    ['nobody', url, 'It is not clear who deploys.'],
    ['a token without its user', [...url, '--token', 't'], 'It is not clear who deploys.'],
    ['two ways to log in', [...url, '--user', 'ada', '--user-id', 'u1', '--token', 't'], 'It is not clear'],
    ['an unknown option', [...url, '--users', 'ada'], "Unknown option '--users'"],
  ];

  it.each(mistakes)('is refused with %s', (_what, args, expected) => {
    expect(() => readOptions(args, {})).toThrow(expected);
  });
});

describe('the zip of a deployment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));

  function write(name: string, content: Buffer | string): string {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read with its manifest', () => {
    const zip = new AdmZip();
    zip.addFile('app.json', Buffer.from('{ "name": "Echo" }'));
    expect(readAppZip(write('echo.zip', zip.toBuffer()))).toMatchObject({
      name: 'echo.zip',
      manifest: { name: 'Echo' },
    });
  });

  it('is asked for when it is missing', () => {
    const file = join(folder, 'none.zip');
    expect(() => readAppZip(file)).toThrow(`There is no ${file}.\nRun "npm run package" first`);
  });

  it.each([
    ['text', Buffer.from('no zip')],
    ['a zip of something else', new AdmZip().toBuffer()],
  ])('is refused when it is %s', (what, content) => {
    expect(() => readAppZip(write(`${what}.zip`, content))).toThrow('is not a packaged app.');
  });
});
