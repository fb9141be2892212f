import type { InboundContent } from '../../domain/inbound';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { reactionBodySchema } from '../wire/message';

type ReactionContent = Extract<InboundContent, { kind: 'reaction' }>;

export function readReaction(message: unknown): InboundContent | undefined {
  const { message_id: wamid, emoji } = read(reactionBodySchema, message)?.reaction ?? {};
  return wamid === undefined ? undefined : compact<ReactionContent>({ kind: 'reaction', wamid, emoji });
}
