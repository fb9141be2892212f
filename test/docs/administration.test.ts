import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';

import sentences from '../../i18n/en.json';
import { SUBCOMMANDS } from '../../src/commands/whatsapp';
import { settings } from '../../src/settings/settings';
import { read, ROOT, rowsOf } from '../support/pages';

const PAGE = 'docs/administration.md';
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)];
const texts: Record<string, string> = sentences;

function shownDefault({ packageValue, values }: ISetting): string {
  const choice = values?.find(({ key }) => key === packageValue);
  if (choice) {
    return texts[choice.i18nLabel] ?? '';
  }
  return typeof packageValue === 'boolean' ? (packageValue ? 'on' : 'off') : String(packageValue);
}

test('the page for admins has each setting with its default', () => {
  const documented = rowsOf(PAGE, 'Settings').map(([label, value = '']) => [
    label,
    value.replaceAll('`', ''),
  ]);
  const actual = settings.map((setting) => [texts[setting.i18nLabel], shownDefault(setting)]);
  expect(documented.sort()).toEqual(actual.sort());
});

test('the page for admins has each command with those who may use it', () => {
  const documented = rowsOf(PAGE, 'Run it').flatMap(([commands = '', who = '']) =>
    [...commands.matchAll(/`(?:\/whatsapp )?([\w-]+)`/g)].map(([, name]) => [name, who]),
  );
  const words = { administrators: 'admins, livechat managers', agents: 'agents', everybody: 'everybody' };
  const actual = Object.entries(SUBCOMMANDS).map(([name, { audience }]) => [name, words[audience]]);
  expect(documented.filter(([name]) => name !== 'help').sort()).toEqual(actual.sort());
});

/** As GitHub makes it: lower case, hyphens for spaces, no other marks. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

test.each(PAGES)('every link of %s within the project leads somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link!);
  const broken = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    const headings = (text: string): string[] =>
      [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!);
    return (
      !existsSync(join(ROOT, target)) ||
      (anchor !== undefined && !headings(read(target)).map(anchorOf).includes(anchor))
    );
  });
  expect(broken).toEqual([]);
});
