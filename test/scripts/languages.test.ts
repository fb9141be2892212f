import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import * as ts from 'typescript';

import en from '../../i18n/en.json';
import { translationProblems } from '../../scripts/lib/packaging/translations';
import { BUTTONS } from '../../src/interactions/tables';
import { settings } from '../../src/settings/settings';

const root = resolve(__dirname, '../..');
const folder = join(root, 'i18n');
const languages = readdirSync(folder).filter((name) => name !== 'en.json');
const keys = Object.keys(en);

/** What the sources say: words that stand there as they are, and keys that are put together from parts. */
interface Spoken {
  words: Set<string>;
  /** Whole keys that are put together, each hole a group. */
  built: Map<string, RegExp>;
  /** Parts of them. */
  parts: RegExp[];
  /** What is handed to a `say` or `text`, with its place. */
  said: Map<string, string>;
}

const spoken = read([join(root, 'WhatsAppApp.ts'), ...sourcesOf(join(root, 'src'))]);

/** Keys that clients translate, not the app. */
const shownByHost = new Set([
  'command_description',
  'command_example',
  ...BUTTONS.map(({ descriptor }) => descriptor.labelI18n),
  ...settings.flatMap(({ i18nLabel, i18nDescription, i18nAlert, i18nPlaceholder, section, values = [] }) =>
    [i18nLabel, i18nDescription, i18nAlert, i18nPlaceholder, section]
      .concat(values.map((value) => value.i18nLabel))
      .filter((key) => key !== undefined),
  ),
]);

describe('every sentence', () => {
  it('that the host shows exists', () => {
    expect([...shownByHost].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('that the app says exists', () => {
    const missing = [...spoken.said].filter(([key]) => !keys.includes(key) && !isBuilt(key));
    expect(missing.map(([key, place]) => `${key} in ${place}`)).toEqual([]);
  });

  it('whose key is put together exists at least once', () => {
    const empty = [...spoken.built].filter(([, pattern]) => !keys.some((key) => pattern.test(key)));
    expect(empty.map(([source]) => source)).toEqual([]);
  });

  it('whose key stands in a table exists', () => {
    const areas = new Set(keys.filter((key) => key.includes('.')).map((key) => key.split('.')[0]));
    const alike = [...spoken.words].filter((word) => /^[a-zA-Z]+(\.[\w-]+)+$/.test(word));
    const missing = alike.filter((word) => areas.has(word.split('.')[0]) && !keys.includes(word));
    expect(missing.filter((word) => !keys.some((key) => key.startsWith(`${word}.`)))).toEqual([]);
  });

  it('is used', () => {
    expect(keys.filter((key) => !spoken.words.has(key) && !isBuilt(key) && !shownByHost.has(key))).toEqual(
      [],
    );
  });

  it('is in the order of the alphabet, without a dot where the host shows it', () => {
    expect(keys).toEqual([...keys].sort());
    expect([...shownByHost].filter((key) => key.includes('.'))).toEqual([]);
  });
});

describe('the other languages', () => {
  it('have no keys and placeholders that English has not', () => {
    const files = ['en.json', ...languages].map(
      (name) => [name, readFileSync(join(folder, name), 'utf8')] as const,
    );
    expect(translationProblems(new Map(files))).toEqual([]);
  });

  it('lack no sentence', () => {
    const lacks = languages.flatMap((name) => {
      const known = JSON.parse(readFileSync(join(folder, name), 'utf8')) as object;
      return keys.filter((key) => !(key in known)).map((key) => `${name}: ${key}`);
    });
    expect(lacks).toEqual([]);
  });

  it('are registered', () => {
    const translator = readFileSync(join(root, 'src/rocketchat/translator.ts'), 'utf8');
    expect(languages.filter((name) => !translator.includes(`i18n/${basename(name)}'`))).toEqual([]);
  });
});

/** Whether the sources put the key together out of words that stand in them. */
function isBuilt(key: string): boolean {
  const isWord = (part: string): boolean => spoken.words.has(part);
  const isPart = (part: string): boolean =>
    isWord(part) || spoken.parts.some((one) => fits(one, part, isWord));
  return [...spoken.built.values()].some((pattern) => fits(pattern, key, isPart));
}

function fits(pattern: RegExp, words: string, hole: (part: string) => boolean): boolean {
  return pattern.exec(words)?.slice(1).every(hole) ?? false;
}

function sourcesOf(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name);
    return entry.isDirectory() ? sourcesOf(inside) : inside.endsWith('.ts') ? [inside] : [];
  });
}

function read(files: string[]): Spoken {
  const found: Spoken = { words: new Set(), built: new Map(), parts: [], said: new Map() };
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) {
        found.words.add(node.text);
      } else if (
        ts.isPropertyAssignment(node) ||
        ts.isShorthandPropertyAssignment(node) ||
        ts.isPropertySignature(node)
      ) {
        found.words.add(node.name.getText().replace(/^['"]|['"]$/g, ''));
      } else if (ts.isTemplateExpression(node)) {
        found.parts.push(patternOf(node));
      } else if (ts.isCallExpression(node) && /(^|\.)(say|text)$/.test(node.expression.getText())) {
        const [first] = node.arguments;
        keysIn(first).forEach((key) => found.said.set(key, basename(file)));
        if (first && ts.isTemplateExpression(first)) {
          found.built.set(first.getText(), patternOf(first));
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** The strings that an expression may be. */
function keysIn(node: ts.Node | undefined): string[] {
  if (node && ts.isConditionalExpression(node)) {
    return [...keysIn(node.whenTrue), ...keysIn(node.whenFalse)];
  }
  return node && ts.isStringLiteralLike(node) ? [node.text] : [];
}

function patternOf(node: ts.TemplateExpression): RegExp {
  const escape = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const rest = node.templateSpans.map(({ literal }) => `(.+)${escape(literal.text)}`);
  return new RegExp(`^${escape(node.head.text)}${rest.join('')}$`);
}
