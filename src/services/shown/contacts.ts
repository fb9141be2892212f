import type { ContactCard, InboundContent } from '../../domain/inboundContent';
import { LIMITS } from '../../domain/limits';
import { text, type Say } from '../../domain/text';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';
import { toVcards } from '../../whatsapp/vcard';
import type { File } from '../ports';

type Contacts = Extract<InboundContent, { kind: 'contacts' }>;

/** The first cards to be read. */
export function showContacts({ cards }: Contacts, say: Say): string {
  const shown = cards.slice(0, LIMITS.shownCards).map(showCard);
  const rest = cards.length - shown.length;
  return [...shown, ...(rest > 0 ? [say(text('shown.moreCards', { count: rest }))] : [])].join('\n\n');
}

/** All cards, to be saved. */
export function contactsFile({ cards }: Contacts): File {
  const [only] = cards.length === 1 ? cards : [];
  const name = only?.name
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
  return {
    bytes: Buffer.from(toVcards(cards)),
    mimeType: 'text/vcard',
    filename: `${name || 'contacts'}.vcf`,
  };
}

function showCard(card: ContactCard): string {
  const { name, title, organisation, phones, emails, addresses = [], urls = [], birthday } = card;
  const position = [title, organisation === name ? undefined : organisation].filter(
    (part) => part !== undefined,
  );
  const lines = [position.join(', '), ...phones, ...emails, ...addresses, ...urls, birthday ?? ''];
  return [`👤 *${asPlainWords(name)}*`, ...lines.filter((line) => line !== '').map(asPlainWords)].join('\n');
}
