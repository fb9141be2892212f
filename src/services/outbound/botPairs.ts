import { conversationId } from '../../domain/conversation';
import type { Clock } from '../ports';
import type { RoomMessage } from './message';

/** How long the two halves may be apart, milliseconds. */
const PATIENCE = 700;

interface Half {
  message: RoomMessage;
  resolve(message: RoomMessage | undefined): void;
}

/**
 * Older bots (Rasa, Dialogflow before 1.2.2) post their text and its buttons as two messages, in a row; WhatsApp wants
 * buttons to have a text. The halves wait a moment for each other, and whatever else the bot says ends the waiting.
 */
export class BotPairs {
  private readonly waiting = new Map<string, Half>();

  constructor(private readonly clock: Clock) {}

  /** @returns the message, with the other half where there is one; undefined when it became a part of the other half */
  async complete(message: RoomMessage): Promise<RoomMessage | undefined> {
    if (!message.author?.automatic) {
      return message;
    }
    const key = `${conversationId(message.contactId, message.numberId)} ${message.author.username}`;
    const first = this.waiting.get(key);
    this.waiting.delete(key);
    if (first && isText(first.message) && isButtons(message)) {
      first.resolve(undefined);
      return joined(first.message, message);
    }
    if (
      first &&
      isButtons(first.message) &&
      isText(message) &&
      message.writtenAt <= first.message.writtenAt
    ) {
      first.resolve(undefined);
      return joined(message, first.message);
    }
    first?.resolve(first.message);
    return isText(message) || isButtons(message) ? this.wait(key, message) : message;
  }

  private wait(key: string, message: RoomMessage): Promise<RoomMessage | undefined> {
    return new Promise((resolve) => {
      const half: Half = { message, resolve };
      this.waiting.set(key, half);
      void this.clock.sleep(PATIENCE).then(() => {
        if (this.waiting.get(key) === half) {
          this.waiting.delete(key);
          resolve(message);
        }
      });
    });
  }
}

/** Sent as the buttons' message: taps find it by that id. */
function joined(words: RoomMessage, buttons: RoomMessage): RoomMessage {
  const { id: wordsOf, text, answers, writtenAt } = words;
  return { ...buttons, text, answers, writtenAt, wordsOf };
}

function isText({ text, options, files }: RoomMessage): boolean {
  return text !== '' && !options && files.length === 0;
}

function isButtons({ text, options, files }: RoomMessage): boolean {
  return text === '' && options !== undefined && files.length === 0;
}
