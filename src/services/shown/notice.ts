import type { AccountNotice } from '../../domain/inbound';
import { text, type Say } from '../../domain/text';
import { failureOf } from '../../whatsapp/errors';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';
import type { Notices } from '../ports';
import { showTemplateCategory, showTemplateQuality, showTemplateStatus } from './templateNotice';
import { told } from './toldWords';

type Facts = AccountNotice['facts'];

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

/** News goes to the setup room, a warning to the admins in it. */
export async function tellAdmins(notices: Notices, notice: AccountNotice): Promise<void> {
  const sentence = text('account.notice', { words: showNotice(notice, await notices.say()) });
  await (isGoodNews(notice) ? notices.toSetupRoom(sentence) : notices.toAdmins(sentence));
}

/** What admins read about the account, a number or a template. */
export function showNotice({ topic, facts }: AccountNotice, say: Say): string {
  const shown = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, asPlainWords(fact)]));
  switch (topic) {
    case 'errors':
      return say(failureOf(Number(facts.code), facts.details ?? '').human);
    case 'message_template_status_update':
      return showTemplateStatus(facts, say);
    case 'template_category_update':
      return showTemplateCategory(facts, say);
    case 'message_template_quality_update':
      return showTemplateQuality(facts, say);
    case 'account_update':
      return [
        say(text('account.account', { what: told('account', facts.event, say) })),
        ...[shown.violation, shown.ban, shown.date].filter((fact) => fact !== undefined),
      ].join(' ');
    default:
      return general(topic, shown, say);
  }
}

/** What is told, fact by fact, after what it is about. */
function general(topic: string, shown: Facts, say: Say): string {
  const facts = Object.entries(shown).map(([name, fact]) => `${say(text(`account.fact-${name}`))} ${fact}`);
  return [say(text(`account.${topic}`)), facts.join(', ')].filter((part) => part !== '').join(' ');
}
