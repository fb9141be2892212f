import type { Say } from '../../domain/text';
import type { Template } from '../../domain/template';
import type { TemplateSync } from '../templates/ports';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';
import { TEMPLATE_STATUSES } from '../../whatsapp/template/sendable';
import { told } from './toldWords';

/** Meta's words that have words of ours; of any other people see the word itself. */
const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function statusWords(status: string, say: Say): string {
  return TEMPLATE_STATUSES.includes(status) ? say(`template.status-${status}`) : plain(status);
}

export function categoryWords(category: string, say: Say): string {
  return CATEGORIES.includes(category) ? say(`template.category-${category}`) : plain(category);
}

/** Why WhatsApp rejected a template; undefined when it told no reason. */
function rejectionWords({ status, rejectedReason }: Template, say: Say): string | undefined {
  if (status !== 'REJECTED' || rejectedReason === undefined) {
    return undefined;
  }
  return say('account.because', { reason: told('reason', rejectedReason, say) });
}

/** A template in two lines or three: name and language, what it is, and why it was rejected. */
export function templateFacts(template: Template, say: Say): string {
  const { name, language, status, category, quality } = template;
  const facts = say('template.facts', {
    status: statusWords(status, say),
    category: categoryWords(category, say),
    quality: say(`template.quality-${quality}`),
  });
  const reason = rejectionWords(template, say);
  return [`*${asPlainWords(name)}* (${asPlainWords(language)})`, facts, ...(reason ? [reason] : [])].join(
    '\n',
  );
}

/** How old a list is, and why it could not be refreshed. */
export function ageOfList({ syncedAt, problem }: TemplateSync, now: number, say: Say): string {
  const age = syncedAt === undefined ? say('template.age-never') : ageWords(now - syncedAt, say);
  return problem ? [age, say('template.problem', { reason: problem })].join('\n') : age;
}

/** @param age milliseconds */
function ageWords(age: number, say: Say): string {
  if (age < MINUTE) {
    return say('template.age-now');
  }
  if (age < HOUR) {
    return say('template.age-minutes', { count: Math.floor(age / MINUTE) });
  }
  return age < DAY
    ? say('template.age-hours', { count: Math.floor(age / HOUR) })
    : say('template.age-days', { count: Math.floor(age / DAY) });
}

function plain(word: string): string {
  return asPlainWords(word.replaceAll('_', ' ').toLowerCase());
}
