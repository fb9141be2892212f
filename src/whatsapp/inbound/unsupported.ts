import type { InboundContent, Problem } from '../../domain/inboundContent';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { interactiveTypeSchema, unsupportedBodySchema } from '../wire/message';

type UnsupportedContent = Extract<InboundContent, { kind: 'unsupported' }>;

/**
 * What is left when no reader understood a message. Names it as precisely as the message allows: a poll comes as
 * type `unsupported` with `unsupported.type` `poll_creation`, a call permission as type `interactive`.
 */
export function readUnsupported(type: string, message: unknown, problem?: Problem): InboundContent {
  const precise =
    read(unsupportedBodySchema, message)?.unsupported.type ??
    read(interactiveTypeSchema, message)?.interactive.type;
  return compact<UnsupportedContent>({ kind: 'unsupported', type: precise ?? type, problem });
}
