import type { InboundContent } from '../../domain/inboundContent';
import { read } from '../wire/fields';
import { buttonBodySchema } from '../wire/message';

/** Reads a tap on a quick reply of a template. */
export function readButton(message: unknown): InboundContent | undefined {
  const { text, payload } = read(buttonBodySchema, message)?.button ?? {};
  const title = text ?? payload;
  return title === undefined ? undefined : { kind: 'reply', id: payload ?? title, title };
}
