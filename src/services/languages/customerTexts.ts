import type { WhatsAppAddress } from '../../domain/contact';
import type { AutomaticMessages, ConnectedNumber } from '../../domain/number';
import { closestLanguage, countryOf, likelyLanguage } from '../../whatsapp/customerLanguage';
import type { Outreaches } from '../outreach/ports';
import type { MessageVariants, WorkspaceLanguage } from './ports';

/**
 * Which of a number's texts a customer gets. The language of the last template that was sent to them counts most:
 * somebody chose it for them. Else it is the likely one of their country; where people speak several, a number does not
 * tell which, and the likely one stands for them all. The number's own texts have a language as well, and are sent also
 * where no text fits.
 */
export class CustomerTexts {
  constructor(
    private readonly variants: Pick<MessageVariants, 'of'>,
    private readonly outreaches: Pick<Outreaches, 'to'>,
    private readonly workspace: WorkspaceLanguage,
  ) {}

  async of(number: ConnectedNumber, customer: WhatsAppAddress): Promise<AutomaticMessages> {
    const variants = await this.variants.of(number.id);
    if (variants.length === 0) {
      return number.messages;
    }
    const own = number.language ?? (await this.workspace.workspaceLanguage());
    // The own ones come last: in the same language, what was entered for it counts.
    const offered = [...variants.map(({ language }) => language), ...(own ? [own] : [])];
    const fitting =
      closest(await this.languageOfTemplate(number, customer), offered) ??
      closest(likelyLanguage(countryOf(customer)), offered);
    const variant = variants.find(({ language }) => language === fitting);
    return { ...number.messages, ...variant?.messages };
  }

  /** Of the last template that went to a customer; somebody chose it for them. */
  async languageOfTemplate({ id }: ConnectedNumber, customer: WhatsAppAddress): Promise<string | undefined> {
    const sent = await this.outreaches.to(id, customer);
    return sent.filter(({ failed }) => !failed).at(-1)?.template.language;
  }
}

function closest(wanted: string | undefined, offered: string[]): string | undefined {
  return wanted && closestLanguage(wanted, offered);
}
