import type { AccountNotice } from '../../domain/inbound';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { factSchema, recordSchema } from '../wire/notice';
import { readErrors } from './errors';

const TEMPLATE = { template: ['message_template_name'], language: ['message_template_language'] };
const NUMBER = { number: ['display_phone_number'] };

/** What admins are told of, by webhook field: our name of a fact, and where it may stand. */
const TOPICS: Record<string, Record<string, string[]>> = {
  message_template_status_update: {
    ...TEMPLATE,
    templateId: ['message_template_id'],
    event: ['event'],
    reason: ['reason'],
    pause: ['other_info.title'],
    details: ['rejection_info.reason', 'other_info.description'],
    advice: ['rejection_info.recommendation'],
  },
  message_template_quality_update: {
    ...TEMPLATE,
    before: ['previous_quality_score'],
    after: ['new_quality_score'],
  },
  template_category_update: {
    ...TEMPLATE,
    before: ['previous_category'],
    after: ['new_category'],
    planned: ['correct_category'],
  },
  message_template_components_update: TEMPLATE,
  phone_number_quality_update: {
    ...NUMBER,
    event: ['event'],
    limit: ['max_daily_conversations_per_business', 'current_limit'],
  },
  phone_number_name_update: {
    ...NUMBER,
    decision: ['decision'],
    name: ['requested_verified_name'],
    reason: ['rejection_reason'],
  },
  business_capability_update: {
    limit: ['max_daily_conversations_per_business', 'max_daily_conversation_per_phone'],
    numbers: ['max_phone_numbers_per_business', 'max_phone_numbers_per_waba'],
  },
  account_update: {
    event: ['event'],
    violation: ['violation_info.violation_type'],
    ban: ['ban_info.waba_ban_state'],
    date: ['ban_info.waba_ban_date'],
  },
  account_alerts: {
    severity: ['alert_severity', 'alert_info.alert_severity'],
    type: ['alert_type', 'alert_info.alert_type'],
    details: ['alert_description', 'alert_info.alert_description'],
  },
  account_review_update: { decision: ['decision'] },
  security: { ...NUMBER, event: ['event'] },
  business_username_update: { ...NUMBER, name: ['username'], status: ['status'] },
};

export function isNotice(field: string): boolean {
  return Object.hasOwn(TOPICS, field);
}

/** @param at Unix milliseconds, from around the value */
export function readNotice(topic: string, value: unknown, at: number | undefined): AccountNotice {
  const places = Object.entries(TOPICS[topic] ?? {});
  const facts = places.flatMap(([name, paths]) => {
    const fact = paths.map((path) => factAt(value, path)).find((found) => found !== undefined);
    return fact === undefined ? [] : [[name, name === 'language' ? asListed(fact) : fact] as const];
  });
  return compact<AccountNotice>({ event: 'notice', topic, facts: Object.fromEntries(facts), at });
}

/** Errors of the account or the number, which come in place of messages. */
export function readAccountErrors(errors: readonly unknown[] | undefined): AccountNotice[] {
  return readErrors(errors).map(({ code, details }) => ({
    event: 'notice',
    topic: 'errors',
    facts: { code: String(code), details },
  }));
}

/** Webhooks write `en-US` for what lists call `en_US`. */
function asListed(language: string): string {
  return language.replace('-', '_');
}

function factAt(value: unknown, path: string): string | undefined {
  const found = path.split('.').reduce<unknown>((inner, name) => read(recordSchema, inner)?.[name], value);
  return read(factSchema, found);
}
