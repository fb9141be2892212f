import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { read } from '../../support/pages';

/** ``` with a language, and what stands up to the next fence. */
const FENCE = /^```(\w+)\n(.*?)^```$/gms;

/** A block of code in a page. */
export interface Block {
  /** The nearest heading above. */
  heading: string;
  language: string;
  code: string;
}

/** A command of a page and the answer that the page shows for it. */
export interface Example {
  heading: string;
  command: string;
  answer: Block | undefined;
}

/** @param page e.g. `docs/integrators.md` */
export function blocksOf(page: string): Block[] {
  const text = read(page);
  return [...text.matchAll(FENCE)].map(({ 1: language = '', 2: code = '', index }) => {
    const headings = text.slice(0, index).match(/^#+ .*$/gm);
    return { heading: headings?.at(-1)?.replace(/^#+ /, '') ?? '', language, code };
  });
}

/** The `curl` commands of a page, each with the block that follows it, if that is an answer. */
export function examplesOf(page: string): Example[] {
  const blocks = blocksOf(page);
  return blocks.flatMap(({ heading, language, code }, index) => {
    const next = blocks[index + 1];
    const answer = next?.heading === heading && next.language !== 'sh' ? next : undefined;
    return language === 'sh' && code.startsWith('curl') ? [{ heading, command: code, answer }] : [];
  });
}

/** Runs a command as a reader would paste it, `$NAME` standing for what the page asks to set. */
export async function run(command: string, variables: Record<string, string>): Promise<string> {
  const env = { ...process.env, ...variables };
  const { stdout } = await promisify(execFile)('bash', ['-euc', command], { env });
  return stdout;
}

/** A documented answer with what is really there in place of each `…` that it fits. */
export function filledIn(documented: unknown, actual: unknown): unknown {
  if (typeof documented === 'string' && documented.includes('…')) {
    const parts = documented.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's').test(String(actual)) ? actual : documented;
  }
  if (Array.isArray(documented)) {
    return documented.map((item, index) => filledIn(item, (actual as unknown[] | undefined)?.[index]));
  }
  if (typeof documented !== 'object' || documented === null) {
    return documented;
  }
  const values = (actual ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(documented).map(([key, value]) => [key, filledIn(value, values[key])]),
  );
}
