import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors';

import type { StatusEndpoint } from '../services/delivery/ports';

/** Milliseconds. */
const TIMEOUT = 10_000;

export class HttpStatusEndpoint implements StatusEndpoint {
  constructor(private readonly http: Pick<IHttp, 'post'>) {}

  async post(url: string, body: string, signature: string | undefined): Promise<boolean> {
    try {
      const answer = await this.http.post(url, {
        // As text, so that what is signed is what is sent.
        content: body,
        headers: {
          'Content-Type': 'application/json',
          ...(signature && { 'X-Hub-Signature-256': signature }),
        },
        timeout: TIMEOUT,
      });
      return answer.statusCode >= 200 && answer.statusCode < 300;
    } catch {
      return false;
    }
  }
}
