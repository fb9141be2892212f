import type { AccountNotice } from '../../domain/inbound';
import { text, type Say } from '../../domain/text';
import { failureOf } from '../../whatsapp/errors';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';

type Facts = AccountNotice['facts'];

/** Meta's words that have a sentence of their own; of any other the admins see the word itself. */
const TOLD: Record<string, readonly string[]> = {
  template: [
    'APPROVED',
    'REJECTED',
    'PENDING',
    'PAUSED',
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
};

/** Words that call for nobody to do anything. */
const GOOD = [
  'APPROVED',
  'REINSTATED',
  'GREEN',
  'THROUGHPUT_UPGRADE',
  'ONBOARDING',
  'PARTNER_ADDED',
  'VERIFIED_ACCOUNT',
];

/** Topics that tell of trouble alone. */
const BAD_TOPICS = ['errors', 'account_alerts'];

/** Whether a notice is news, rather than a warning. */
export function isGoodNews({ topic, facts }: AccountNotice): boolean {
  const said = facts.event ?? facts.decision ?? facts.after;
  return !BAD_TOPICS.includes(topic) && (said === undefined || GOOD.includes(said));
}

/** What admins read about the account, a number or a template. */
export function showNotice({ topic, facts }: AccountNotice, say: Say): string {
  const shown = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, asPlainWords(fact)]));
  switch (topic) {
    case 'errors':
      return say(failureOf(Number(facts.code), facts.details ?? '').human);
    case 'message_template_status_update':
      return [
        say(text('account.template', { ...named(shown), what: told('template', facts.event, say) })),
        ...why(facts, shown, say),
      ].join(' ');
    case 'account_update':
      return [
        say(text('account.account', { what: told('account', facts.event, say) })),
        ...[shown.violation, shown.ban, shown.date].filter((fact) => fact !== undefined),
      ].join(' ');
    default:
      return general(topic, shown, say);
  }
}

function why({ reason }: Facts, { details }: Facts, say: Say): string[] {
  return [
    ...(reason ? [say(text('account.because', { reason: told('reason', reason, say) }))] : []),
    ...(details ? [details] : []),
  ];
}

function named({ template = '?', language = '?' }: Facts): { template: string; language: string } {
  return { template, language };
}

function told(kind: string, word: string | undefined, say: Say): string {
  if (word !== undefined && TOLD[kind]?.includes(word)) {
    return say(text(`account.${kind}-${word}`));
  }
  return asPlainWords((word ?? '?').replaceAll('_', ' ').toLowerCase());
}

/** What is told, fact by fact, after what it is about. */
function general(topic: string, shown: Facts, say: Say): string {
  const facts = Object.entries(shown).map(([name, fact]) => `${say(text(`account.fact-${name}`))} ${fact}`);
  return [say(text(`account.${topic}`)), facts.join(', ')].filter((part) => part !== '').join(' ');
}
