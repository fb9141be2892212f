import type { InboundMessage } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import type { ConversationService } from '../conversations';
import type { Greeter } from '../greeter';
import type { Log, MessageLink } from '../ports';
import type { RoomWriter } from '../roomWriter';
import type { Circumstances, EventHandler, Handled } from './handler';

/** How often a message that waits for an agent looks whether somebody is there, milliseconds. */
const HOLD = 30_000;

/** What customers write goes into their room, which is opened where there is none. */
export class Messages implements EventHandler<InboundMessage> {
  constructor(
    private readonly conversations: ConversationService,
    private readonly writer: RoomWriter,
    private readonly greeter: Greeter,
    private readonly log: Log,
  ) {}

  async handle(
    number: ConnectedNumber,
    message: InboundMessage,
    { entry, again }: Circumstances,
  ): Promise<Handled> {
    const opened = await this.conversations.open(number, message.sender, message.sentAt);
    if (!opened.ok) {
      this.log.info('A message waits for a room', { code: opened.failure.code });
      await this.greeter.sorry(number, message);
      return { outcome: 'waits', milliseconds: HOLD };
    }
    const { room, fresh } = opened.value;
    const messageId = await this.writer.write(room, number, message, again ? entry.receivedAt : undefined);
    const link: MessageLink | undefined = messageId
      ? { wamid: message.wamid, messageId, roomId: room.id, direction: 'in' }
      : undefined;
    return {
      outcome: 'done',
      link,
      next: fresh ? () => this.greeter.welcome(number, opened.value) : undefined,
    };
  }
}
