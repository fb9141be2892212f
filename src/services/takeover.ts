import type { ConnectedNumber, Webhook } from '../domain/number';
import { refuse, type ConnectResult } from './connectionForm';
import type { Numbers, WhatsAppApis } from './ports';
import type { WebhookKeeper } from './webhookKeeper';

interface TakeoverPorts {
  apis: WhatsAppApis;
  numbers: Numbers;
  webhooks: WebhookKeeper;
}

/** Takes a number's webhook over and stores the number, or leaves both as they were. */
export async function takeOver(
  number: ConnectedNumber,
  /** Where the webhook leads now. */
  current: Webhook,
  { apis, numbers, webhooks }: TakeoverPorts,
): Promise<ConnectResult> {
  // Without its id: the key is not stored yet, and the stored one is not to be used in its place.
  const api = apis({ apiKey: number.apiKey, environment: number.environment });
  const taken = await webhooks.take(number, api);
  if (!taken.ok) {
    await webhooks.giveBack(current, api);
    return refuse(taken.failure);
  }
  try {
    await numbers.save(number);
  } catch (error) {
    await webhooks.giveBack(current, api);
    throw error;
  }
  return { ok: true, number };
}
