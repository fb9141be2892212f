import type { InboundMessage } from '../../../src/domain/inbound';
import type { RoomMessage } from '../../../src/services/outbound/message';
import { settle, startServer, World } from '../../support/bridge';
import { aNumber } from '../../support/fakes';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const number = aNumber();

export type Server = ReturnType<typeof startServer>;

/** A customer with an open room, and the servers of a workspace. */
export class Scene {
  readonly world = new World();
  readonly server = startServer(this.world);
  private written = 0;

  async begin(): Promise<this> {
    await this.server.numbers.save(number);
    return this;
  }

  /** Another server over the same records. */
  anotherServer(): Server {
    return startServer(this.world);
  }

  /** The customer writes, now by the clock of the test. */
  async customerWrites(server = this.server, rest: Partial<InboundMessage> = {}): Promise<void> {
    const event: InboundMessage = {
      event: 'message',
      wamid: `wamid.IN${++this.written}`,
      sentAt: this.world.clock.now(),
      sender: { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' },
      content: { kind: 'text', text: `Question ${this.written}` },
      ...rest,
    };
    await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
  }

  /** An agent writes in the room. */
  async agentWrites(id: string, text = `Answer ${id}`): Promise<void> {
    const message = this.message(id, text);
    this.world.livechat.written.add(message);
    await Promise.all([this.server.outbound.relay(message), settle()]);
  }

  message(id: string, text: string): RoomMessage {
    return {
      id,
      roomId: this.roomId,
      numberId: number.id,
      contactId: this.contactId,
      text,
      files: [],
      writtenAt: this.world.clock.now(),
      author: { name: 'Ben', username: 'ben', automatic: false },
    };
  }

  get roomId(): string {
    return [...this.world.livechat.rooms.keys()].at(-1)!;
  }

  /** Of the one customer, as the records have it. */
  get contactId(): string {
    const docs = this.world.database.docs.map(({ data }) => data as Partial<Record<'contactId', string>>);
    return docs.find(({ contactId }) => contactId !== undefined)!.contactId!;
  }

  get ref() {
    return { contactId: this.contactId, numberId: number.id };
  }

  /** What agents were told of windows, by the keys of the sentences. */
  get news(): string[] {
    return this.world.notices.agents.map(({ sentence }) => sentence.key);
  }

  closeRoom(): void {
    const room = this.world.livechat.rooms.get(this.roomId)!;
    this.world.livechat.rooms.set(this.roomId, { ...room, isOpen: false });
  }
}
