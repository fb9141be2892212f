import { LIMITS } from '../../../domain/limits';
import type { DraftButton, DraftLink } from '../../../domain/templateDraft';
import { text, type Text } from '../../../domain/text';
import { BRACES, tooLong } from './errors';

/** The buttons below a message. */
export function checkButtons(buttons: readonly DraftButton[]): Text | undefined {
  const { total, url, phone, copyCode } = LIMITS.template.buttons;
  const count = (kind: DraftButton['kind']): number =>
    buttons.filter((button) => button.kind === kind).length;
  if (
    buttons.length > total ||
    count('url') > url ||
    count('phone') > phone ||
    count('copyCode') > copyCode
  ) {
    return text('draft.buttonsMany', { total, url, phone, copyCode });
  }
  return isScattered(buttons) ? text('draft.buttonsOrder') : checkEach(buttons);
}

/** Each button by itself, and that no two have the same words. */
export function checkEach(buttons: readonly DraftButton[]): Text | undefined {
  const labels = buttons.flatMap((button) => (button.kind === 'copyCode' ? [] : [button.text]));
  if (new Set(labels).size < labels.length) {
    return text('draft.buttonsAlike');
  }
  return buttons.map(checkButton).find((error) => error !== undefined);
}

/** The words on a button. */
export function checkLabel(words: string): Text | undefined {
  const limit = LIMITS.template.buttons.textLength;
  const fits = words !== '' && words.length <= limit && !words.includes('{{');
  return fits ? undefined : text('draft.buttonText', { limit });
}

export function checkAddress({ url, sample }: DraftLink): Text | undefined {
  const [start = '', ...blanks] = url.split(/\{\{1\}\}/);
  const endsWithBlank = blanks.length === 0 || (blanks.length === 1 && blanks[0] === '');
  if (
    !/^https?:\/\/[^\s/{}]+\.[^\s{}]+$/i.test(start) ||
    !endsWithBlank ||
    url.length > LIMITS.template.urlLength
  ) {
    return text('draft.buttonUrl', { url });
  }
  return blanks.length > 0 && !sample ? text('draft.buttonSample', BRACES) : undefined;
}

/** Meta: quick replies stand together, before or behind all others. */
function isScattered(buttons: readonly DraftButton[]): boolean {
  const changes = buttons.filter(
    ({ kind }, index) => index > 0 && (kind === 'quickReply') !== (buttons[index - 1]?.kind === 'quickReply'),
  );
  return changes.length > 1;
}

function checkButton(button: DraftButton): Text | undefined {
  switch (button.kind) {
    case 'copyCode':
      return tooLong(button.sample, LIMITS.template.couponLength);
    case 'quickReply':
      return checkLabel(button.text);
    case 'phone':
      return checkLabel(button.text) ?? checkPhone(button.phone);
    case 'url':
      return checkLabel(button.text) ?? checkAddress(button);
  }
}

function checkPhone(phone: string): Text | undefined {
  const isPhone = /^\+[\d\s()-]+$/.test(phone) && phone.length <= LIMITS.template.buttons.phoneLength;
  return isPhone ? undefined : text('draft.buttonPhone', { phone });
}
