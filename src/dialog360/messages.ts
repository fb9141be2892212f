import { failed, ok, type Result } from '../domain/failure';
import type { OutboundMessage } from '../domain/outbound';
import type { WhatsAppApi } from '../services/ports';
import { writeReadMark } from '../whatsapp/outbound/readMark';
import { toPayload } from '../whatsapp/payload';
import { isSuccess } from './answer';
import { failureOfAnswer } from './errors';
import { failures } from './failures';
import { sendPath } from './hosts';
import type { Line } from './line';
import { readAnswer } from './readAnswer';
import { sentSchema } from './schemas';

export function messagesApi({ base, environment, transport }: Line): Pick<WhatsAppApi, 'send' | 'markRead'> {
  const url = base + sendPath(environment);
  return {
    async send(message: OutboundMessage): Promise<Result<string>> {
      const answer = await transport.post(url, { json: toPayload(message), once: true });
      const sent = readAnswer(sentSchema, answer);
      if (sent.ok) {
        return ok(sent.value.messages[0].id);
      }
      // A gateway that gave up waiting, or a success that we cannot read: the message may be on its way.
      const maybeSent = answer.ok && (isSuccess(answer.value) || answer.value.status === 504);
      return maybeSent ? failed(failures.uncertain()) : sent;
    },

    async markRead(wamid: string, typing: boolean): Promise<Result<void>> {
      const answer = await transport.post(url, { json: writeReadMark(wamid, typing) });
      if (!answer.ok) {
        return answer;
      }
      return isSuccess(answer.value) ? ok(undefined) : failed(failureOfAnswer(answer.value));
    },
  };
}
