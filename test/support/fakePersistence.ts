import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';

interface Doc {
  associations: string[];
  data: object;
}

/**
 * The host's record store: reads by superset, updates by exactly the same associations in the same order, and nothing
 * that would keep two servers apart. Every call takes a turn of the event loop.
 */
export class FakePersistence implements Pick<
  IPersistence,
  'createWithAssociations' | 'updateByAssociations'
> {
  readonly docs: Doc[] = [];
  calls = 0;
  /** Set to make the next writes fail. */
  broken = false;
  /** How many turns of the event loop the next call takes. */
  slowness: () => number = () => 1;

  async createWithAssociations(data: object, associations: RocketChatAssociationRecord[]): Promise<string> {
    await this.turn();
    this.docs.push({ associations: associations.map(nameOf), data: copy(data) });
    return String(this.docs.length);
  }

  async updateByAssociations(
    associations: RocketChatAssociationRecord[],
    data: object,
    upsert = false,
  ): Promise<string> {
    await this.turn();
    const wanted = associations.map(nameOf).join('\n');
    const found = this.docs.find((doc) => doc.associations.join('\n') === wanted);
    if (found) {
      found.data = copy(data);
    } else if (upsert) {
      this.docs.push({ associations: associations.map(nameOf), data: copy(data) });
    }
    return '';
  }

  async readByAssociations(associations: RocketChatAssociationRecord[]): Promise<object[]> {
    await this.turn();
    return this.matches(associations).map(({ data }) => copy(data));
  }

  async removeByAssociations(associations: RocketChatAssociationRecord[]): Promise<object[]> {
    await this.turn();
    const found = this.matches(associations);
    for (const doc of found) {
      this.docs.splice(this.docs.indexOf(doc), 1);
    }
    return found.map(({ data }) => data);
  }

  asAccessors(): [IPersistenceRead, IPersistence] {
    return [this as unknown as IPersistenceRead, this as unknown as IPersistence];
  }

  private matches(associations: RocketChatAssociationRecord[]): Doc[] {
    return this.docs.filter((doc) => associations.every((one) => doc.associations.includes(nameOf(one))));
  }

  private async turn(): Promise<void> {
    this.calls++;
    for (let turn = this.slowness(); turn > 0; turn--) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (this.broken) {
      throw new Error('the database is away');
    }
  }
}

function nameOf(record: RocketChatAssociationRecord): string {
  return `${record.getModel()}:${record.getID()}`;
}

/** As the way to the host and back leaves it: what is undefined comes back as null. */
function copy<T>(value: T): T {
  return withNulls(structuredClone(value)) as T;
}

function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withNulls);
  }
  if (Object.prototype.toString.call(value) === '[object Object]') {
    const fields = Object.entries(value as object);
    return Object.fromEntries(fields.map(([field, content]) => [field, withNulls(content)]));
  }
  return value ?? null;
}
