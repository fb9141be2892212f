import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { LIMITS } from '../domain/limits';
import type { ConnectedNumber } from '../domain/number';
import type { PaceForm } from '../domain/pace';
import type { Say } from '../domain/text';
import type { ConnectField, ConnectForm, Refusal } from '../services/connectionForm';
import { entered, selectField, textField } from './blocks';
import {
  chosenOf,
  departmentFields,
  NUMBER_DEPARTMENT,
  type Department,
  type DepartmentQuery,
} from './departmentField';
import type { FieldErrors } from './desk';
import { textFields } from './textFields';
import type { View } from './views';

/** Block ids of the form; tests and admins' tools rely on them. */
export const FIELD = {
  apiKey: 'apiKey',
  environment: 'environment',
  department: NUMBER_DEPARTMENT.id,
  welcome: 'welcomeMessage',
  finished: 'finishedMessage',
  offline: 'offlineMessage',
  perSecond: 'messagesPerSecond',
  pairSeconds: 'secondsBetweenMessages',
  pairBurst: 'messagesAtOnce',
} as const;

/** Where a refusal of a part of the form shows. */
const FIELD_OF: Record<ConnectField, string> = {
  apiKey: FIELD.apiKey,
  environment: FIELD.environment,
  departmentId: FIELD.department,
  welcome: FIELD.welcome,
  finished: FIELD.finished,
  offline: FIELD.offline,
  perSecond: FIELD.perSecond,
  pairSeconds: FIELD.pairSeconds,
  pairBurst: FIELD.pairBurst,
};

/** What the fields of a form show at first. */
export interface FormBeginning {
  /** As it is; absent in the form for a new one. */
  number?: ConnectedNumber;
  /** What was entered before, which outweighs how the number is. */
  entered?: ConnectForm;
  /** What is looked for among the departments. */
  query?: DepartmentQuery;
}

/** The fields of a number. The key is never shown again. */
export function numberFields(
  say: Say,
  departments: Department[],
  { number, entered: before, query }: FormBeginning = {},
): LayoutBlock[] {
  const values = before ?? number;
  return [
    textField({
      id: FIELD.apiKey,
      label: say('connect.apiKey'),
      optional: number !== undefined,
      hint: say(number ? 'edit.apiKeyHint' : 'connect.apiKeyHint'),
    }),
    selectField({
      id: FIELD.environment,
      label: say('connect.environment'),
      initialValue: values?.environment ?? 'production',
      choices: [
        { value: 'production', label: say('connect.production') },
        { value: 'sandbox', label: say('connect.sandbox') },
      ],
    }),
    ...departmentFields(say, NUMBER_DEPARTMENT, departments, query ?? { chosenId: values?.departmentId }),
    ...textFields(say, values?.messages, (name) => FIELD[name]),
  ];
}

/** How fast a connected number sends; empty fields keep to what WhatsApp usually allows. */
export function paceFields(say: Say, values: PaceForm): LayoutBlock[] {
  const usual = {
    perSecond: LIMITS.throughput,
    pairSeconds: LIMITS.pair.interval / 1_000,
    pairBurst: LIMITS.pair.burst,
  };
  return (['perSecond', 'pairSeconds', 'pairBurst'] as const).map((name) =>
    textField({
      id: FIELD[name],
      label: say(`edit.${name}`),
      hint: say(`edit.${name}Hint`, { usual: usual[name] }),
      optional: true,
      initialValue: values[name],
    }),
  );
}

/** @param state the view's values as the client sends them: `{ <block id>: { <action id>: value } }` */
export function readNumberForm(state: unknown): ConnectForm {
  const value = (id: string): string | undefined => entered(state, id)?.trim() || undefined;
  return {
    apiKey: value(FIELD.apiKey) ?? '',
    environment: value(FIELD.environment) === 'sandbox' ? 'sandbox' : 'production',
    departmentId: chosenOf(value(FIELD.department)),
    messages: {
      welcome: value(FIELD.welcome),
      finished: value(FIELD.finished),
      offline: value(FIELD.offline),
    },
    pace: {
      perSecond: value(FIELD.perSecond),
      pairSeconds: value(FIELD.pairSeconds),
      pairBurst: value(FIELD.pairBurst),
    },
  };
}

export function fieldErrors(say: Say, refusal: Refusal): FieldErrors {
  return Object.fromEntries(
    Object.entries(refusal).map(([field, why]) => [FIELD_OF[field as ConnectField], say(why)]),
  );
}

export function modal(
  say: Say,
  { id, title, submit, danger = false }: { id: string; title: string; submit: string; danger?: boolean },
  blocks: LayoutBlock[],
): View {
  return {
    type: UIKitSurfaceType.MODAL,
    id,
    blocks,
    title: { type: 'plain_text', text: title },
    submit: viewButton('submit', submit, danger),
    close: viewButton('cancel', say('connect.cancel')),
  };
}

export function viewButton(actionId: string, label: string, danger = false): View['submit'] {
  return {
    type: 'button',
    actionId,
    text: { type: 'plain_text', text: label },
    ...(danger ? { style: 'danger' } : {}),
  } as View['submit'];
}
