import type { TemplateButton } from '../../../domain/template';
import { selectField, textField } from '../../blocks';
import { fieldId, type FormPart } from './part';

const ACTIONS = { screen: 'screen', server: 'server' } as const;

/** The button that opens a form of WhatsApp Flows. */
export const flowPart: FormPart = {
  fields(say, { from }) {
    const flow = from?.buttons.find((button): button is FlowButton => button.kind === 'flow');
    return [
      textField({ id: fieldId('flowText'), label: say('draftForm.label'), initialValue: flow?.text }),
      textField({
        id: fieldId('flowId'),
        label: say('draftForm.flow'),
        hint: say('draftForm.flowHint'),
        initialValue: flow?.flow,
      }),
      selectField({
        id: fieldId('flowAction'),
        label: say('draftForm.flowAction'),
        initialValue: flow?.asksServer ? ACTIONS.server : ACTIONS.screen,
        choices: Object.values(ACTIONS).map((value) => ({ value, label: say(`draftForm.flow-${value}`) })),
      }),
      textField({
        id: fieldId('flowScreen'),
        label: say('draftForm.flowScreen'),
        hint: say('draftForm.flowScreenHint'),
        optional: true,
        initialValue: flow?.screen,
      }),
    ];
  },

  read(entered) {
    const asksServer = entered.value('flowAction') === ACTIONS.server;
    const screen = entered.value('flowScreen');
    return {
      flow: {
        text: entered.value('flowText'),
        flow: entered.value('flowId'),
        asksServer,
        ...(screen && { screen }),
      },
    };
  },
};

type FlowButton = Extract<TemplateButton, { kind: 'flow' }>;

/** The button that calls the business in WhatsApp. */
export const callPart: FormPart = {
  fields: (say, { from }) => [
    textField({
      id: fieldId('callText'),
      label: say('draftForm.label'),
      hint: say('draftForm.callHint'),
      initialValue: from?.buttons.find(({ kind }) => kind === 'voiceCall')?.text,
    }),
  ],
  read: (entered) => ({ call: entered.value('callText') }),
};
