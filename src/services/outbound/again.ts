import { createHash } from 'node:crypto';

import { LIMITS } from '../../domain/limits';
import { readOutreachReference } from '../outreach/keys';
import type { OutreachService } from '../outreach/outreach';
import type { OutboundService } from '../outbound';
import type { Clock, Conversations } from '../ports';
import type { Held, HeldMessage, Written } from './ports';
import type { Again } from './actions';
import type { Undelivered } from './undelivered';

/** Sends messages a second time: on somebody's wish, or because the customer wrote. */
export class SecondTries {
  private releasing = false;

  constructor(
    private readonly outbound: OutboundService,
    private readonly undelivered: Undelivered,
    private readonly written: Written,
    private readonly held: Held,
    private readonly conversations: Conversations,
    private readonly outreach: Pick<OutreachService, 'again'>,
    private readonly clock: Clock,
  ) {}

  /** @returns false when the message is gone. Does not wait for the sending. */
  async retry({ messageId, from, alone, attempt }: Again): Promise<boolean> {
    const outreachId = readOutreachReference(messageId);
    if (outreachId !== undefined) {
      return this.outreach.again(outreachId, attempt);
    }
    const message = await this.written.byId(messageId);
    if (message) {
      void this.outbound.relay(message, { attempt: String(attempt), from, alone, at: this.clock.now() });
    }
    return message !== undefined;
  }

  /** Sends the text as it is by now, as an answer to what went out before. @returns false when it is gone. */
  async correct(messageId: string): Promise<boolean> {
    const message = await this.written.byId(messageId);
    if (message) {
      const version = createHash('sha256').update(message.text).digest('hex').slice(0, 12);
      const correction = {
        ...message,
        files: [],
        options: [],
        answers: messageId,
      };
      void this.outbound.relay(correction, { attempt: `c${version}`, at: this.clock.now() });
    }
    return message !== undefined;
  }

  /** Keeps a message until the customer writes. @returns false when it is gone. */
  async hold(messageId: string): Promise<boolean> {
    const message = await this.written.byId(messageId);
    if (message) {
      await this.undelivered.hold({ ...message, messageId });
    }
    return message !== undefined;
  }

  /** Sends what was held for customers who have written since then, in the order in which it was written. */
  async release(): Promise<void> {
    if (this.releasing) {
      return;
    }
    this.releasing = true;
    try {
      for (const held of await this.held.all()) {
        if (await this.isOpenAgain(held)) {
          await this.send(held);
        }
      }
    } finally {
      this.releasing = false;
    }
  }

  private async isOpenAgain({ contactId, numberId, heldAt }: HeldMessage): Promise<boolean> {
    const conversation = await this.conversations.find(contactId, numberId, { fresh: true });
    const windowEnd = (conversation?.lastInboundAt ?? 0) + LIMITS.serviceWindow;
    return windowEnd > Math.max(this.clock.now(), heldAt);
  }

  /** Taken off the list when it is sent: after a crash it is sent again, and refused as known. */
  private async send({ messageId, heldAt }: HeldMessage): Promise<void> {
    const message = await this.written.byId(messageId);
    if (message) {
      await this.outbound.relay(message, { attempt: `h${heldAt}`, at: message.writtenAt });
    }
    await this.held.remove(messageId);
  }
}
