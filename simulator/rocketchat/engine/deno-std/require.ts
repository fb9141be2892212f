import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// @ts-expect-error -- Deno runs this file as an ES module, the project's compiler takes it for CommonJS.
const here: ImportMeta = import.meta;
const nodeRequire = createRequire(here.url);

/**
 * Stands in for the runtime's `lib/require.ts`, which finds the engine's compiled files by replacing text in their
 * path and so fails in some checkouts (1.53 and 1.58: below any folder whose name ends in `src`).
 */
export const require = (id: string): unknown =>
  nodeRequire(id.startsWith('@rocket.chat/apps-engine') ? fileURLToPath(here.resolve(id)) : id);
