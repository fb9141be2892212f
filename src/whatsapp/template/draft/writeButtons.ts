import type { DraftButton, DraftLink } from '../../../domain/templateDraft';

/** The component of the buttons, where there are any. */
export function writeButtons(buttons: readonly DraftButton[]): { type: string; buttons: object[] }[] {
  return buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map(writeButton) }] : [];
}

export function writeLink({ text, url, sample }: DraftLink): object {
  const example = sample && [sample.startsWith('http') ? sample : url.replace('{{1}}', sample)];
  return { type: 'URL', text, url, ...(example && url.includes('{{1}}') && { example }) };
}

function writeButton(button: DraftButton): object {
  switch (button.kind) {
    case 'quickReply':
      return { type: 'QUICK_REPLY', text: button.text };
    case 'url':
      return writeLink(button);
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phone.replace(/[^\d+]/g, '') };
    case 'copyCode':
      return { type: 'COPY_CODE', example: button.sample };
  }
}
