import type { InboundContent } from '../../domain/inboundContent';
import { read } from '../wire/fields';
import { textBodySchema } from '../wire/message';

export function readText(message: unknown): InboundContent | undefined {
  const body = read(textBodySchema, message);
  return body && { kind: 'text', text: body.text.body };
}
