import { conversationId, type Conversation } from '../domain/conversation';
import { failed, ok, type Failure, type Result } from '../domain/failure';
import { LIMITS } from '../domain/limits';
import type { ConnectedNumber } from '../domain/number';
import type { OutboundContent } from '../domain/outbound';
import { text } from '../domain/text';
import { toWhatsApp } from '../whatsapp/formatting/toWhatsApp';
import { mediaKindOf } from '../whatsapp/mediaKind';
import { splitText } from '../whatsapp/split';
import type { KeyedQueue } from './keyedQueue';
import { outboxKey } from './outbox';
import type {
  Clock,
  Conversations,
  Livechat,
  Log,
  Notices,
  Numbers,
  Outbox,
  OutboxEntry,
  OutboundPart,
  WhatsAppApi,
  WhatsAppApis,
} from './ports';

/** Tries of one request altogether, and the base of the pauses between them: 1 s, 4 s, 16 s. */
const TRIES = 4;
const PAUSE = 1_000;
/** When the workspace itself failed us, the next try comes after so long, milliseconds. */
const PUT_OFF = 30_000;

export interface RoomFile {
  id: string;
  name: string;
  mimeType: string;
}

/** What somebody on our side wrote in a room of ours. */
export interface RoomMessage {
  id: string;
  roomId: string;
  numberId: string;
  contactId: string;
  text: string;
  files: RoomFile[];
  /** Unix milliseconds: the host tells of messages in any order. */
  writtenAt: number;
}

type Place = Pick<RoomMessage, 'roomId' | 'numberId' | 'contactId'>;

