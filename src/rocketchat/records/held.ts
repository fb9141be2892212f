import { conversationId } from '../../domain/conversation';
import type { Held, HeldMessage } from '../../services/outbound/ports';
import { dayKey, type Records } from './records';

const ALL = 'held';

export class HeldRecords implements Held {
  constructor(private readonly records: Records) {}

  async add(message: HeldMessage): Promise<void> {
    const { messageId, contactId, numberId, heldAt } = message;
    await this.remove(messageId);
    const keys = [ALL, `held:${messageId}`, lineKey(contactId, numberId), dayKey(heldAt)];
    await this.records.add(keys, message);
  }

  all(): Promise<HeldMessage[]> {
    return this.records.find<HeldMessage>(ALL);
  }

  of(contactId: string, numberId: string): Promise<HeldMessage[]> {
    return this.records.find<HeldMessage>(lineKey(contactId, numberId));
  }

  async has(messageId: string): Promise<boolean> {
    return (await this.records.find(ALL, `held:${messageId}`)).length > 0;
  }

  async remove(messageId: string): Promise<void> {
    await this.records.remove(ALL, `held:${messageId}`);
  }
}

function lineKey(contactId: string, numberId: string): string {
  return `held-for:${conversationId(contactId, numberId)}`;
}
