import type { Held, HeldMessage } from '../../services/outbound/ports';
import { dayKey, type Records } from './records';

const ALL = 'held';

export class HeldRecords implements Held {
  constructor(private readonly records: Records) {}

  async add(message: HeldMessage): Promise<void> {
    await this.remove(message.messageId);
    await this.records.add([ALL, `held:${message.messageId}`, dayKey(message.heldAt)], message);
  }

  async all(): Promise<HeldMessage[]> {
    return (await this.records.find<HeldMessage>(ALL)).sort((a, b) => a.writtenAt - b.writtenAt);
  }

  async remove(messageId: string): Promise<void> {
    await this.records.remove(ALL, `held:${messageId}`);
  }
}
