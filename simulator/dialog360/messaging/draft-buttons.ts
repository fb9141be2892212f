import type { TemplateComponent } from '../state/records';
import { refused } from './draft-parts';

type Button = NonNullable<TemplateComponent['buttons']>[number];

/** How many of a type a template may have; a type that is not here does not exist. */
const MOST: Record<string, number> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
  REQUEST_CONTACT_INFO: 1,
};
/** Buttons that WhatsApp writes the words of. */
const WITHOUT_TEXT = ['COPY_CODE', 'REQUEST_CONTACT_INFO'];
const MARKETING = ['CATALOG', 'MPM', 'SPM'];

/** @throws ApiError 100 with words for people */
export function checkButtons(buttons: Button[], category: string, most = 10): void {
  if (buttons.length > most) {
    throw refused(`There are at most ${most} buttons.`, 2388046);
  }
  for (const [type, count] of counted(buttons)) {
    if (count > (MOST[type] ?? 0)) {
      throw refused(`There are at most ${MOST[type] ?? 0} buttons of type ${type}.`, 2388046);
    }
    if (MARKETING.includes(type) && category !== 'MARKETING') {
      throw refused(`Buttons of type ${type} are for marketing templates.`, 2388094);
    }
  }
  const changes = buttons.filter(
    ({ type }, index) => index > 0 && isReply(type) !== isReply(buttons[index - 1]?.type),
  );
  if (changes.length > 1) {
    throw refused('Quick replies have to stand together: the combination of buttons is invalid.', 2388097);
  }
  buttons.forEach(checkButton);
}

function checkButton(button: Button): void {
  const { type, text = '', url = '' } = button;
  if (!WITHOUT_TEXT.includes(type) && (text === '' || text.length > 25)) {
    throw refused('A button needs a text of at most 25 characters.', 2388047);
  }
  if (type === 'URL' && (!/^https?:\/\/\S+$/.test(url) || url.length > 2000 || /\{\{.*\}\}./.test(url))) {
    throw refused('The address of a button is not valid.', 2388048);
  }
  const needsExample = type === 'COPY_CODE' || url.includes('{{');
  if (needsExample && !exampleOf(button)) {
    throw refused(`A button of type ${type} needs an example.`, 2388043);
  }
  if (type === 'COPY_CODE' && exampleOf(button).length > 15) {
    throw refused('A code has at most 15 characters.', 2388040);
  }
  if (type === 'PHONE_NUMBER' && !/^\+?\d{5,20}$/.test(String(button.phone_number))) {
    throw refused('The phone number of a button is not valid.', 2388049);
  }
  if (type === 'FLOW' && [button.flow_id, button.flow_name, button.flow_json].filter(Boolean).length !== 1) {
    throw refused('A button for a Flow needs its id, its name or its JSON.', 2388300);
  }
}

function exampleOf({ example }: Button): string {
  return String(Array.isArray(example) ? (example[0] ?? '') : (example ?? ''));
}

function counted(buttons: Button[]): Map<string, number> {
  const counts = new Map<string, number>();
  buttons.forEach(({ type }) => counts.set(type, (counts.get(type) ?? 0) + 1));
  return counts;
}

function isReply(type: string | undefined): boolean {
  return type === 'QUICK_REPLY';
}
