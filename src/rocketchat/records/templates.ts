import type { Template } from '../../domain/template';
import type { Text } from '../../domain/text';
import type { TemplateList, TemplateStore, TemplateSync } from '../../services/templates/ports';
import { compact } from '../../whatsapp/compact';
import type { Records } from './records';

/** Records that are written at a time: each is a call to the host. */
const AT_ONCE = 25;

interface StoredTemplate {
  template: Template;
  savedAt: number;
}

/** How an attempt to fetch the list ended. The latest success and the latest failure are kept. */
interface StoredAttempt {
  /** Unix milliseconds. */
  at: number;
  problem?: Text;
}

/**
 * One record a template, of which a refresh writes those that changed. Two servers that refresh at once write the same.
 * All go with the record of their number, whose key they carry.
 */
export class TemplateRecords implements TemplateStore {
  private readonly cache = new Map<string, { syncedAt: number | undefined; templates: Template[] }>();

  constructor(private readonly records: Records) {}

  async sync(numberId: string): Promise<TemplateSync | undefined> {
    const attempts = await this.records.find<StoredAttempt>(syncKey(numberId));
    attempts.sort((a, b) => b.at - a.at);
    const synced = attempts.find(({ problem }) => problem === undefined);
    const latest = attempts[0];
    return (
      latest && compact<TemplateSync>({ syncedAt: synced?.at, triedAt: latest.at, problem: latest.problem })
    );
  }

  /** From memory, unless some server has fetched the list since. */
  async read(numberId: string): Promise<TemplateList | undefined> {
    const sync = await this.sync(numberId);
    if (!sync) {
      return undefined;
    }
    const { syncedAt } = sync;
    let cached = this.cache.get(numberId);
    if (!cached || cached.syncedAt !== syncedAt) {
      cached = { syncedAt, templates: await this.stored(numberId) };
      this.cache.set(numberId, cached);
    }
    return { ...sync, templates: cached.templates };
  }

  async replace(numberId: string, templates: Template[], at: number): Promise<void> {
    const before = new Map((await this.stored(numberId)).map((template) => [template.id, template]));
    const changed = templates.filter((template) => !isSame(template, before.get(template.id)));
    const kept = new Set(templates.map(({ id }) => id));
    const gone = [...before.keys()].filter((id) => !kept.has(id));
    await inBatches(changed, (template) => this.records.put(keysOf(numberId, template.id), { template }));
    await inBatches(gone, (id) => this.records.remove(...keysOf(numberId, id)));
    await this.records.put(attemptKeys(numberId, 'synced'), { at });
    this.cache.delete(numberId);
  }

  async failed(numberId: string, problem: Text, at: number): Promise<void> {
    await this.records.put(attemptKeys(numberId, 'failed'), { at, problem });
  }

  /** By name and language; of a template that two servers added at once, the newest. */
  private async stored(numberId: string): Promise<Template[]> {
    const found = await this.records.find<StoredTemplate>(listKey(numberId));
    const newest = new Map<string, Template>();
    for (const { template } of found.sort((a, b) => a.savedAt - b.savedAt)) {
      newest.set(template.id, template);
    }
    return [...newest.values()].sort(byNameAndLanguage);
  }
}

function byNameAndLanguage(a: Template, b: Template): number {
  return a.name.localeCompare(b.name) || a.language.localeCompare(b.language);
}

function isSame(template: Template, known: Template | undefined): boolean {
  return JSON.stringify(template) === JSON.stringify(known);
}

async function inBatches<T>(items: T[], task: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    await Promise.all(items.slice(start, start + AT_ONCE).map(task));
  }
}

function keysOf(numberId: string, templateId: string): string[] {
  return [listKey(numberId), `template:${templateId}`, numberKey(numberId)];
}

function attemptKeys(numberId: string, end: 'synced' | 'failed'): string[] {
  return [syncKey(numberId), `template-sync-${end}:${numberId}`, numberKey(numberId)];
}

function listKey(numberId: string): string {
  return `templates:${numberId}`;
}

function syncKey(numberId: string): string {
  return `template-sync:${numberId}`;
}

/** Of the number's own record: what removes that by its key removes all of this too. */
function numberKey(numberId: string): string {
  return `number:${numberId}`;
}
