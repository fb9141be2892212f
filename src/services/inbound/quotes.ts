import type { InboundMessage } from '../../domain/inbound';
import type { Links, Settings, Workspace } from '../ports';

/** What a customer's message refers to, in the form in which Rocket.Chat's own clients quote. */
export class Quotes {
  constructor(
    private readonly links: Links,
    private readonly workspace: Pick<Workspace, 'messageUrl'>,
    private readonly settings: Settings,
  ) {}

  /**
   * A line to put before the text. It ends where it does because bots cut it off up to the line's last parenthesis.
   * @returns nothing for messages that quote none, or one that is not known here
   */
  async of({ quotes }: Pick<InboundMessage, 'quotes'>): Promise<string> {
    if (!quotes || !(await this.settings.get()).allowQuoteMessages) {
      return '';
    }
    return this.lineFor(quotes);
  }

  async lineFor(wamid: string): Promise<string> {
    const link = await this.links.byWamid(wamid);
    return link ? `[ ](${await this.workspace.messageUrl(link.roomId, link.messageId)})\n` : '';
  }
}

/** Splits what stands in a room into the line that quotes and the words. */
export function splitQuote(words: string): { quote: string; rest: string } {
  const quote = /^\[ \]\([^)\s]*\)\s*/.exec(words)?.[0] ?? '';
  return { quote, rest: words.slice(quote.length) };
}
