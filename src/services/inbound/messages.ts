import { FailureError, type Failure } from '../../domain/failure';
import type { InboundMessage } from '../../domain/inbound';
import { isAside } from '../../domain/inboundContent';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import type { Route } from '../../domain/outreach';
import type { ConversationService, OpenConversation } from '../conversations';
import type { Greeter } from '../greeter';
import type { OutboundService } from '../outbound';
import {
  CHANNEL_BLOCKED,
  MESSAGE_PREVENTED,
  NO_AGENT_ONLINE,
  OMNICHANNEL_OFF,
  ROOM_CLOSED,
  type Log,
  type MessageLink,
  type Notices,
  type Settings,
} from '../ports';
import type { OutreachPlaces } from '../outreach/places';
import type { ReadReceipts } from '../receipts';
import type { RoomWriter, Written } from '../roomWriter';
import type { WindowService } from '../window/windows';
import { DONE, type Circumstances, type EventHandler, type Handled } from './handler';
import type { Inbox, InboxEntry } from './ports';

/** Rooms that are opened for one message, when each is closed before the message gets there. */
const ROOMS = 3;
/** Refusals that pass by themselves when somebody comes, or an admin switches Omnichannel on again. */
const PASSING = [NO_AGENT_ONLINE, OMNICHANNEL_OFF];
/** When a message that could not be delivered together with others is tried again, milliseconds. */
const LATER = 30_000;

/** What it takes to bring a message into a room. */
interface MessagesPorts {
  conversations: ConversationService;
  greeter: Greeter;
  inbox: Inbox;
  log: Log;
  notices: Pick<Notices, 'toAgents'>;
  outbound: Pick<OutboundService, 'release'>;
  outreach: Pick<OutreachPlaces, 'showWaiting'>;
  receipts: ReadReceipts;
  settings: Settings;
  windows: Pick<WindowService, 'customerWrote'>;
  writer: RoomWriter;
}

/** What customers write goes into their room, which is opened where there is none. */
export class Messages implements EventHandler<InboundMessage> {
  constructor(private readonly ports: MessagesPorts) {}

  async handle(
    number: ConnectedNumber,
    message: InboundMessage,
    circumstances: Circumstances,
  ): Promise<Handled> {
    if (isAside(message.content) && !(await this.hasOpenRoom(number, message))) {
      this.ports.log.info('What says nothing by itself opened no room', { number: number.id });
      return DONE;
    }
    const { again, entry } = circumstances;
    const written = again ? await this.writtenBefore(number, message, entry.receivedAt) : undefined;
    if (written) {
      return { outcome: 'done', link: written };
    }
    for (let rooms = 1; ; rooms++) {
      const opened = await this.ports.conversations.open(number, message);
      if (!opened.ok) {
        return this.withoutRoom(number, message, opened);
      }
      try {
        return await this.into(opened.value, number, message, circumstances);
      } catch (error) {
        const handled = await this.afterRefusal(opened.value, number, message, error);
        if (handled) {
          return handled;
        }
        if (rooms === ROOMS) {
          throw error;
        }
      }
    }
  }

  /** @returns nothing when another room should be tried; throws what is none of the host's answers */
  private async afterRefusal(
    opened: OpenConversation,
    number: ConnectedNumber,
    message: InboundMessage,
    error: unknown,
  ): Promise<Handled | undefined> {
    const failure = error instanceof FailureError ? error.failure : undefined;
    switch (failure?.code) {
      case ROOM_CLOSED:
        return undefined;
      case MESSAGE_PREVENTED:
        await this.ports.notices.toAgents(opened.room.id, text('inbound.prevented'));
        return this.drop(number, 'Another app of the workspace does not let the message in');
      case CHANNEL_BLOCKED:
      case OMNICHANNEL_OFF:
        return this.withoutRoom(number, message, { failure });
      default:
        throw error;
    }
  }

