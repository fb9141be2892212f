import type { WhatsAppAddress } from '../../domain/contact';
import type { Outreach } from '../../domain/outreach';
import type { Outreaches } from '../../services/outreach/ports';
import { canonicalForm } from '../../whatsapp/phone';
import { dayKey, type Records } from './records';

/** Leads from another id of the person to what was sent. */
interface Alias {
  outreachId: string;
}

/** A record for each template that was sent, under its id and the ids of the person that it went to. */
export class OutreachRecords implements Outreaches {
  constructor(private readonly records: Records) {}

  async add(outreach: Outreach): Promise<void> {
    await this.records.add(keysOf(outreach), outreach);
  }

  async byId(id: string): Promise<Outreach | undefined> {
    return (await this.records.find<Outreach>(idKey(id)))[0];
  }

  async to(numberId: string, person: WhatsAppAddress): Promise<Outreach[]> {
    const keys = personKeys(numberId, person);
    const found = await Promise.all(keys.map((key) => this.records.find<Outreach | Alias>(key)));
    const byId = new Map<string, Outreach>();
    for (const one of found.flat()) {
      const outreach = 'outreachId' in one ? await this.byId(one.outreachId) : one;
      if (outreach) {
        byId.set(outreach.id, outreach);
      }
    }
    return [...byId.values()].sort((a, b) => a.sentAt - b.sentAt);
  }

  async save(outreach: Outreach): Promise<void> {
    await this.records.replace(keysOf(outreach), outreach);
  }

  async alsoKnownAs({ id, numberId, sentAt }: Outreach, userId: string): Promise<void> {
    const alias: Alias = { outreachId: id };
    await this.records.add([personKey(numberId, userId), dayKey(sentAt)], alias);
  }
}

function keysOf({ id, numberId, to, sentAt }: Outreach): string[] {
  return [idKey(id), ...personKeys(numberId, to), dayKey(sentAt)];
}

function personKeys(numberId: string, { userId, waId }: WhatsAppAddress): string[] {
  const names = [...(userId ? [userId] : []), ...(waId ? [canonicalForm(waId)] : [])];
  return names.map((name) => personKey(numberId, name));
}

function personKey(numberId: string, name: string): string {
  return `outreach-to:${numberId}:${name}`;
}

function idKey(id: string): string {
  return `outreach:${id}`;
}
