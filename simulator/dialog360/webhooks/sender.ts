import axios from 'axios';

import type { Internet } from '../../internet';
import type { Clock } from '../clock';
import type { DeliveryAttempt, Webhook } from '../state/records';

/** Sends webhooks over the simulated internet, one attempt at a time. */
export class WebhookSender {
  constructor(
    private readonly internet: Internet,
    private readonly clock: Clock,
    private readonly deadlineMs: number,
    private readonly ending: AbortSignal,
  ) {}

  /** Posts once. Whatever happens is in the answer; nothing is thrown. */
  async post(webhook: Webhook, payload: unknown): Promise<DeliveryAttempt> {
    const at = this.clock.now();
    const started = performance.now();
    const outcome = await this.request(webhook, payload).catch((error: unknown) => ({
      error: this.reason(error),
    }));
    return { at, url: webhook.url, ...outcome, latencyMs: Math.round(performance.now() - started) };
  }

  private async request(webhook: Webhook, payload: unknown): Promise<{ status: number }> {
    const { url, host } = this.internet.route(webhook.url);
    const response = await axios.post<string>(url, JSON.stringify(payload), {
      headers: {
        'Content-Type': 'application/json',
        ...webhook.headers,
        Host: host,
      },
      signal: AbortSignal.any([AbortSignal.timeout(this.deadlineMs), this.ending]),
      responseType: 'text',
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
    });
    return { status: response.status };
  }

  private reason(error: unknown): string {
    if (axios.isCancel(error)) {
      return `no answer within ${this.deadlineMs} ms`;
    }
    return error instanceof Error ? error.message || error.name : String(error);
  }
}
