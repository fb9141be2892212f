import { createHash } from 'node:crypto';

import type { ConnectedNumber, Webhook } from '../domain/number';

/** Words that say what an address is for. Any other part of a path may be a secret. */
const PLAIN_WORDS = new Set(
  (
    '360dialog api apps bot callback callbacks channel channels cloud d360 event events hook hooks inbound inbox ' +
    'incoming integration integrations message messages messaging private public receive rest service services v1 v2 ' +
    'v3 wa waba webhook webhooks whatsapp'
  ).split(' '),
);

/** What whoever connects a number is asked before the webhook of another system is replaced. */
export interface ReplaceQuestion {
  number: string;
  /** As far as it surely holds no secret. */
  address: string;
}

/** Who was asked what in the last minutes. The digests tell nothing of what is asked about. */
export interface Consents {
  ask(userId: string, digest: string): Promise<void>;
  /** Without a digest: whatever it was about. */
  wasAsked(userId: string, digest?: string): Promise<boolean>;
  forget(userId: string): Promise<void>;
}

/** Lets nobody take a number away from another system without knowing. */
export class Replacements {
  constructor(private readonly consents: Consents) {}

  /** A form was opened: who turned away from the question before is asked again. */
  begin(userId: string): Promise<void> {
    return this.consents.forget(userId);
  }

  /** Whether somebody sees a question now, or saw one in the last minutes. */
  isAsking(userId: string): Promise<boolean> {
    return this.consents.wasAsked(userId);
  }

  /** @returns the question, or undefined where it was put already: who goes on has agreed */
  async question(
    userId: string,
    { apiKey, displayNumber }: Pick<ConnectedNumber, 'apiKey' | 'displayNumber'>,
    { url }: Webhook,
  ): Promise<ReplaceQuestion | undefined> {
    const digest = createHash('sha256').update(`${apiKey}\n${url}`).digest('hex');
    if (await this.consents.wasAsked(userId, digest)) {
      await this.consents.forget(userId);
      return undefined;
    }
    await this.consents.ask(userId, digest);
    return { number: displayNumber, address: addressOf(url) };
  }
}

/** Host and path of a URL for people's eyes; what may be a secret is left out. */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) {
    return '…';
  }
  const { hostname, pathname } = new URL(url);
  const parts = pathname.split('/').filter(Boolean);
  const shown = parts.map((part) => (PLAIN_WORDS.has(part.toLowerCase()) ? part : '…'));
  return [hostname, ...shown].join('/');
}
