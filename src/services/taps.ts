import { conversationId } from '../domain/conversation';
import type { InboundContent } from '../domain/inboundContent';
import type { Option } from '../whatsapp/offer';
import type { Options } from './outbound/ports';
import type { RoomControl } from './outbound/ports';

/** What Dialogflow's app calls the buttons that it acts on itself, which nobody outside can make it do. */
const HAND_OVER = 'df_perform_handover';
const CLOSE = 'df_close_chat';

/** Bots want to hear the value of a button, not its title, and know nothing of typed numbers. */
export class Taps {
  constructor(
    private readonly options: Options,
    private readonly rooms: RoomControl,
  ) {}

  /** The option that a customer chose, by tapping or by typing its number. */
  async chosen(
    { contactId, numberId }: { contactId: string; numberId: string },
    content: InboundContent,
  ): Promise<Option | undefined> {
    switch (content.kind) {
      case 'reply':
        return this.options.tapped(content.id);
      case 'text':
        return this.options.typed(conversationId(contactId, numberId), content.text);
      default:
        return undefined;
    }
  }

  /** Does what the bot's own buttons would have done. To be called when the choice stands in the room. */
  async act(roomId: string, { actionId, value, title }: Option): Promise<void> {
    if (actionId === HAND_OVER) {
      await this.rooms.handOver(roomId, value);
    } else if (actionId === CLOSE) {
      await this.rooms.close(roomId, title);
    }
  }
}
