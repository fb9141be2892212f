import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { AppInterface, AppMethod } from '@rocket.chat/apps-engine/definition/metadata';
import ts from 'typescript';

/** An event interface of the engine, e.g. `IPostMessageSent`, with its methods by name. */
export interface Listener {
  name: string;
  required: string[];
  optional: string[];
}

/** Events of which the engine's type names another method than the one that the engine calls. */
const MISNAMED: Record<string, string> = { IPostUserDeleted: 'executePostUserDeleted' };

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
}

function methodName(name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name)) {
    return name.text;
  }
  if (ts.isComputedPropertyName(name) && ts.isPropertyAccessExpression(name.expression)) {
    return AppMethod[name.expression.name.text as keyof typeof AppMethod];
  }
  return undefined;
}

function toListener({ name, members }: ts.InterfaceDeclaration): Listener {
  const called = MISNAMED[name.text];
  if (called) {
    return { name: name.text, required: [called], optional: [] };
  }
  const listener: Listener = { name: name.text, required: [], optional: [] };
  for (const member of members) {
    const method = member.name && methodName(member.name);
    if (method) {
      listener[member.questionToken ? 'optional' : 'required'].push(method);
    }
  }
  return listener;
}

/** Every event that the installed engine can tell an app of, read from its type definitions. */
export function engineListeners(): Listener[] {
  const folder = dirname(require.resolve('@rocket.chat/apps-engine/definition/App'));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .sort()
    .flatMap((file) => [...parse(file, readFileSync(join(folder, file), 'utf8')).statements])
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text in AppInterface)
    .map(toListener);
}

/** The names in the `implements` clause of a class. */
export function declaredInterfaces(text: string, className: string): string[] {
  const found = parse('app.ts', text).statements.find(
    (statement): statement is ts.ClassDeclaration =>
      ts.isClassDeclaration(statement) && statement.name?.text === className,
  );
  return (found?.heritageClauses ?? [])
    .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
    .flatMap(({ types }) => types.map(({ expression }) => expression))
    .filter(ts.isIdentifier)
    .map(({ text }) => text);
}

/**
 * The events that an app class listens to, for `implements` of app.json, and what does not fit together. The host
 * delivers an event only if its interface is listed there; one that is left out never arrives, without a word.
 */
export function listenedEvents(
  declared: readonly string[],
  methods: ReadonlySet<string>,
  known: readonly Listener[],
): { listened: string[]; problems: string[] } {
  const listened = known.filter(({ name }) => declared.includes(name));
  const covered = new Set(listened.flatMap(({ required, optional }) => [...required, ...optional]));
  const problems = listened.flatMap(({ name, required, optional }) => {
    const missing = required.filter((method) => !methods.has(method));
    const has = [...required, ...optional].some((method) => methods.has(method));
    return has || missing.length > 0
      ? missing.map((method) => `the app class implements ${name} but has no method ${method}`)
      : [`the app class implements ${name} but has none of its methods`];
  });
  for (const { name, required, optional } of known) {
    const stray = [...required, ...optional].filter((method) => methods.has(method) && !covered.has(method));
    problems.push(
      ...stray.map((method) => `the app class has ${method} but does not declare "implements ${name}"`),
    );
  }
  return { listened: listened.map(({ name }) => name).sort(), problems };
}
