import type { ContactCard } from '../domain/inboundContent';

/**
 * Contact cards as one file that address books read: vCard 3.0 (RFC 2426), which all of them know. A card that
 * WhatsApp delivered as a whole stays as it is.
 */
export function toVcards(cards: readonly ContactCard[]): string {
  return cards.map((card) => (isWhole(card.vcard) ? `${card.vcard.trim()}\r\n` : write(card))).join('');
}

function isWhole(vcard: string | undefined): vcard is string {
  return vcard !== undefined && /^\s*BEGIN:VCARD\b[^]*\bEND:VCARD\s*$/i.test(vcard);
}

function write(card: ContactCard): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escape(card.name)}`,
    `N:${escape(card.name)};;;;`,
    ...(card.organisation ? [`ORG:${escape(card.organisation)}`] : []),
    ...(card.title ? [`TITLE:${escape(card.title)}`] : []),
    ...card.phones.map((phone) => `TEL:${escape(phone)}`),
    ...card.emails.map((email) => `EMAIL:${escape(email)}`),
    ...(card.addresses ?? []).map((address) => `ADR:;;${escape(address)};;;;`),
    ...(card.urls ?? []).map((url) => `URL:${escape(url)}`),
    ...(card.birthday ? [`BDAY:${escape(card.birthday)}`] : []),
    'END:VCARD',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function escape(value: string): string {
  return value.replaceAll(/[\\,;]/g, '\\$&').replaceAll(/\r?\n|\r/g, '\\n');
}
