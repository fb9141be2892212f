import { LIMITS } from '../../domain/limits';
import type { Template, TemplateValues } from '../../domain/template';

/**
 * Whether a carousel can be sent with more cards than it has: those with products are made with two of them.
 * Meta: catalogs/product-card-carousel-template-messages.
 */
export function takesMoreCards({ cards }: Template): boolean {
  const hasRoom = cards.length > 0 && cards.length < LIMITS.template.cards.most;
  return hasRoom && cards.every(({ header }) => header?.kind === 'product');
}

/** A carousel with so many cards, the further ones like its last, as far as WhatsApp takes them; never with fewer. */
export function withCards(template: Template, count: number): Template {
  const { cards } = template;
  const [last] = cards.slice(-1);
  const length = Math.min(count, LIMITS.template.cards.most);
  if (!last || length <= cards.length || !takesMoreCards(template)) {
    return template;
  }
  return { ...template, cards: Array.from({ length }, (_, index) => cards[index] ?? last) };
}

/** For how many cards there are values, by their ids. */
export function cardsFilled(values: TemplateValues): number {
  const indexes = Object.keys(values).map((id) => Number(/^card-(\d+)-/.exec(id)?.[1] ?? -1));
  return Math.max(-1, ...indexes) + 1;
}
