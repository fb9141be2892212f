import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata';

/**
 * The app's records in Rocket.Chat's persistence, under keys of ours. The store has no queries, unique keys or
 * transactions: a record is found by any of its keys, but replaced only by exactly the keys that it was made with,
 * in their order. Two servers that put the same record at once may leave it there twice, so readers of replaceable
 * records take the newest.
 */
export class Records {
  constructor(
    private readonly reader: IPersistenceRead,
    private readonly writer: IPersistence,
  ) {}

  async add(keys: string[], data: object): Promise<void> {
    await this.writer.createWithAssociations(data, associations(keys));
  }

  /** Replaces the record of exactly these keys, or adds it. */
  async put(keys: string[], data: object): Promise<void> {
    await this.writer.updateByAssociations(associations(keys), { ...data, savedAt: Date.now() }, true);
  }

  /** Replaces the record of exactly these keys if it still exists. */
  async replace(keys: string[], data: object): Promise<void> {
    await this.writer.updateByAssociations(associations(keys), data, false);
  }

  /** All records that carry all of these keys, in the order in which they were added, as they were written. */
  async find<T extends object>(...keys: string[]): Promise<T[]> {
    const found = (await this.reader.readByAssociations(associations(keys))) as T[];
    found.forEach(dropNulls);
    return found;
  }

  /** The record put last under these keys. */
  async newest<T extends object>(...keys: string[]): Promise<T | undefined> {
    const found = await this.find<T & { savedAt: number }>(...keys);
    return found.sort((a, b) => b.savedAt - a.savedAt)[0];
  }

  /** Removes all records that carry all of these keys. */
  async remove(...keys: string[]): Promise<void> {
    await this.writer.removeByAssociations(associations(keys));
  }
}

/** The host keeps what is undefined as null. Empty places in lists stay. */
function dropNulls(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(dropNulls);
  } else if (Object.prototype.toString.call(value) === '[object Object]') {
    const record = value as Record<string, unknown>;
    for (const [field, content] of Object.entries(record)) {
      if (content === null) {
        delete record[field];
      } else {
        dropNulls(content);
      }
    }
  }
}

function associations(keys: string[]): RocketChatAssociationRecord[] {
  return keys.map((key) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, key));
}

/** Key of the day on which a record ages out with all others of that day. */
export function dayKey(now: number): string {
  return `day:${new Date(now).toISOString().slice(0, 10)}`;
}
