import { LIMITS } from '../../../domain/limits';
import type { TemplateDraft } from '../../../domain/templateDraft';
import { text } from '../../../domain/text';
import { compact } from '../../compact';
import { checkAddress, checkLabel } from './checkButtons';
import { tooLong, type DraftErrors } from './errors';

export function checkFlow({ flow }: TemplateDraft): DraftErrors {
  return compact<DraftErrors>({
    flowText: checkLabel(flow?.text ?? ''),
    flowId: flow?.flow ? undefined : text('draft.flowMissing'),
    // Flows: ids of screens.
    flowScreen: /^\w*$/.test(flow?.screen ?? '') ? undefined : text('draft.flowScreen'),
  });
}

export function checkCall({ call = '' }: TemplateDraft): DraftErrors {
  return compact<DraftErrors>({ callText: checkLabel(call) });
}

export function checkProductLink({ productLink: link }: TemplateDraft): DraftErrors {
  return link
    ? compact<DraftErrors>({ productLabel: checkLabel(link.text), productUrl: checkAddress(link) })
    : {};
}

/** Meta and 360dialog: templates/limited-time-offer-templates. */
export function checkOffer({ offer, header }: TemplateDraft): DraftErrors {
  const { text: words = '', expires = false, code = '', link = { text: '', url: '' } } = offer ?? {};
  const codeMissing = expires && code === '' ? text('draft.offerCode') : undefined;
  const hasFile = header === undefined || header.kind === 'image' || header.kind === 'video';
  return compact<DraftErrors>({
    offerText: words === '' ? text('draft.offerMissing') : tooLong(words, LIMITS.template.offer.textLength),
    offerCode: codeMissing ?? tooLong(code, LIMITS.template.couponLength),
    offerLabel: checkLabel(link.text),
    offerUrl: checkAddress(link),
    headerFile: hasFile ? undefined : text('draft.offerHeader'),
  });
}
