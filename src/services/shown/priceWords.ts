import type { Say } from '../../domain/text';

/** Meta's words for what a message is charged as. Meta: pricing. */
const CATEGORIES: readonly string[] = [
  'authentication',
  'authentication-international',
  'marketing',
  'marketing_lite',
  'referral_conversion',
  'service',
  'utility',
];

/** Meta's words for whether it is charged, and ours for what is free without a reason. Meta: pricing. */
const TYPES: readonly string[] = ['regular', 'free', 'free_customer_service', 'free_entry_point'];

/** What a message is charged as; of what is new at Meta people see the word itself. */
export function priceCategory(category: string, say: Say): string {
  return CATEGORIES.includes(category) ? say(`price.category-${category}`) : category;
}

/** Whether and why a message is free. */
export function priceType(type: string, say: Say): string {
  return TYPES.includes(type) ? say(`price.type-${type}`) : type;
}
