import type { OutboundContent } from '../../domain/outbound';
import type { WireContent } from '../wire/outgoing';

type ButtonsContent = Extract<OutboundContent, { kind: 'buttons' }>;
type ListContent = Extract<OutboundContent, { kind: 'list' }>;
type LinkContent = Extract<OutboundContent, { kind: 'link' }>;

export function writeButtons({ body, buttons }: ButtonsContent): WireContent {
  const replies = buttons.map(({ id, title }) => ({ type: 'reply' as const, reply: { id, title } }));
  return {
    type: 'interactive',
    interactive: { type: 'button', body: { text: body }, action: { buttons: replies } },
  };
}

export function writeList({ body, label, rows }: ListContent): WireContent {
  return {
    type: 'interactive',
    interactive: { type: 'list', body: { text: body }, action: { button: label, sections: [{ rows }] } },
  };
}

export function writeLink({ body, label, url }: LinkContent): WireContent {
  return {
    type: 'interactive',
    interactive: {
      type: 'cta_url',
      body: { text: body },
      action: { name: 'cta_url', parameters: { display_text: label, url } },
    },
  };
}
