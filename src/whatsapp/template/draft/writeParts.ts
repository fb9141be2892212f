import type { DraftCard, DraftHeader, DraftSample } from '../../../domain/templateDraft';
import { inOrder, placeholders } from '../placeholders';
import { writeButtons } from './writeButtons';

export type WireDraftComponent = Record<string, unknown> & { type: string };

/** How blanks are told apart, in all texts of a template. */
export type Naming = 'NAMED' | 'POSITIONAL';

export function writeHeader(header: DraftHeader, naming: Naming): WireDraftComponent {
  if (header.kind === 'location' || header.kind === 'product') {
    return { type: 'HEADER', format: header.kind.toUpperCase() };
  }
  if (header.kind !== 'text') {
    return writeFile(header.kind, header);
  }
  const [blank] = placeholders(header.text);
  const { sample = '' } = header;
  const example =
    naming === 'NAMED'
      ? { header_text_named_params: [{ param_name: blank, example: sample }] }
      : { header_text: [sample] };
  return { type: 'HEADER', format: 'TEXT', text: header.text, ...(blank !== undefined && { example }) };
}

export function writeBody(body: string, samples: string[], naming: Naming): WireDraftComponent {
  const blanks = inOrder(placeholders(body));
  if (blanks.length === 0) {
    return { type: 'BODY', text: body };
  }
  const pairs = blanks.map((blank, index) => ({ param_name: blank, example: samples[index] ?? '' }));
  const example = naming === 'NAMED' ? { body_text_named_params: pairs } : { body_text: [samples] };
  return { type: 'BODY', text: body, example };
}

export function writeFooter(footer: string): WireDraftComponent {
  return { type: 'FOOTER', text: footer };
}

export function writeCards(cards: readonly DraftCard[], naming: Naming): object[] {
  return cards.map((card) => ({
    components: [
      writeFile(card.file?.mimeType.startsWith('video/') ? 'video' : 'image', card),
      ...(card.body ? [writeBody(card.body, card.samples, naming)] : []),
      ...writeButtons(card.buttons),
    ],
  }));
}

function writeFile(kind: string, { handle }: DraftSample): WireDraftComponent {
  const example = handle && { example: { header_handle: [handle] } };
  return { type: 'HEADER', format: kind.toUpperCase(), ...example };
}
