import type { LayoutBlock } from '@rocket.chat/ui-kit';

/** Small constructors of UIKit blocks. An action id names a field, and no other; its block mostly has the same id. */

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const markdown = (text: string) => ({ type: 'mrkdwn' as const, text });

export interface Choice {
  value: string;
  label: string;
}

export function section(text: string): LayoutBlock {
  return { type: 'section', text: markdown(text) };
}

export function divider(): LayoutBlock {
  return { type: 'divider' };
}

export interface Button {
  id: string;
  label: string;
  style?: 'primary' | 'danger';
  url?: string;
  /** Comes back with the click. */
  value?: string;
}

export function actions(...buttons: Button[]): LayoutBlock {
  const elements = buttons.map(({ id, label, style, url, value }) => ({
    type: 'button',
    actionId: id,
    text: plain(label),
    ...(style ? { style } : {}),
    ...(url ? { url } : {}),
    ...(value ? { value } : {}),
  }));
  return { type: 'actions', elements } as unknown as LayoutBlock;
}

interface Field {
  /** Action id, and block id where none is given. */
  id: string;
  blockId?: string;
  label: string;
  hint?: string;
  optional?: boolean;
}

export function textField(
  field: Field & { placeholder?: string; multiline?: boolean; initialValue?: string; live?: boolean },
): LayoutBlock {
  const { placeholder, multiline = false, initialValue, live = false } = field;
  return input(field, {
    type: 'plain_text_input',
    multiline,
    // Clients tell of what is typed when nothing more is typed for 0.7 s.
    ...(live ? { dispatchActionConfig: ['on_character_entered'] } : {}),
    ...(placeholder ? { placeholder: plain(placeholder) } : {}),
    ...(initialValue ? { initialValue } : {}),
  });
}

export function selectField(
  field: Field & { choices: Choice[]; placeholder?: string; initialValue?: string; live?: boolean },
): LayoutBlock {
  const { choices, placeholder, initialValue, live = false } = field;
  return input(field, {
    type: 'static_select',
    ...(live ? { dispatchActionConfig: ['on_item_selected'] } : {}),
    options: choices.map(({ value, label }) => ({ value, text: plain(label) })),
    ...(placeholder ? { placeholder: plain(placeholder) } : {}),
    ...(initialValue ? { initialValue } : {}),
  });
}

/** A text field that sends a click as soon as somebody stops typing. */
export function searchField({
  id,
  blockId,
  label,
}: {
  id: string;
  blockId: string;
  label: string;
}): LayoutBlock {
  const element = {
    type: 'plain_text_input',
    actionId: id,
    dispatchActionConfig: ['on_character_entered'],
  };
  return { type: 'input', blockId, label: plain(label), element } as unknown as LayoutBlock;
}

export interface Menu {
  id: string;
  placeholder: string;
  choices: Choice[];
  initialValue?: string;
}

/** Menus that send a click as soon as something is chosen. */
export function menus(blockId: string, list: Menu[]): LayoutBlock {
  const elements = list.map(({ id, placeholder, choices, initialValue }) => ({
    type: 'static_select',
    actionId: id,
    placeholder: plain(placeholder),
    options: choices.map(({ value, label }) => ({ value, text: plain(label) })),
    ...(initialValue ? { initialValue } : {}),
  }));
  return { type: 'actions', blockId, elements } as unknown as LayoutBlock;
}

/**
 * What stands in a field; undefined where nobody has touched it.
 * @param state a view's values as clients send them: `{ <block id>: { <action id>: value } }`
 */
export function entered(state: unknown, id: string): string | undefined {
  const blocks = Object.values((state ?? {}) as Record<string, Record<string, unknown> | null>);
  return blocks.map((block) => block?.[id]).find((one) => typeof one === 'string');
}

function input({ id, blockId = id, label, hint, optional = false }: Field, element: object): LayoutBlock {
  return {
    type: 'input',
    blockId,
    label: plain(label),
    optional,
    ...(hint ? { hint: plain(hint) } : {}),
    element: { ...element, actionId: id },
  } as unknown as LayoutBlock;
}
