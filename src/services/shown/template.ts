import { text, type Say } from '../../domain/text';
import { asPlainWords, toRocketChat } from '../../whatsapp/formatting/toRocketChat';
import type {
  ButtonPreview,
  HeaderPreview,
  PartsPreview,
  TemplatePreview,
} from '../../whatsapp/template/preview';
import { showLocation } from './location';

/** A template as the customer sees it: for the room, and for whoever is about to send it. */
export function showTemplate(preview: TemplatePreview, say: Say): string {
  const { offer, footer, cards, buttons, ...above } = preview;
  const lines = [
    ...showParts({ ...above, buttons: [] }, say),
    ...(footer ? [`_${asPlainWords(footer)}_`] : []),
    ...(offer ? [say(text('shown.template-offer', { offer: asPlainWords(offer) }))] : []),
    ...buttons.map((button) => showButton(button, say)),
    ...cards.flatMap((card, index) => [
      say(text('shown.template-card', { number: index + 1 })),
      ...showParts(card, say),
    ]),
  ];
  return lines.join('\n');
}

function showParts({ header, body, buttons }: PartsPreview, say: Say): string[] {
  return [
    ...(header ? [showHeader(header, say)] : []),
    ...(body ? [toRocketChat(body)] : []),
    ...buttons.map((button) => showButton(button, say)),
  ];
}

function showHeader(header: HeaderPreview, say: Say): string {
  switch (header.kind) {
    case 'text':
      return `*${asPlainWords(header.text)}*`;
    case 'location':
      return header.location
        ? showLocation({ kind: 'location', ...header.location })
        : say(text('shown.template-location'));
    case 'product':
      return header.product === undefined
        ? say(text('shown.template-product'))
        : say(text('shown.template-productId', { product: asPlainWords(header.product) }));
    default: {
      const file = header.file?.filename;
      const kind = say(text(`shown.template-${header.kind}`));
      return file ? `${kind} ${asPlainWords(file)}` : kind;
    }
  }
}

function showButton({ text: label, url, phone }: ButtonPreview, say: Say): string {
  const behind = url ?? phone;
  // Only buttons that copy a code come without words, before WhatsApp has put its own on them.
  const shown = { label: asPlainWords(label) || say(text('shown.template-copyCode')) };
  return behind === undefined
    ? say(text('shown.template-button', shown))
    : say(text('shown.template-link', { ...shown, target: asPlainWords(behind) }));
}
