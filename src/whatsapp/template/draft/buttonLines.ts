import type { TemplateButton } from '../../../domain/template';
import type { DraftButton } from '../../../domain/templateDraft';

/**
 * Reads buttons as people write them, one a line: `Yes`, `Track | https://shop.example/{{1}} | 4711`,
 * `Call us | +4930901820`, `Coupon | TEE25`. What stands behind the first bar tells the kind.
 */
export function parseButtons(words: string): DraftButton[] {
  const lines = words.split('\n').map((line) => line.split('|').map((part) => part.trim()));
  return lines.filter((parts) => parts.some((part) => part !== '')).map(toButton);
}

/** The same in the other direction; kinds that cannot be written so have no line. */
export function writeButtonLines(buttons: readonly TemplateButton[]): string {
  return buttons.flatMap((button) => lineOf(button) ?? []).join('\n');
}

function toButton([text = '', target, sample]: string[]): DraftButton {
  if (!target) {
    return { kind: 'quickReply', text };
  }
  if (/^https?:/i.test(target)) {
    return { kind: 'url', text, url: target, ...(sample && { sample }) };
  }
  return target.startsWith('+')
    ? { kind: 'phone', text, phone: target }
    : { kind: 'copyCode', sample: target };
}

function lineOf(button: TemplateButton): string | undefined {
  switch (button.kind) {
    case 'quickReply':
      return button.text;
    case 'url':
      return [button.text, button.url, ...(button.sample ? [button.sample] : [])].join(' | ');
    case 'phone':
      return `${button.text} | ${button.phone}`;
    case 'copyCode':
      return `${button.text} | ${button.sample ?? ''}`;
    default:
      return undefined;
  }
}
