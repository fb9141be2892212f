import { createRequire } from 'node:module';
import { join } from 'node:path';

import { isAllowedModule } from './sandbox';

export interface AppClass {
  name: string;
  /** Of the class and of what it extends, up to the engine's own class. */
  methods: Set<string>;
}

type Constructor = (abstract new (...args: never[]) => object) & { prototype: object };

type Require = (module: string) => unknown;

/**
 * Evaluates a bundle as the host does: as the body of a function, without `globalThis`, with the sandbox's `require`.
 * @throws Error when evaluating it fails
 */
function evaluate(code: string, nodeRequire: Require): Record<string, unknown> {
  const sandboxRequire: Require = (name) => {
    if (!isAllowedModule(name)) {
      throw new Error(`Module ${name} is not allowed`);
    }
    return nodeRequire(name);
  };
  const module = { exports: {} as Record<string, unknown> };
  const parameters = ['exports', 'module', 'require', 'Buffer', 'console', 'globalThis', 'Deno'];
  // The host runs apps by `new Function`, so what the packager accepts must work in the same way.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function(...parameters, code)(
    module.exports,
    module,
    sandboxRequire,
    Buffer,
    console,
    undefined,
    undefined,
  );
  return module.exports;
}

function methodsOf({ prototype }: Constructor, base: object): Set<string> {
  const methods = new Set<string>();
  for (let step = prototype; step !== base; step = Object.getPrototypeOf(step) as object) {
    Object.getOwnPropertyNames(step).forEach((name) => methods.add(name));
  }
  return methods;
}

/**
 * The app class of a bundle, or what is wrong. The host takes the first value that the bundle exports, whatever it is,
 * so it must be the only one.
 */
export function loadAppClass(code: string, root: string, classFile: string): AppClass | string {
  const nodeRequire = createRequire(join(root, 'app.json'));
  const { App } = nodeRequire('@rocket.chat/apps-engine/definition/App') as { App: Constructor };
  let exported: Record<string, unknown>;
  try {
    exported = evaluate(code, nodeRequire);
  } catch (error) {
    return `${classFile} cannot be loaded as a host does it: ${(error as Error).message}`;
  }
  const names = Object.keys(exported);
  const first = Object.values(exported)[0] as Constructor | undefined;
  if (names.length !== 1 || typeof first !== 'function' || !Object.prototype.isPrototypeOf.call(App, first)) {
    const found = names.length === 0 ? 'nothing' : names.join(', ');
    return `${classFile} must export the class that extends App, and it alone; it exports ${found}`;
  }
  return { name: first.name, methods: methodsOf(first, App.prototype) };
}
