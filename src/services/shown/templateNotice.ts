import type { AccountNotice } from '../../domain/inbound';
import { text, type Say } from '../../domain/text';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';
import { categoryWords } from './templateFacts';
import { isTold, told } from './toldWords';

type Facts = AccountNotice['facts'];

const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'];

/** What WhatsApp has decided on a template, why, and what it advises. */
export function showTemplateStatus(facts: Facts, say: Say): string {
  const { event = '?', pause, reason, details, advice } = facts;
  const paused = `${event}_${pause}`;
  const isPause = isTold('template', paused);
  const what = told('template', isPause ? paused : event, say);
  // What WhatsApp says of a pause is in our words already.
  const reasons = [isPause ? undefined : details, advice].filter((words) => words !== undefined);
  return [
    say(text('account.template', { ...nameOf(facts), what })),
    ...(reason ? [say(text('account.because', { reason: told('reason', reason, say) }))] : []),
    ...reasons.map(asPlainWords),
  ].join(' ');
}

/** That WhatsApp has put a template into another category, or is about to. */
export function showTemplateCategory(facts: Facts, say: Say): string {
  const { before, after, planned } = facts;
  const category = (word = '?'): string => categoryWords(word, say);
  return planned
    ? say(text('account.categoryPlanned', { ...nameOf(facts), planned: category(planned) }))
    : say(text('account.category', { ...nameOf(facts), before: category(before), after: category(after) }));
}

/** What customers' feedback on a template has become. */
export function showTemplateQuality(facts: Facts, say: Say): string {
  const { before = 'UNKNOWN', after = 'UNKNOWN' } = facts;
  const quality = (word: string): string =>
    QUALITIES.includes(word) ? say(`template.quality-${word}`) : asPlainWords(word.toLowerCase());
  return say(text('account.quality', { ...nameOf(facts), before: quality(before), after: quality(after) }));
}

function nameOf({ template = '?', language = '?' }: Facts): { template: string; language: string } {
  return { template: asPlainWords(template), language: asPlainWords(language) };
}
