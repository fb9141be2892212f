import { UIKitSurfaceType, type IUIKitSurface } from '@rocket.chat/apps-engine/definition/uikit';

import type { Environment } from '../domain/number';
import { text } from '../domain/text';
import { translate } from '../rocketchat/translator';
import type { ConnectField, ConnectForm, Refusal } from '../services/connection';
import { selectField, textField } from './blocks';

export const CONNECT_VIEW = 'connect-number';

/** Block ids of the form; tests and admins' tools rely on them. */
const FIELD = {
  apiKey: 'apiKey',
  environment: 'environment',
  department: 'department',
  welcome: 'welcomeMessage',
  finished: 'finishedMessage',
  offline: 'offlineMessage',
} as const;

/** Where a refusal of a part of the form shows. */
const FIELD_OF: Record<ConnectField, string> = {
  apiKey: FIELD.apiKey,
  environment: FIELD.environment,
  departmentId: FIELD.department,
  messages: FIELD.welcome,
};

type View = Omit<IUIKitSurface, 'appId'>;

export function connectView(departments: { id: string; name: string }[]): View {
  const t = (key: string): string => translate(text(key));
  return {
    type: UIKitSurfaceType.MODAL,
    id: CONNECT_VIEW,
    title: { type: 'plain_text', text: t('connect.title') },
    blocks: [
      textField({ id: FIELD.apiKey, label: t('connect.apiKey'), hint: t('connect.apiKeyHint') }),
      selectField({
        ...{ id: FIELD.environment, label: t('connect.environment'), initialValue: 'production' },
        choices: [
          { value: 'production', label: t('connect.production') },
          { value: 'sandbox', label: t('connect.sandbox') },
        ],
      }),
      ...(departments.length > 0
        ? [
            selectField({
              ...{ id: FIELD.department, label: t('connect.department'), hint: t('connect.departmentHint') },
              optional: true,
              choices: departments.map(({ id, name }) => ({ value: id, label: name })),
            }),
          ]
        : []),
      ...(['welcome', 'finished', 'offline'] as const).map((name) =>
        textField({
          ...{ id: FIELD[name], label: t(`connect.${name}`), hint: t(`connect.${name}Hint`) },
          ...{ optional: true, multiline: true },
        }),
      ),
    ],
    submit: button('connect-submit', t('connect.submit')),
    close: button('connect-cancel', t('connect.cancel')),
  };
}

/** @param state the view's values as the client sends them: `{ <block id>: { <action id>: value } }` */
export function readConnectForm(state: unknown): ConnectForm {
  const value = (id: string): string | undefined => {
    const block = (state as Record<string, Record<string, unknown> | undefined> | undefined)?.[id];
    const entered = block?.[id];
    return typeof entered === 'string' && entered.trim() ? entered.trim() : undefined;
  };
  return {
    apiKey: value(FIELD.apiKey) ?? '',
    environment:
      (value(FIELD.environment) as Environment | undefined) === 'sandbox' ? 'sandbox' : 'production',
    departmentId: value(FIELD.department),
    messages: {
      welcome: value(FIELD.welcome),
      finished: value(FIELD.finished),
      offline: value(FIELD.offline),
    },
  };
}

export function fieldErrors(refusal: Refusal): Record<string, string> {
  return Object.fromEntries(
    Object.entries(refusal).map(([field, why]) => [FIELD_OF[field as ConnectField], translate(why)]),
  );
}

function button(actionId: string, label: string): View['submit'] {
  return { type: 'button', actionId, text: { type: 'plain_text', text: label } } as View['submit'];
}
