import type { InboundMedia } from '../../domain/inboundContent';
import { text, type Say } from '../../domain/text';
import { failureOf } from '../../whatsapp/errors';
import { toRocketChat } from '../../whatsapp/formatting/toRocketChat';

/** In place of a file that WhatsApp does not have; its caption came all the same. */
export function showMissingMedia({ media, problem, caption }: InboundMedia, say: Say): string {
  const missing = say(text('inbound.mediaMissing', { kind: say(text(`shown.media-${media}`)) }));
  const why = problem ? [say(failureOf(problem.code, problem.details).human)] : [];
  return [[missing, ...why].join(' '), ...(caption ? [toRocketChat(caption)] : [])].join('\n');
}
