import type { InboundContent } from '../../domain/inboundContent';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { locationBodySchema } from '../wire/message';

type LocationContent = Extract<InboundContent, { kind: 'location' }>;

/** A place that is nowhere on earth is no live location, which is what `unsupported` of this type stands for. */
export function readLocation(message: unknown): InboundContent {
  const body = read(locationBodySchema, message);
  return body
    ? compact<LocationContent>({ kind: 'location', ...body.location })
    : { kind: 'unsupported', type: 'unreadable' };
}
