import type { InboundContent } from '../../domain/inboundContent';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { locationBodySchema } from '../wire/message';

type LocationContent = Extract<InboundContent, { kind: 'location' }>;

export function readLocation(message: unknown): InboundContent | undefined {
  const body = read(locationBodySchema, message);
  return body && compact<LocationContent>({ kind: 'location', ...body.location });
}
