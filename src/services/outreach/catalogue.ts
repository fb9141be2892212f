import type { Template } from '../../domain/template';
import { whyNotSendable } from '../../whatsapp/template/sendable';

/** Choices of one page. With more, the form would be too big to be sent back: Rocket.Chat takes 100 kB. */
const PAGE = 100;

export interface Page {
  templates: Template[];
  /** How many there are in all, of those that are looked for. */
  count: number;
  /** Counts from 0; the last one there is, where a later one was asked for. */
  page: number;
  pages: number;
  /** Found, but not to be sent just now. */
  unsendable: Template[];
}

/** Templates that can be sent and have all the words in their name, language or text. */
export function findTemplates(templates: Template[], search: string, page: number): Page {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = templates.filter((template) => {
    const text = [template.name, template.language, template.category, template.body?.text ?? ''].join(' ');
    return words.every((word) => text.toLowerCase().includes(word));
  });
  const sendable = found.filter((template) => !whyNotSendable(template));
  const pages = Math.max(1, Math.ceil(sendable.length / PAGE));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  return {
    templates: sendable.slice(shown * PAGE, (shown + 1) * PAGE),
    count: sendable.length,
    page: shown,
    pages,
    unsendable: found.filter((template) => whyNotSendable(template)),
  };
}
