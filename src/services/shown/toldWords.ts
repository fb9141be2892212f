import { text, type Say } from '../../domain/text';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';

/** Meta's words that have words of ours; of any other people see the word itself. */
const TOLD = {
  template: [
    'APPROVED',
    'REJECTED',
    'PENDING',
    'PAUSED',
    'PAUSED_FIRST_PAUSE',
    'PAUSED_SECOND_PAUSE',
    'PAUSED_RATE_LIMITING_PAUSE',
    'DISABLED',
    'FLAGGED',
    'REINSTATED',
    'IN_APPEAL',
    'LIMIT_EXCEEDED',
    'LOCKED',
    'ARCHIVED',
    'DELETED',
    'PENDING_DELETION',
  ],
  reason: [
    'ABUSIVE_CONTENT',
    'CATEGORY_NOT_AVAILABLE',
    'INCORRECT_CATEGORY',
    'INVALID_FORMAT',
    'PROMOTIONAL',
    'SCAM',
    'TAG_CONTENT_MISMATCH',
  ],
  account: [
    'ACCOUNT_VIOLATION',
    'DISABLED_UPDATE',
    'ACCOUNT_DELETED',
    'ACCOUNT_RESTRICTION',
    'PARTNER_REMOVED',
    'PARTNER_ADDED',
    'VERIFIED_ACCOUNT',
  ],
} as const satisfies Record<string, readonly string[]>;

type Told = keyof typeof TOLD;

export function isTold(kind: Told, word: string): boolean {
  return (TOLD[kind] as readonly string[]).includes(word);
}

/** A word of Meta's, put in ours where we have some. */
export function told(kind: Told, word: string | undefined, say: Say): string {
  if (word !== undefined && isTold(kind, word)) {
    return say(text(`account.${kind}-${word}`));
  }
  return asPlainWords((word ?? '?').replaceAll('_', ' ').toLowerCase());
}
