import type { TemplateQuery } from '../../services/templates/search';

/** What the list of templates shows. It travels in the ids of its blocks: a click tells nothing else of the view. */
export interface ListState extends TemplateQuery {
  numberId: string;
  /** From 0. */
  page: number;
}

/** Names in block ids, which clients send back with every click. */
const SHORT = { numberId: 'n', words: 'w', language: 'l', status: 's', category: 'c' } as const;

export function blockIdOf(block: string, state: ListState): string {
  const pairs = Object.entries(SHORT).flatMap(([field, short]) => {
    const value = state[field as keyof typeof SHORT];
    return value ? [`${short}=${encodeURIComponent(value)}`] : [];
  });
  return `${block}?${[...pairs, `p=${state.page}`].join('&')}`;
}

/** @returns undefined for the id of another view's block */
export function readBlockId(blockId: string | undefined): ListState | undefined {
  const [, query] = blockId?.split('?') ?? [];
  if (query === undefined) {
    return undefined;
  }
  const pairs = new Map(query.split('&').map((pair) => pair.split('=') as [string, string]));
  const value = (short: string): string => decodeURIComponent(pairs.get(short) ?? '');
  return {
    numberId: value(SHORT.numberId),
    words: value(SHORT.words),
    language: value(SHORT.language),
    status: value(SHORT.status),
    category: value(SHORT.category),
    page: Number(value('p')) || 0,
  };
}