/** From rooms to WhatsApp: each part of a message once, in order, and its failures told at the message. */
export class OutboundService {
  constructor(
    private readonly outbox: Outbox,
    private readonly numbers: Numbers,
    private readonly conversations: Conversations,
    private readonly livechat: Livechat,
    private readonly apis: WhatsAppApis,
    private readonly notices: Notices,
    private readonly queue: KeyedQueue,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Sends what was written in a room. Resolves when its last part was accepted or given up; does not reject. */
  async relay(message: RoomMessage): Promise<void> {
    const { roomId, numberId, contactId, id: messageId } = message;
    const entries = partsOf(message).map((part, index) => ({
      key: outboxKey(roomId, messageId, index),
      ...{ messageId, roomId, numberId, contactId, part },
    }));
    // Claimed before they wait, so that a crash leaves a trace of them.
    const claims = Promise.all(entries.map((entry) => this.outbox.claim(entry)));
    await this.inLine(message, message.writtenAt, async () => {
      const claimed = await claims;
      await this.deliverAll(entries.filter((_, index) => claimed[index]));
    });
  }

  /** Sends a text outside any room, as well as it goes: nobody waits for its fate. */
  async tell(number: ConnectedNumber, conversation: Conversation, words: string): Promise<void> {
    const content: OutboundContent = {
      kind: 'text',
      body: words.slice(0, LIMITS.textLength),
      previewUrl: false,
    };
    const sent = await this.apis(number).send({ to: conversation.replyTo, content, callbackData: '' });
    if (!sent.ok) {
      this.log.warn('An automatic message was not sent', {
        code: sent.failure.code,
        reason: sent.failure.log,
      });
    }
  }

  /** Takes up what another process left behind when it ended, and what was put off. */
  async resume(): Promise<void> {
    for (const entry of await this.outbox.abandoned()) {
      await this.inLine(entry, this.clock.now(), () =>
        entry.posted ? this.giveUp(entry, uncertain()) : this.deliverAll([entry]),
      );
    }
  }

  private async inLine(place: Place, order: number, task: () => Promise<void>): Promise<void> {
    try {
      await this.queue.run(conversationId(place.contactId, place.numberId), order, task);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error('A message could not be handled', { room: place.roomId, reason });
    }
  }

  /** One part after the other; after one that failed the rest would make no sense to the customer. */
  private async deliverAll(entries: OutboxEntry[]): Promise<void> {
    for (const [index, entry] of entries.entries()) {
      if (!(await this.deliver(entry))) {
        await Promise.all(entries.slice(index + 1).map((rest) => this.outbox.drop(rest)));
        return;
      }
    }
  }

  private async deliver(entry: OutboxEntry): Promise<boolean> {
    try {
      const sent = await this.attempt(entry);
      if (sent.ok) {
        await this.outbox.sent(entry, sent.value);
      } else {
        await this.giveUp(entry, sent.failure);
      }
      return sent.ok;
    } catch (error) {
      await this.outbox.postpone(entry, PUT_OFF);
      throw error;
    }
  }

  private async attempt(entry: OutboxEntry): Promise<Result<string>> {
    const number = await this.numbers.byId(entry.numberId);
    const conversation = await this.conversations.find(entry.contactId, entry.numberId);
    if (!number || !conversation) {
      return failed(disconnected());
    }
    const api = this.apis(number);
    const content = await this.retrying(() => this.contentOf(entry.part, api));
    if (!content.ok) {
      return content;
    }
    await this.outbox.posting(entry);
    return this.retrying(() =>
      api.send({ to: conversation.replyTo, content: content.value, callbackData: entry.key }),
    );
  }

  private async contentOf(part: OutboundPart, api: WhatsAppApi): Promise<Result<OutboundContent>> {
    if (part.kind === 'text') {
      return ok({ kind: 'text', body: part.body, previewUrl: /https?:\/\//.test(part.body) });
    }
    const bytes = await this.livechat.file(part.fileId);
    const media = mediaKindOf(part.mimeType, bytes.length);
    if (!media) {
      return failed(tooBig());
    }
    const uploaded = await api.upload({ bytes, mimeType: part.mimeType, filename: part.filename });
    if (!uploaded.ok) {
      return uploaded;
    }
    const caption = media === 'audio' ? undefined : part.caption;
    return ok({ kind: 'media', media, mediaId: uploaded.value, caption, filename: part.filename });
  }

  private async retrying<T>(request: () => Promise<Result<T>>): Promise<Result<T>> {
    let result = await request();
    for (let tries = 1; !result.ok && result.failure.retryable && tries < TRIES; tries++) {
      const pause = PAUSE * 4 ** (tries - 1) * (1 + Math.random() / 4);
      await this.clock.sleep(Math.max(pause, (result.failure.retryAfter ?? 0) * 1_000));
      result = await request();
    }
    return result;
  }

  private async giveUp(entry: OutboxEntry, failure: Failure): Promise<void> {
    this.log.warn('A message was not sent', {
      message: entry.messageId,
      code: failure.code,
      reason: failure.log,
    });
    await this.outbox.drop(entry);
    await this.notices.undelivered(entry, failure);
    if (failure.scope === 'channel') {
      await this.notices.toAdmins(failure.human);
    }
  }
}

/** One part a WhatsApp message. A text that fits becomes the caption of the first file that can carry one. */
function partsOf({ text: markup, files }: RoomMessage): OutboundPart[] {
  const body = toWhatsApp(markup).trim();
  const captioned =
    body.length <= LIMITS.captionLength ? files.findIndex(({ mimeType }) => takesCaption(mimeType)) : -1;
  const texts = body && captioned < 0 ? splitText(body, LIMITS.textLength) : [];
  return [
    ...texts.map((part): OutboundPart => ({ kind: 'text', body: part })),
    ...files.map(({ id, name, mimeType }, index): OutboundPart => ({
      ...{ kind: 'file', fileId: id, filename: name, mimeType },
      ...(body && index === captioned ? { caption: body } : {}),
    })),
  ];
}

function takesCaption(mimeType: string): boolean {
  return !mimeType.startsWith('audio/');
}

function disconnected(): Failure {
  return {
    ...{ code: 'disconnected', scope: 'message', retryable: false },
    human: text('failure.disconnected'),
    log: 'The number of the room is not connected any more',
  };
}

function tooBig(): Failure {
  return {
    ...{ code: 'too-big', scope: 'message', retryable: false },
    human: text('failure.too-big', { megabytes: LIMITS.media.document.maxBytes / 1024 ** 2 }),
    log: 'The file is bigger than WhatsApp takes',
  };
}

function uncertain(): Failure {
  return {
    ...{ code: 'uncertain', scope: 'message', retryable: false, uncertain: true },
    human: text('failure.uncertain'),
    log: 'The app ended while the message was being sent',
  };
}
