import type { InboundContent } from '../../domain/inboundContent';
import { text, type Say } from '../../domain/text';
import { failureOf } from '../../whatsapp/errors';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';

type Unsupported = Extract<InboundContent, { kind: 'unsupported' }>;

/** Meta: the message exists, but WhatsApp does not hand it over. */
const UNAVAILABLE = 131060;

/** What customers can do that WhatsApp does not pass on, by its word for it. Each has a sentence of its own. */
const KNOWN = [
  'button',
  'errors',
  'gif',
  'group_invite',
  'hsm',
  'image',
  'interactive',
  'keep_in_chat',
  'link_preview',
  'list',
  'location',
  'media_placeholder',
  'order',
  'pin',
  'poll_creation',
  'poll_update',
  'product',
  'reaction',
  'unreadable',
];

/** What the customer did, as far as it can be told, and what the agent can do about it. */
export function showUnsupported({ type, problem }: Unsupported, say: Say): string {
  const what = KNOWN.includes(type)
    ? say(text(`shown.unsupported-${type}`))
    : say(text('inbound.unsupported', { type: asPlainWords(type) }));
  const why = problem?.code === UNAVAILABLE ? say(failureOf(problem.code, problem.details).human) : '';
  return [what, why].filter((part) => part !== '').join(' ');
}
