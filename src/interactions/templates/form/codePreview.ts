import type { CodeDelivery } from '../../../domain/template';
import type { Say } from '../../../domain/text';
import { showTemplate } from '../../../services/shown/template';

/** Stands for whichever code will be sent. */
const SAMPLE = '123456';

/** An authentication template in the words that WhatsApp puts into it, in the language of whoever looks. */
export function showCode(say: Say, { method, warns, expiresAfter }: CodeDelivery): string {
  const body = [
    say('draftForm.codeBody', { code: SAMPLE }),
    ...(warns ? [say('draftForm.codeWarning')] : []),
  ];
  const minutes = expiresAfter ?? 0;
  const button = { text: say(method === 'COPY_CODE' ? 'draftForm.codeCopy' : 'draftForm.codeFill') };
  const shown = showTemplate(
    {
      body: body.join(' '),
      ...(minutes > 0 && { footer: say('draftForm.codeExpires', { minutes }) }),
      buttons: method === 'ZERO_TAP' ? [] : [button],
      cards: [],
    },
    say,
  );
  return [say('draftForm.codeWords'), shown].join('\n');
}
