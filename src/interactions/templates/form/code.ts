import type { AndroidApp, CodeDelivery } from '../../../domain/template';
import { selectField, textField } from '../../blocks';
import { fieldId, type FormPart } from './part';

const METHODS: readonly CodeDelivery['method'][] = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'];
const YES = 'yes';
const NO = 'no';

/** How a verification code is handed over. */
export const codePart: FormPart = {
  fields(say, { from }) {
    const { method = 'COPY_CODE', warns = true, expiresAfter, apps = [] } = from?.code ?? {};
    return [
      selectField({
        id: fieldId('codeMethod'),
        label: say('draftForm.codeMethod'),
        hint: say('draftForm.codeMethodHint'),
        initialValue: method,
        choices: METHODS.map((value) => ({ value, label: say(`draftForm.code-${value}`) })),
      }),
      selectField({
        id: fieldId('codeWarns'),
        label: say('draftForm.codeWarns'),
        initialValue: warns ? YES : NO,
        choices: [YES, NO].map((value) => ({ value, label: say(`draftForm.${value}`) })),
      }),
      textField({
        id: fieldId('codeMinutes'),
        label: say('draftForm.codeMinutes'),
        hint: say('draftForm.codeMinutesHint'),
        optional: true,
        initialValue: expiresAfter === undefined ? undefined : String(expiresAfter),
      }),
      textField({
        id: fieldId('codeApps'),
        label: say('draftForm.codeApps'),
        hint: say('draftForm.codeAppsHint'),
        optional: true,
        multiline: true,
        initialValue: apps
          .map(({ packageName, signatureHash }) => `${packageName} ${signatureHash}`)
          .join('\n'),
      }),
    ];
  },

  read(entered) {
    const minutes = entered.value('codeMinutes');
    return {
      code: {
        method: METHODS.find((method) => method === entered.value('codeMethod')) ?? 'COPY_CODE',
        warns: entered.value('codeWarns') !== NO,
        ...(minutes && { expiresAfter: Number(minutes) }),
        apps: entered.lines('codeApps').map(toApp),
      },
    };
  },
};

/** `com.example.shop K8a/AINcGX7` */
function toApp(line: string): AndroidApp {
  const [packageName = '', ...rest] = line.split(/\s+/);
  return { packageName, signatureHash: rest.join(' ') };
}
