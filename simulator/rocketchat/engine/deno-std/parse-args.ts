/** Stands in for `@std/cli/parse-args`: the engine starts its runtime with `--name value` pairs only. */
export function parseArgs(args: string[]): Record<string, string> {
  const parsed: Record<string, string> = {};
  for (let index = 0; index + 1 < args.length; index += 2) {
    parsed[(args[index] ?? '').replace(/^--/, '')] = args[index + 1] ?? '';
  }
  return parsed;
}
