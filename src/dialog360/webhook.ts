import { ok, type Result } from '../domain/failure';
import type { Webhook } from '../domain/number';
import type { WhatsAppApi } from '../services/ports';
import type { Line } from './line';
import { readAnswer } from './readAnswer';
import { webhookSchema } from './schemas';

const PATH = '/v1/configs/webhook';

export function webhookApi({ base, transport }: Line): Pick<WhatsAppApi, 'webhook' | 'setWebhook'> {
  return {
    /** An empty `url` means that no webhook is set. */
    async webhook(): Promise<Result<Webhook>> {
      return readAnswer(webhookSchema, await transport.get(base + PATH));
    },

    /** Accepted is not set: read it back. */
    async setWebhook({ url, headers }: Webhook): Promise<Result<void>> {
      const answer = await transport.post(base + PATH, { json: { url, headers } });
      const read = readAnswer(webhookSchema, answer);
      return read.ok ? ok(undefined) : read;
    },
  };
}
