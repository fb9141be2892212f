/** A UIKit element, as far as a client has to know it to be used. */
export interface UiElement {
  type: string;
  actionId?: string;
  appId?: string;
  blockId?: string;
  value?: unknown;
  initialValue?: unknown;
  initialTime?: unknown;
  initialDate?: unknown;
  initialOption?: { value: unknown };
  initialOptions?: { value: unknown }[];
  options?: { value: unknown; text?: unknown }[];
  [property: string]: unknown;
}

/** A UIKit layout block. */
export interface UiBlock {
  type: string;
  blockId?: string;
  appId?: string;
  element?: UiElement;
  elements?: UiElement[];
  accessory?: UiElement;
  [property: string]: unknown;
}

/** Entered values by action id: two elements of one action id share one entry, as in the web client. */
export type Values = Record<string, { value: unknown; blockId?: string }>;

/** `{blockId: {actionId: value}}`: what a submitted view says. */
export type ViewState = Record<string, Record<string, unknown>>;

const CHOICES: readonly string[] = ['static_select', 'multi_static_select', 'radio_button', 'checkbox'];

/** The elements of a block that can be used, accessories included. */
export function actionableElements(block: UiBlock): UiElement[] {
  const all = [block.element, ...(block.elements ?? []), block.accessory];
  return all.filter((element): element is UiElement => typeof element?.actionId === 'string');
}

/**
 * What the web client holds before anything was entered: elements of input and action blocks with their initial
 * values. An empty text, 0 or false as initial value counts as none, and accessories of sections have no entry.
 */
export function initialValues(blocks: UiBlock[]): Values {
  const values: Values = {};
  for (const block of blocks) {
    for (const element of [block.element, ...(block.elements ?? [])]) {
      if (typeof element?.actionId === 'string') {
        values[element.actionId] = { value: initialValue(element), blockId: block.blockId };
      }
    }
  }
  return values;
}

function initialValue(element: UiElement): unknown {
  return [
    element.initialValue,
    element.initialTime,
    element.initialDate,
    element.initialOption?.value,
    element.initialOptions?.map(({ value }) => value),
  ].find(Boolean);
}

/** Groups the values of elements that have a block id. */
export function viewState(values: Values): ViewState {
  const state: ViewState = {};
  for (const [actionId, { blockId, value }] of Object.entries(values)) {
    if (blockId) {
      state[blockId] = { ...state[blockId], [actionId]: value };
    }
  }
  return state;
}

/**
 * Enters a value into a block as a person would.
 * @param entered the value; for a block of several elements, `{actionId: value}`
 * @throws Error for blocks that aren't there, and for choices that aren't offered
 */
export function enter(blocks: UiBlock[], blockId: string, entered: unknown): Values {
  const block = blocks.find((one) => one.blockId === blockId);
  const elements = block ? actionableElements(block) : [];
  if (elements.length === 0) {
    throw new Error(`There is no input «${blockId}» in this view, only ${inputIds(blocks)}`);
  }
  const byAction = elements.length > 1 ? entered : { [elements[0]?.actionId ?? '']: entered };
  if (typeof byAction !== 'object' || byAction === null) {
    throw new Error(`«${blockId}» has several elements: give {actionId: value}`);
  }
  const values: Values = {};
  for (const [actionId, value] of Object.entries(byAction)) {
    const element = elements.find((one) => one.actionId === actionId);
    if (!element) {
      throw new Error(`«${blockId}» has no element «${actionId}»`);
    }
    checkChoice(element, value);
    values[actionId] = { value, blockId };
  }
  return values;
}

/** @throws Error when an element offers options and the value is none of them */
export function checkChoice(element: UiElement, value: unknown): void {
  if (!CHOICES.includes(element.type)) {
    return;
  }
  const offered = (element.options ?? []).map((option) => option.value);
  const chosen: unknown[] = Array.isArray(value) ? value : [value];
  const foreign = chosen.find((one) => !offered.includes(one));
  if (foreign !== undefined) {
    throw new Error(
      `«${element.actionId ?? element.type}» doesn't offer ${JSON.stringify(foreign)}, only ${JSON.stringify(offered)}`,
    );
  }
}

function inputIds(blocks: UiBlock[]): string {
  const ids = blocks.filter((block) => actionableElements(block).length > 0).map((block) => block.blockId);
  return ids.map((id) => `«${id ?? '(no block id)'}»`).join(', ') || 'none';
}
