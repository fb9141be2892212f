import type { Options } from '../../services/outbound/ports';
import type { Clock } from '../../services/ports';
import { choiceOf, type Option } from '../../whatsapp/offer';
import { dayKey, type Records } from './records';

interface Stored {
  options: Option[];
  numbered: boolean;
  offeredAt: number;
}

/** A number that a customer types, maybe with a dot or a bracket. */
const NUMBER = /^\s*(\d{1,3})\s*[.)]?\s*$/;

export class OptionRecords implements Options {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async offer(
    id: string,
    conversation: string,
    offered: { options: Option[]; numbered: boolean },
  ): Promise<void> {
    const offeredAt = this.clock.now();
    const stored: Stored = { ...offered, offeredAt };
    await this.records.add([offerKey(id), conversationKey(conversation), dayKey(offeredAt)], stored);
  }

  async tapped(choiceId: string): Promise<Option | undefined> {
    const choice = choiceOf(choiceId);
    const [offered] = choice ? await this.records.find<Stored>(offerKey(choice.offerId)) : [];
    return choice && offered?.options[choice.index];
  }

  async typed(conversation: string, words: string): Promise<Option | undefined> {
    const number = NUMBER.exec(words)?.[1];
    if (number === undefined) {
      return undefined;
    }
    const offers = await this.records.find<Stored>(conversationKey(conversation));
    const [latest] = offers.sort((a, b) => b.offeredAt - a.offeredAt);
    return latest?.numbered ? latest.options[Number(number) - 1] : undefined;
  }
}

function offerKey(id: string): string {
  return `options:${id}`;
}

function conversationKey(conversation: string): string {
  return `options-of:${conversation}`;
}
