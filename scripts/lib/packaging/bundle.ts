import { basename } from 'node:path';

import { build, type Metafile, type Plugin } from 'esbuild';

export interface Bundle {
  code: string;
  /** Files that left something in the bundle, relative to the root. */
  inputs: string[];
}

/** Engines before 1.56 refuse built-in modules that are asked for with the `node:` prefix. */
const plainBuiltIns: Plugin = {
  name: 'plain-built-ins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({
      path: path.slice('node:'.length),
      external: true,
    }));
  },
};

/**
 * Bundles the app into one CommonJS file, as the host wants it: one file is used as it is, several would be bundled
 * anew by the host. Only the engine stays outside. The target is what Rocket.Chat's runtimes (Deno 1.4x up, Node 20
 * up) understand; parsers of engines up to 1.54 know ES2017 alone, but parse only bundles with one of the strings that
 * `rewriteProblems` refuses.
 * @throws Error with esbuild's messages when a file does not compile or a module is not found
 */
export async function bundleApp(root: string, classFile: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [classFile],
    outfile: basename(classFile, '.ts') + '.js',
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'eof',
    loader: { '.svg': 'text' },
    external: ['@rocket.chat/apps-engine/*'],
    plugins: [plainBuiltIns],
    logLevel: 'silent',
  });
  return { code: outputFiles[0]?.text ?? '', inputs: bundledInputs(metafile) };
}

function bundledInputs({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => file),
  );
}
