import type { OutboundContent } from '../../domain/outbound';
import type { WireContent } from '../wire/outgoing';

type ReactionContent = Extract<OutboundContent, { kind: 'reaction' }>;

export function writeReaction({ wamid, emoji }: ReactionContent): WireContent {
  return { type: 'reaction', reaction: { message_id: wamid, emoji } };
}
