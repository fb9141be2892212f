import { unixSeconds } from '../clock';
import type { ChatMessage, NumberRecord, PhoneRecord } from '../state/records';
import { messagesValue } from '../webhooks/envelope';
import type { Content } from './content';

/** What stands around the content of a message from a customer. */
export interface Surroundings {
  context?: Record<string, unknown>;
  referral?: Record<string, unknown>;
  group?: string;
}

/** `contacts[0]`: with the user id always, with the number unless it is withheld. */
export function contactOf(phone: PhoneRecord): Record<string, unknown> {
  return {
    profile: { name: phone.name, ...(phone.username ? { username: `@${phone.username}` } : {}) },
    ...(phone.hidesNumber ? {} : { wa_id: phone.waId }),
    user_id: phone.userId,
  };
}

/** The value of a webhook with one message of a customer. */
export function inboundValue(
  number: NumberRecord,
  phone: PhoneRecord,
  message: Pick<ChatMessage, 'wamid' | 'at'>,
  content: Content,
  { context, referral, group }: Surroundings,
): Record<string, unknown> {
  return messagesValue(number, {
    contacts: [contactOf(phone)],
    messages: [
      {
        ...(context ? { context } : {}),
        ...(phone.hidesNumber ? {} : { from: phone.waId }),
        from_user_id: phone.userId,
        ...(group ? { group_id: group } : {}),
        id: message.wamid,
        timestamp: unixSeconds(message.at),
        type: content.type,
        ...(content.body === undefined ? {} : { [content.type]: content.body }),
        ...(content.errors ? { errors: content.errors } : {}),
        ...(referral ? { referral } : {}),
      },
    ],
  });
}

/** An advertisement that opens a chat, with invented contents. */
export const SAMPLE_REFERRAL = {
  source_url: 'https://fb.me/3cr4Wqqkv',
  source_id: '120226305854810726',
  source_type: 'ad',
  headline: 'Chat with us',
  body: 'Summer tea is here',
  media_type: 'image',
  image_url: 'https://scontent.example/tea.jpg',
  ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e_mIEOOj27vDVwFjN80dp4',
  welcome_message: { text: 'Hi there! Let us know how we can help.' },
};
