import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import AdmZip from 'adm-zip';

import { type Package, packageApp, PackageRefusedError } from '../../scripts/lib/packaging/packageApp';
import { appClassWith, writeApp } from './fixture';

const roots: string[] = [];

function app(...parameters: Parameters<typeof writeApp>): string {
  const root = writeApp(...parameters);
  roots.push(root);
  return root;
}

async function packaged(root: string): Promise<Package> {
  return packageApp({ root, outDir: join(root, 'dist') });
}

async function problems(root: string): Promise<readonly string[]> {
  const refusal = await packaged(root).catch((error: unknown) => error);
  if (!(refusal instanceof PackageRefusedError)) {
    throw refusal instanceof Error ? refusal : new Error('The app was packaged');
  }
  return refusal.problems;
}

afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

describe('packaging an app', () => {
  let result: Package;
  let zip: AdmZip;
  let root: string;

  const text = (entry: string) => zip.getEntry(entry)?.getData().toString() ?? '';

  beforeAll(async () => {
    root = app();
    result = await packaged(root);
    zip = new AdmZip(readFileSync(result.file));
  });

  it('writes <nameSlug>_<version>.zip and tells its version and size', () => {
    expect(result).toEqual({
      file: join(root, 'dist/echo_3.2.1.zip'),
      version: '3.2.1',
      size: readFileSync(result.file).length,
    });
  });

  it('puts in the manifest, one script, the icon, the translations and the licences, in order', () => {
    expect(zip.getEntries().map(({ entryName }) => entryName)).toEqual([
      'app.json',
      'assets/icon.png',
      'EchoApp.js',
      'i18n/de.json',
      'i18n/en.json',
      'LICENSES',
    ]);
  });

  it('lists the events that the class listens to in the manifest', () => {
    expect(JSON.parse(text('app.json'))).toMatchObject({
      implements: ['IPostMessageSent'],
      nameSlug: 'echo',
    });
  });

  it('bundles packages, leaves the engine outside, and takes the prefix off built-in modules', () => {
    const code = text('EchoApp.js');
    expect(code).not.toContain('require("valibot")');
    expect(code).toContain('require("@rocket.chat/apps-engine/definition/App")');
    expect(code).toContain('require("crypto")');
  });

  it('leaves out what nothing uses', () => {
    expect(text('EchoApp.js')).not.toContain('shaken off');
  });

  it('names the licences of the packages in the bundle', () => {
    expect(text('LICENSES')).toMatch(/^valibot \d+\.\d+\.\d+ \(MIT\)\n\n[^]*Fabian Hiller/);
  });

  it('gives the same bytes for the same input', async () => {
    const first = readFileSync(result.file);
    await packaged(root);
    expect(readFileSync(result.file).equals(first)).toBe(true);
  });

  it.each(['apps-engine-1.53', 'apps-engine-1.58', '@rocket.chat/apps-engine'])(
    'is read by the package parser of %s with icon, languages and listeners',
    async (engine) => {
      const { AppPackageParser } = jest.requireActual(
        resolve(__dirname, '../../node_modules', engine, 'server/compiler/AppPackageParser'),
      );
      const parsed = await new AppPackageParser().unpackageApp(readFileSync(result.file));
      expect(parsed.info.id).toBe('5b0c52ff-3c2f-4d43-9d43-6a8f0f9c6f11');
      expect(parsed.info.iconFileContent).toMatch(/^data:image\/png;base64,iVBOR/);
      expect(parsed.languageContent).toEqual({ de: { hello: 'Hallo' }, en: { hello: 'Hello' } });
      expect(Object.keys(parsed.files)).toEqual(['EchoApp.js']);
      expect(parsed.implemented.getValues()).toMatchObject({
        IPostMessageSent: true,
        IPreMessageSentModify: false,
      });
    },
  );
});

