import { createHash } from 'node:crypto';

import { readOutreachReference } from '../outreach/keys';
import type { OutreachService } from '../outreach/outreach';
import type { OutboundService } from '../outbound';
import type { Clock } from '../ports';
import type { Again } from './actions';
import { CORRECTION } from './composer';
import type { HeldMessages } from './heldMessages';
import type { Written } from './ports';

/** Sends messages a second time: on somebody's wish, or because the customer wrote. */
export class SecondTries {
  constructor(
    private readonly outbound: OutboundService,
    private readonly written: Written,
    private readonly held: HeldMessages,
    private readonly outreach: Pick<OutreachService, 'again'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param roomId where somebody wants it: what becomes of it is told there
   * @returns false when the message is gone. Does not wait for the sending.
   */
  async retry({ messageId, from, alone, attempt }: Again, roomId?: string): Promise<boolean> {
    const outreachId = readOutreachReference(messageId);
    if (outreachId !== undefined) {
      return this.outreach.again(outreachId, attempt);
    }
    const message = await this.written.byId(messageId);
    if (message) {
      const resend = { attempt: String(attempt), from, alone, at: this.clock.now() };
      void this.outbound.relay({ ...message, roomId: roomId ?? message.roomId }, resend);
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
      void this.outbound.relay(correction, { attempt: `${CORRECTION}${version}`, at: this.clock.now() });
    }
    return message !== undefined;
  }

  /**
   * Keeps a message until the customer writes; if that has happened meanwhile, sends it.
   * @returns false when it is gone
   */
  async hold(messageId: string): Promise<boolean> {
    const message = await this.written.byId(messageId);
    if (message && (await this.held.hasWrittenSince(message))) {
      void this.outbound.relay(message, { attempt: `h${message.writtenAt}`, at: message.writtenAt });
    } else if (message) {
      await this.held.hold({ ...message, messageId });
    }
    return message !== undefined;
  }

  /** Sends what was held for customers who have written since then. Resolves when it stands in line. */
  async release(): Promise<void> {
    for (const customer of await this.held.customers()) {
      await this.outbound.release(customer);
    }
  }
}
