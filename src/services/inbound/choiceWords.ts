import type { WhatsAppAddress } from '../../domain/contact';
import type { InboundMessage } from '../../domain/inbound';
import type { InboundContent } from '../../domain/inboundContent';
import type { ConnectedNumber } from '../../domain/number';
import { readChoiceWord, type ChoiceWord } from '../../whatsapp/choiceWords';
import type { ConversationService } from '../conversations';
import type { Greeter } from '../greeter';
import type { CustomerTexts } from '../languages/customerTexts';
import type { OptOuts } from '../optOut/optOuts';
import type { MarketingChoice } from '../optOut/ports';
import type { OutboundService } from '../outbound';
import type { Notices } from '../ports';
import type { Options } from '../outbound/ports';
import { DONE, type Circumstances, type EventHandler, type Handled } from './handler';

export interface ChoiceWordsParts {
  conversations: ConversationService;
  greeter: Pick<Greeter, 'say'>;
  /** Handles messages as such. */
  messages: EventHandler<InboundMessage>;
  notices: Pick<Notices, 'say'>;
  options: Pick<Options, 'tapped'>;
  optOuts: OptOuts;
  outbound: Pick<OutboundService, 'tell'>;
  texts: Pick<CustomerTexts, 'languageOfTemplate'>;
}

/**
 * STOP and its like, typed or tapped under a template: recorded and confirmed. It shows in the customer's open room;
 * where there is none, none is opened: after an advertisement such words come by the hundred, and nobody has to answer.
 */
export class ChoiceWords implements EventHandler<InboundMessage> {
  constructor(private readonly parts: ChoiceWordsParts) {}

  async handle(
    number: ConnectedNumber,
    message: InboundMessage,
    circumstances: Circumstances,
  ): Promise<Handled> {
    const { conversations, messages, optOuts, outbound } = this.parts;
    const word = await this.wordOf(number, message);
    if (!word) {
      return messages.handle(number, message, circumstances);
    }
    const { sender } = message;
    const choice: MarketingChoice = { wanted: word.wanted, at: message.sentAt, source: 'word' };
    const isNew = await optOuts.choose(number, sender, choice);
    const known = await conversations.find(number, sender);
    const room = await conversations.openRoomOf(known?.conversation);
    const answer = await this.answerTo(number, sender, word);
    if (!known || !room) {
      await outbound.tell(number, { replyTo: { waId: sender.waId, userId: sender.userId } }, answer);
      return DONE;
    }
    const handled = await messages.handle(number, message, circumstances);
    const next = async (): Promise<void> => {
      await (handled.outcome === 'done' && handled.next?.());
      await (isNew && optOuts.note(number, sender, choice));
      await this.parts.greeter.say(number, { room, contact: known.contact }, answer);
    };
    return handled.outcome === 'done' ? { ...handled, next } : handled;
  }

  /** What is said about marketing; a bot's option of that name is an answer to the bot, and groups do not choose. */
  private async wordOf(
    { id }: ConnectedNumber,
    { content, sender, author }: InboundMessage,
  ): Promise<ChoiceWord | undefined> {
    const word = author ? undefined : readChoiceWord(textOf(content));
    if (!word || (content.kind === 'reply' && (await this.parts.options.tapped(content.id)))) {
      return undefined;
    }
    return !word.wanted || (await this.parts.optOuts.hasStopped(id, sender)) ? word : undefined;
  }

  /** In the language of the word. STOP is in all of them: most write it below a template, which is in theirs. */
  private async answerTo(
    number: ConnectedNumber,
    customer: WhatsAppAddress,
    { wanted, language }: ChoiceWord,
  ): Promise<string> {
    const { notices, texts } = this.parts;
    const say = await notices.say(language ?? (await texts.languageOfTemplate(number, customer)));
    return say(wanted ? 'optOut.resumed' : 'optOut.stopped');
  }
}

function textOf(content: InboundContent): string {
  if (content.kind === 'text') {
    return content.text;
  }
  return content.kind === 'reply' ? content.title : '';
}
