import type { InboundContent } from '../../domain/inboundContent';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { interactiveBodySchema } from '../wire/message';
import { readForm } from './form';

type CallPermission = Extract<InboundContent, { kind: 'callPermission' }>;

/** Reads a tap on a reply button or list row, a filled form (`nfm_reply`), or the answer to a request to be called. */
export function readInteractive(message: unknown): InboundContent | undefined {
  const interactive = read(interactiveBodySchema, message)?.interactive;
  switch (interactive?.type) {
    case 'button_reply':
      return { kind: 'reply', ...interactive.button_reply };
    case 'list_reply':
      return { kind: 'reply', ...interactive.list_reply };
    case 'nfm_reply':
      return readForm(interactive.nfm_reply);
    case 'call_permission_reply': {
      const { response, is_permanent, expiration_timestamp: until } = interactive.call_permission_reply;
      const granted = response === 'accept';
      return compact<CallPermission>({
        kind: 'callPermission',
        granted,
        until: granted && !is_permanent ? until : undefined,
      });
    }
    default:
      return undefined;
  }
}
