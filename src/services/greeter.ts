import type { Contact } from '../domain/contact';
import type { InboundMessage } from '../domain/inbound';
import type { ConnectedNumber } from '../domain/number';
import type { ConversationService, OpenConversation } from './conversations';
import type { OutboundService } from './outbound';
import type { Clock, Livechat, Room } from './ports';

/** The texts that customers get without anybody writing them. */
export class Greeter {
  constructor(
    private readonly conversations: ConversationService,
    private readonly livechat: Livechat,
    private readonly outbound: OutboundService,
    private readonly clock: Clock,
  ) {}

  /** Once a room. */
  async welcome(number: ConnectedNumber, opened: OpenConversation): Promise<void> {
    const { welcome } = number.messages;
    if (welcome) {
      await this.say(number, opened, welcome);
    }
  }

  /** To the customer; the agents see it in the room. */
  async say(
    number: ConnectedNumber,
    { room, contact }: { room: Pick<Room, 'id'>; contact: Pick<Contact, 'id'> },
    words: string,
  ): Promise<void> {
    const id = await this.livechat.postAsBot(room.id, words);
    await this.outbound.relay({
      id,
      roomId: room.id,
      numberId: number.id,
      contactId: contact.id,
      text: words,
      files: [],
      writtenAt: this.clock.now(),
    });
  }

  /** When an agent has closed the room. */
  async farewell(number: ConnectedNumber, contactId: string, roomId: string): Promise<void> {
    const { finished } = number.messages;
    if (finished) {
      await this.outbound.relay({
        id: 'closed',
        roomId,
        numberId: number.id,
        contactId,
        text: finished,
        files: [],
        writtenAt: this.clock.now(),
      });
    }
  }

  /** When nobody is there; once until a room opens. */
  async sorry(number: ConnectedNumber, { sender, sentAt }: InboundMessage): Promise<void> {
    const { offline } = number.messages;
    const conversation = await this.conversations.tellOffline(number, sender, sentAt);
    if (offline && conversation) {
      await this.outbound.tell(number, conversation, offline);
    }
  }
}
