import { conversationId } from '../domain/conversation';
import { ok, type Result } from '../domain/failure';
import type { InboundContent } from '../domain/inboundContent';
import type { Option } from '../whatsapp/offer';
import type { Greeter } from './greeter';
import type { Place } from './inbound/files';
import { NOBODY_THERE, type RoomControl } from './inbound/ports';
import type { Options } from './outbound/ports';
import type { Log, Notices } from './ports';

/** What Dialogflow's app calls the buttons that it acts on itself, which nobody outside can make it do. */
const HAND_OVER = 'df_perform_handover';
const CLOSE = 'df_close_chat';

interface TapsPorts {
  greeter: Pick<Greeter, 'away'>;
  log: Log;
  notices: Pick<Notices, 'toAgents'>;
  options: Options;
  rooms: RoomControl;
}

/** Bots want to hear the value of a button, not its title, and know nothing of typed numbers. */
export class Taps {
  constructor(private readonly ports: TapsPorts) {}

  /** The option that a customer chose, by tapping or by typing its number. */
  async chosen(
    { contactId, numberId }: { contactId: string; numberId: string },
    content: InboundContent,
  ): Promise<Option | undefined> {
    switch (content.kind) {
      case 'reply':
        return this.ports.options.tapped(content.id);
      case 'text':
        return this.ports.options.typed(conversationId(contactId, numberId), content.text);
      default:
        return undefined;
    }
  }

  /**
   * Does what the bot's own buttons would have done. To be called when the choice stands in the room. Where the host
   * refuses it, the room is told why, and a customer who asked for people that none are there.
   */
  async act({ number, opened }: Place, option: Option): Promise<void> {
    const done = await this.do(opened.room.id, option);
    if (done.ok) {
      return;
    }
    const { code, human, log } = done.failure;
    this.ports.log.warn("A bot's button could not be followed", { room: opened.room.id, code, reason: log });
    await this.ports.notices.toAgents(opened.room.id, human);
    await (code === NOBODY_THERE && this.ports.greeter.away(number, opened));
  }

  private async do(roomId: string, { actionId, value, title }: Option): Promise<Result<void>> {
    switch (actionId) {
      case HAND_OVER:
        return this.ports.rooms.handOver(roomId, value);
      case CLOSE:
        return this.ports.rooms.close(roomId, title);
      default:
        return ok(undefined);
    }
  }
}
