import ts from 'typescript';

/**
 * What an app may require at run time. Engine 1.53.1 to 1.62.0: deno-runtime/handlers/app/construct.ts; of the engine
 * itself newer hosts keep the definitions only.
 */
export const ALLOWED_MODULES: ReadonlySet<string> = new Set([
  'path',
  'url',
  'crypto',
  'buffer',
  'stream',
  'net',
  'http',
  'https',
  'zlib',
  'util',
  'punycode',
  'os',
  'querystring',
  'fs',
  'uuid',
]);

/**
 * With one of these anywhere in the source the host takes the bundle apart and rewrites calls in it. Engine:
 * deno-runtime/lib/sanitizeDeprecatedUsage.ts.
 */
export const REWRITE_TRIGGERS = ['.usernames', '.isOnline(', '.createToken('] as const;

export function isAllowedModule(name: string): boolean {
  return ALLOWED_MODULES.has(name) || name.startsWith('@rocket.chat/apps-engine/definition/');
}

/** Names the file that a line of the bundle came from, by the comments that esbuild writes above each file's code. */
function origin(lines: readonly string[], line: number): string {
  for (let i = line; i >= 0; i--) {
    const file = /^\s*\/\/ ((?:\S+\/)?\S+\.(?:ts|js|mjs|cjs|json|svg))$/.exec(lines[i] ?? '')?.[1];
    if (file) {
      return `${file} (line ${line + 1} of the bundle)`;
    }
  }
  return `line ${line + 1} of the bundle`;
}

/** Requires that the sandbox would refuse, and those whose module is only known at run time. */
export function requireProblems(code: string): string[] {
  const source = ts.createSourceFile('bundle.js', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const lines = code.split('\n');
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isModuleCall(node.expression)) {
      const problem = callProblem(node);
      if (problem) {
        const { line } = source.getLineAndCharacterOfPosition(node.expression.getStart(source));
        problems.push(`${problem} in ${origin(lines, line)}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function isModuleCall(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

function callProblem({ expression, arguments: [module] }: ts.CallExpression): string | undefined {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) {
    return 'import() is not possible in an app: it is used';
  }
  if (!module || !ts.isStringLiteralLike(module)) {
    return 'a module is required by a name that is only known at run time';
  }
  return isAllowedModule(module.text)
    ? undefined
    : `module "${module.text}" is not allowed to an app: it is required`;
}

/** Places that would make the host rewrite the bundle. */
export function rewriteProblems(code: string): string[] {
  const lines = code.split('\n');
  return lines.flatMap((text, line) =>
    REWRITE_TRIGGERS.filter((trigger) => text.includes(trigger)).map(
      (trigger) => `"${trigger}" makes the host rewrite the app: it is in ${origin(lines, line)}`,
    ),
  );
}
