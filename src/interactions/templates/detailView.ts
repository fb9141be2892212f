import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';

import type { Template } from '../../domain/template';
import type { Say } from '../../domain/text';
import { showTemplate } from '../../services/shown/template';
import { templateFacts } from '../../services/shown/templateFacts';
import { labelOf, variablesOf } from '../../whatsapp/template/inputs';
import { previewTemplate, sampleValues } from '../../whatsapp/template/preview';
import { whyNotSendable } from '../../whatsapp/template/sendable';
import { whyNotEditable, whyNotWritable } from '../../services/templates/management';
import { actions, section, type Button } from '../blocks';
import type { View } from '../views';
import { MANAGE_ACTION } from './listView';

const DETAIL_VIEW = 'template';

interface Viewer {
  numberId: string;
  /** Whether whoever looks may change templates. */
  mayManage: boolean;
}

/** One template: what it is, what customers see of it, and what has to be filled in. */
export function detailView(say: Say, template: Template, { numberId, mayManage }: Viewer): View {
  const inputs = variablesOf(template);
  const why = template.status === 'APPROVED' ? whyNotSendable(template) : undefined;
  const required = inputs.filter((input) => input.required).map((input) => `• ${say(labelOf(input))}`);
  return {
    type: UIKitSurfaceType.MODAL,
    id: DETAIL_VIEW,
    title: { type: 'plain_text', text: say('template.detailTitle') },
    blocks: [
      section([templateFacts(template, say), ...(why ? [say(why)] : [])].join('\n')),
      section(showTemplate(previewTemplate(template, sampleValues(inputs)), say)),
      ...(mayManage ? [actions(...manageButtons(say, template, numberId))] : []),
      ...(required.length > 0 ? [section([say('template.toFillIn'), ...required].join('\n'))] : []),
    ],
  };
}

/** What can be done with this template: some cannot be changed, and some have parts that our form cannot write. */
function manageButtons(say: Say, template: Template, numberId: string): Button[] {
  const value = `${numberId}/${template.id}`;
  const edit: Button = { id: MANAGE_ACTION.edit, label: say('template.edit'), value };
  const duplicate: Button = { id: MANAGE_ACTION.duplicate, label: say('template.duplicate'), value };
  return [
    ...(whyNotEditable(template) ? [] : [edit]),
    ...(whyNotWritable(template) ? [] : [duplicate]),
    { id: MANAGE_ACTION.remove, label: say('template.delete'), style: 'danger', value },
  ];
}