describe('an app is refused', () => {
  const manifests: [why: string, changes: Record<string, unknown>, problem: string][] = [
    ['without a uuid', { id: 'echo' }, 'app.json: id does not match pattern'],
    ['with a digit in its slug', { nameSlug: 'echo360' }, 'app.json: nameSlug does not match pattern'],
    [
      'with a permission that no host knows',
      { permissions: [{ name: 'networking.default' }] },
      'app.json: permissions[0].name is not one of',
    ],
    ['without an author', { author: undefined }, 'app.json: it requires property "author"'],
    [
      "with a version that is not the package's",
      { version: '3.2.2' },
      'app.json has version 3.2.2, package.json has 3.2.1',
    ],
    [
      'when its icon is missing',
      { iconFile: 'assets/none.png' },
      'app.json names assets/none.png, which does not exist',
    ],
  ];

  it.each(manifests)('%s', async (_why, changes, problem) => {
    expect(await problems(app({}, changes))).toEqual([expect.stringContaining(problem)]);
  });

  const translations: [why: string, files: Record<string, string | undefined>, problem: string][] = [
    ['without English', { 'i18n/en.json': undefined }, 'i18n/en.json is missing'],
    ['with a language that is no JSON', { 'i18n/de.json': '{' }, 'i18n/de.json is no valid JSON'],
    [
      'with a text that is none',
      { 'i18n/de.json': '{ "hello": 1 }' },
      'i18n/de.json: "hello" must be a text',
    ],
    ['with a list for a language', { 'i18n/de.json': '[]' }, 'i18n/de.json must be one object of texts'],
    [
      'with a key that English lacks',
      { 'i18n/de.json': '{ "hello": "Hallo", "bye": "Tschüss" }' },
      'i18n/de.json has "bye"',
    ],
    [
      'with a placeholder that English has not',
      { 'i18n/de.json': '{ "hello": "Hallo {name}" }' },
      'i18n/de.json: "hello" must have no placeholders',
    ],
    [
      'with another placeholder than English has',
      { 'i18n/en.json': '{ "hello": "Hello {who}" }', 'i18n/de.json': '{ "hello": "Hallo {{who}}" }' },
      'i18n/de.json: "hello" must have {who}',
    ],
    ['with an oddly named language', { 'i18n/german.json': '{}' }, 'i18n/german.json must be called like'],
  ];

  it.each(translations)('%s', async (_why, files, problem) => {
    expect(await problems(app(files))).toEqual([expect.stringContaining(problem)]);
  });

  const sources: [why: string, replacement: [string, string], problem: string][] = [
    [
      'when it requires a module outside the sandbox',
      ["from 'node:crypto'", "from 'crypto';\nimport 'node:events'"],
      'module "events" is not allowed to an app: it is required in EchoApp.ts (line ',
    ],
    [
      'when it requires the server side of the engine',
      ["'@rocket.chat/apps-engine/definition/App'", "'@rocket.chat/apps-engine/server/AppManager'"],
      'module "@rocket.chat/apps-engine/server/AppManager" is not allowed',
    ],
    [
      'when it requires by a computed name',
      ['this.getLogger()', 'require(message.text);\nthis.getLogger()'],
      'a module is required by a name that is only known at run time in EchoApp.ts',
    ],
    [
      'when it imports while running',
      ['this.getLogger()', "await import('crypto');\nthis.getLogger()"],
      'import() is not possible in an app: it is used in EchoApp.ts',
    ],
    [
      'when a string in it triggers the rewrite of the engine',
      ['this.getLogger()', 'void (message.room as any).usernames;\nthis.getLogger()'],
      '".usernames" makes the host rewrite the app: it is in EchoApp.ts (line ',
    ],
    [
      'when it exports more than its class',
      ['export class', 'export const other = 1;\nexport class'],
      'EchoApp.ts must export the class that extends App, and it alone; it exports EchoApp, other',
    ],
    ['when it exports no class', ['export class', 'class'], 'it exports nothing'],
    ['when its class is no app', ['extends App ', ''], 'it exports EchoApp'],
    [
      'when it fails while it is loaded',
      ['export class', 'globalThis.setTimeout(() => {}, 0);\nexport class'],
      "EchoApp.ts cannot be loaded as a host does it: Cannot read properties of undefined (reading 'setTimeout')",
    ],
    [
      'when it handles an event that it does not declare',
      ['implements IPostMessageSent ', ''],
      'the app class has executePostMessageSent but does not declare "implements IPostMessageSent"',
    ],
    [
      'when it declares an event that it does not handle',
      ['executePostMessageSent', 'executePostMessage'],
      'the app class implements IPostMessageSent but has no method executePostMessageSent',
    ],
    [
      'when it declares interactions and handles none',
      ['implements IPostMessageSent', 'implements IPostMessageSent, IUIKitInteractionHandler'],
      'the app class implements IUIKitInteractionHandler but has none of its methods',
    ],
  ];

  it.each(sources)('%s', async (_why, replacement, problem) => {
    const root = app({ 'EchoApp.ts': appClassWith(replacement) });
    expect(await problems(root)).toEqual([expect.stringContaining(problem)]);
  });

  it('when it imports a file that does not exist, with the place', async () => {
    const root = app({ 'src/uri.ts': "export * from './missing';" });
    await expect(packaged(root)).rejects.toThrow(/src\/uri\.ts:1:.*Could not resolve "\.\/missing"/);
  });

  it('with all that is wrong with manifest and translations at once', async () => {
    const root = app({ 'i18n/de.json': '{ "bye": "Tschüss" }' }, { version: '9.9.9' });
    expect(await problems(root)).toHaveLength(2);
  });
});
