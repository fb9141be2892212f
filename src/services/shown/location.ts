import type { InboundContent } from '../../domain/inboundContent';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';

type Location = Extract<InboundContent, { kind: 'location' }>;

/** The place by its name, and where it is on a map. */
export function showLocation({ latitude, longitude, name, address }: Location): string {
  const place = [name, address].filter((part) => part !== undefined).map(asPlainWords);
  const label = place.join(', ') || `${latitude}, ${longitude}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return `📍 ${label}\n${map}`;
}