  /** What a cut-off try wrote into a room that was closed since, by an agent or by the message itself. */
  private async writtenBefore(
    number: ConnectedNumber,
    message: InboundMessage,
    triedSince: number,
  ): Promise<MessageLink | undefined> {
    const { conversations, writer } = this.ports;
    const conversation = (await conversations.find(number, message.sender))?.conversation;
    const room = await conversations.lastRoomOf(conversation);
    if (!conversation || !room || room.isOpen) {
      return undefined;
    }
    const place = { room, conversation: { ...conversation, roomId: room.id } };
    const written = await writer.find(place, message, triedSince);
    return written && linkOf(message, room.id, written);
  }

  private async hasOpenRoom(number: ConnectedNumber, { sender }: InboundMessage): Promise<boolean> {
    const known = await this.ports.conversations.find(number, sender);
    return (await this.ports.conversations.openRoomOf(known?.conversation)) !== undefined;
  }

  private async into(
    opened: OpenConversation,
    number: ConnectedNumber,
    message: InboundMessage,
    { entry, again }: Circumstances,
  ): Promise<Handled> {
    if (opened.fresh) {
      await this.ports.outreach.showWaiting(number, opened.contact, opened.room.id);
    }
    if (opened.isCatchingUp) {
      // What agents wrote for this moment stands in line before anybody can answer what the customer says now.
      await this.ports.outbound.release(opened.conversation);
      if (!(await this.deliverHeld(opened, number, entry))) {
        return { outcome: 'behind' };
      }
    }
    const link = await this.write(opened, number, message, again ? entry.receivedAt : undefined);
    // Not awaited: a courtesy must not keep the next message waiting.
    void this.ports.receipts.received(opened.conversation, message.wamid, opened.room);
    return { outcome: 'done', link, next: () => this.after(opened, number, message) };
  }

  private async after(
    opened: OpenConversation,
    number: ConnectedNumber,
    message: InboundMessage,
  ): Promise<void> {
    await this.ports.windows.customerWrote(opened, message);
    if (opened.fresh) {
      await this.ports.greeter.welcome(number, opened);
    }
  }

  /**
   * What was held while nobody was there comes before what is written now that somebody is.
   * @returns false when somebody else is delivering it at this moment
   */
  private async deliverHeld(
    opened: OpenConversation,
    number: ConnectedNumber,
    entry: InboxEntry,
  ): Promise<boolean> {
    const { taken, complete } = await this.ports.inbox.takeHeldBefore(entry);
    for (const held of taken) {
      try {
        const link =
          held.event.event === 'message'
            ? await this.write(opened, number, held.event, held.receivedAt)
            : undefined;
        await this.ports.inbox.done(held, link);
      } catch (error) {
        await this.ports.inbox.postpone(held, LATER);
        throw error;
      }
    }
    return complete;
  }

  private async write(
    opened: OpenConversation,
    number: ConnectedNumber,
    message: InboundMessage,
    triedSince?: number,
  ): Promise<MessageLink | undefined> {
    const written = await this.ports.writer.write({ number, opened }, message, triedSince);
    return linkOf(message, opened.room.id, written);
  }

  private async withoutRoom(
    number: ConnectedNumber,
    message: InboundMessage,
    { failure, wanted }: { failure: Failure; wanted?: Route },
  ): Promise<Handled> {
    if (failure.code === CHANNEL_BLOCKED) {
      return this.drop(number, 'The host takes nothing of a blocked contact');
    }
    if (!PASSING.includes(String(failure.code))) {
      throw new FailureError(failure);
    }
    await this.ports.greeter.sorry(number, message);
    const { noAgentPolicy } = await this.ports.settings.get();
    if (noAgentPolicy === 'offline_message_only') {
      return this.drop(number, 'Nobody is there, and the settings say not to keep messages');
    }
    this.ports.log.info('A message waits for somebody to be there', {
      number: number.id,
      code: failure.code,
    });
    return { outcome: 'held', ...(wanted && { wanted }) };
  }

  private drop(number: ConnectedNumber, why: string): Handled {
    this.ports.log.warn('A message was dropped on purpose', { number: number.id, why });
    return DONE;
  }
}

function linkOf(
  { wamid }: InboundMessage,
  roomId: string,
  { messageId, captionId }: Written,
): MessageLink | undefined {
  const shown = messageId ?? captionId;
  return shown ? { wamid, messageId: shown, captionId, roomId, direction: 'in' } : undefined;
}
