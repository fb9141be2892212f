import type { OutboundContent } from '../../domain/outbound';
import type { WireContent } from '../wire/outgoing';

type TemplateContent = Extract<OutboundContent, { kind: 'template' }>;

export function writeTemplate({ template }: TemplateContent): WireContent {
  const { name, language, components } = template;
  return {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
  };
}
