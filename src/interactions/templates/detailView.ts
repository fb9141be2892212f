import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';

import type { Template } from '../../domain/template';
import type { Say } from '../../domain/text';
import { showTemplate } from '../../services/shown/template';
import { templateFacts } from '../../services/shown/templateFacts';
import { labelOf, variablesOf } from '../../whatsapp/template/inputs';
import { previewTemplate, sampleValues } from '../../whatsapp/template/preview';
import { whyNotSendable } from '../../whatsapp/template/sendable';
import { section } from '../blocks';
import type { View } from './listView';

const DETAIL_VIEW = 'template';

/** One template: what it is, what customers see of it, and what has to be filled in. */
export function detailView(say: Say, template: Template): View {
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
      ...(required.length > 0 ? [section([say('template.toFillIn'), ...required].join('\n'))] : []),
    ],
  };
}
