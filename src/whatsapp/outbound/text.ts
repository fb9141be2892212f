import type { OutboundContent } from '../../domain/outbound';
import type { WireContent } from '../wire/outgoing';

type TextContent = Extract<OutboundContent, { kind: 'text' }>;

export function writeText({ body, previewUrl }: TextContent): WireContent {
  return { type: 'text', text: { body, preview_url: previewUrl } };
}
