import type { DraftButton, DraftHeader, TemplateDraft } from '../../domain/templateDraft';
import { inOrder, isNamed, placeholders } from './placeholders';

type WireDraftComponent = Record<string, unknown> & { type: string };

/** What `POST /message_templates` takes. Meta: templates/components. */
export interface WireDraft {
  name: string;
  language: string;
  category: TemplateDraft['category'];
  parameter_format?: 'NAMED' | 'POSITIONAL';
  components: WireDraftComponent[];
}

/** @param draft as `checkDraft` has accepted it */
export function writeDraft(draft: TemplateDraft): WireDraft {
  const { name, language, category, header, body, samples, footer, buttons } = draft;
  if (category === 'AUTHENTICATION') {
    return { name, language, category, components: AUTHENTICATION };
  }
  const named = isNamed(body) || (header?.kind === 'text' && isNamed(header.text));
  return {
    name,
    language,
    category,
    parameter_format: named ? 'NAMED' : 'POSITIONAL',
    components: [
      ...(header ? [writeHeader(header, named)] : []),
      { type: 'BODY', text: body, ...bodyExample(body, samples, named) },
      ...(footer ? [{ type: 'FOOTER', text: footer }] : []),
      ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map(writeButton) }] : []),
    ],
  };
}

/** WhatsApp writes the words, in the language of the template. */
const AUTHENTICATION: WireDraftComponent[] = [
  { type: 'BODY', add_security_recommendation: true },
  { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
];

function writeHeader(header: DraftHeader, named: boolean): WireDraftComponent {
  if (header.kind === 'location') {
    return { type: 'HEADER', format: 'LOCATION' };
  }
  if (header.kind !== 'text') {
    const { kind, handle } = header;
    const format = kind.toUpperCase();
    return { type: 'HEADER', format, ...(handle && { example: { header_handle: [handle] } }) };
  }
  const [blank] = placeholders(header.text);
  const { sample = '' } = header;
  const example = named
    ? { header_text_named_params: [{ param_name: blank, example: sample }] }
    : { header_text: [sample] };
  return { type: 'HEADER', format: 'TEXT', text: header.text, ...(blank !== undefined && { example }) };
}

function bodyExample(body: string, samples: string[], named: boolean): object {
  const blanks = inOrder(placeholders(body));
  if (blanks.length === 0) {
    return {};
  }
  const pairs = blanks.map((blank, index) => ({ param_name: blank, example: samples[index] ?? '' }));
  return { example: named ? { body_text_named_params: pairs } : { body_text: [samples] } };
}

function writeButton(button: DraftButton): object {
  switch (button.kind) {
    case 'quickReply':
      return { type: 'QUICK_REPLY', text: button.text };
    case 'url': {
      const { text, url, sample } = button;
      const example = sample && [sample.startsWith('http') ? sample : url.replace('{{1}}', sample)];
      return { type: 'URL', text, url, ...(example && url.includes('{{1}}') && { example }) };
    }
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phone.replace(/[^\d+]/g, '') };
    case 'copyCode':
      return { type: 'COPY_CODE', example: button.sample };
  }
}
