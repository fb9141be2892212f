/** The invisible links that clients put in front of an answer, one for each message that it quotes. */
const QUOTES = /^(?:\s*\[\s*\]\([^()\s]*[?&]msg=[^()\s]+\))+\s*/;

/** Takes the quotes off a text. Of several quoted messages the last is meant: WhatsApp knows one. */
export function readQuote(text: string): { text: string; messageId?: string } {
  const links = QUOTES.exec(text)?.[0];
  if (!links) {
    return { text };
  }
  const messageId = [...links.matchAll(/[?&]msg=([^()&#\s]+)/g)].at(-1)?.[1];
  return { text: text.slice(links.length), ...(messageId && { messageId: decodeURIComponent(messageId) }) };
}
