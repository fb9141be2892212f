import type { InboundContent } from '../../domain/inbound';
import { read } from '../wire/fields';
import { interactiveTypeSchema, unsupportedBodySchema } from '../wire/message';

/**
 * What is left when no reader understood a message. Names it as precisely as the message allows: a poll comes as
 * type `unsupported` with `unsupported.type` `poll_creation`, a call permission as type `interactive`.
 */
export function readUnsupported(type: string, message: unknown): InboundContent {
  const precise =
    read(unsupportedBodySchema, message)?.unsupported.type ??
    read(interactiveTypeSchema, message)?.interactive.type;
  return { kind: 'unsupported', type: precise ?? type };
}
