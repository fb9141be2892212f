import type { MessageEdit, MessageRevoke, Reaction } from '../../domain/inbound';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { editBodySchema, reactionBodySchema, revokeBodySchema, unsupportedBodySchema } from '../wire/message';
import { readContent } from './content';

type Change = Pick<Reaction, 'wamid' | 'customer' | 'by' | 'sentAt'>;

/** Reads what changes an earlier message: a reaction, an edit, a deletion. Anything else is undefined. */
export function readChange(
  type: string | undefined,
  message: unknown,
  change: Change,
): Reaction | MessageEdit | MessageRevoke | undefined {
  switch (type) {
    case 'reaction': {
      const { message_id: target, emoji } = read(reactionBodySchema, message)?.reaction ?? {};
      return target === undefined
        ? undefined
        : compact<Reaction>({ event: 'reaction', ...change, target, emoji });
    }
    case 'edit': {
      const { original_message_id: target, message: edited } = read(editBodySchema, message)?.edit ?? {};
      const content = edited?.type === undefined ? undefined : readContent(edited.type, edited);
      return target === undefined
        ? undefined
        : compact<MessageEdit>({ event: 'edit', ...change, target, content });
    }
    case 'revoke': {
      const target = read(revokeBodySchema, message)?.revoke.original_message_id;
      return target === undefined ? undefined : { event: 'revoke', ...change, target };
    }
    case 'unsupported':
      return read(unsupportedBodySchema, message)?.unsupported.type === 'edit'
        ? { event: 'edit', ...change }
        : undefined;
    default:
      return undefined;
  }
}
