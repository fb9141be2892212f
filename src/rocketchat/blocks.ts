import type { Option } from '../whatsapp/offer';

interface TextObject {
  text?: unknown;
}

/** Of a UIKit block or element what we read; apps write whatever they like. */
interface LooseBlock {
  type?: unknown;
  text?: TextObject;
  title?: TextObject;
  altText?: unknown;
  imageUrl?: unknown;
  elements?: LooseBlock[];
  accessory?: LooseBlock;
  options?: LooseBlock[];
  value?: unknown;
  url?: unknown;
  actionId?: unknown;
}

/** What bots put under or in the place of a text: sections, pictures by link, buttons and menus. */
export function readBlocks(blocks: readonly unknown[] = []): { text: string; options: Option[] } {
  const known = blocks.filter((block): block is LooseBlock => typeof block === 'object' && block !== null);
  const lines = known.flatMap(linesOf).filter((line) => line !== '');
  return { text: lines.join('\n'), options: known.flatMap(optionsOf) };
}

function linesOf({ type, text, title, altText, imageUrl, elements = [] }: LooseBlock): string[] {
  switch (type) {
    case 'section':
      return [wordsOf(text)];
    case 'context':
      return elements.map((element) => wordsOf(element.text) || wordsOf(element));
    case 'image':
      return [wordsOf(title) || asText(altText), asText(imageUrl)];
    default:
      return [];
  }
}

function optionsOf({ type, elements = [], accessory }: LooseBlock): Option[] {
  const own = type === 'actions' ? elements : [];
  return [...own, ...(accessory ? [accessory] : [])].flatMap((element) => {
    switch (element.type) {
      case 'button':
        return option(element, element);
      case 'static_select':
      case 'overflow':
        return (element.options ?? []).flatMap((choice) => option(choice, element));
      default:
        return [];
    }
  });
}

/** A title that is missing is made up for by the value. */
function option({ text, value, url }: LooseBlock, { actionId }: LooseBlock): Option[] {
  const title = wordsOf(text) || asText(value);
  return title
    ? [
        {
          ...{ title, value: asText(value) || title },
          ...(asText(url) && { url: asText(url) }),
          ...(asText(actionId) && { actionId: asText(actionId) }),
        },
      ]
    : [];
}

function wordsOf(text: TextObject | undefined): string {
  return asText(text?.text);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
