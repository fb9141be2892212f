import { failed, ok, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { WhatsAppAddress } from '../../domain/contact';
import type { OutboundContent } from '../../domain/outbound';
import type { Clock, Conversations, Links, Numbers, WhatsAppApi, WhatsAppApis } from '../ports';
import type { Attachments } from './attachments';
import type { Outbox, OutboxEntry } from './ports';
import { failures } from './failures';
import type { Pace, Urgency } from './pace';
import { retrying } from './retry';

/** After a request that was cut off, a status may still tell what became of it; so long it is waited for. */
const STATUS_PATIENCE = 3_000;

/** What a part needs on its way out. */
interface SenderPorts {
  apis: WhatsAppApis;
  attachments: Attachments;
  clock: Clock;
  conversations: Conversations;
  links: Links;
  numbers: Numbers;
  outbox: Outbox;
  pace: Pace;
}

/** Sends one part: at its pace, with what it refers to looked up, and as often as it makes sense. */
export class Sender {
  constructor(private readonly ports: SenderPorts) {}

  /**
   * @param isCurrent asked before each request
   * @returns the wamid
   */
  async send(
    entry: OutboxEntry,
    urgency: Urgency,
    isCurrent: () => Promise<boolean>,
  ): Promise<Result<string>> {
    const number = await this.ports.numbers.byId(entry.numberId);
    const to = await this.addressOf(entry);
    if (!number || !to) {
      return failed(failures.disconnected());
    }
    const api = this.ports.apis(number);
    const quotes = entry.answers && (await this.wamidOf(entry.answers));
    const content = await retrying(this.ports.clock, () => this.contentOf(entry, number, api));
    if (!content.ok) {
      return content;
    }
    const message = {
      to,
      content: content.value,
      ...(quotes && { quotes }),
      // A reaction's fate is nobody's concern: WhatsApp tells no more of it than that it was sent.
      ...(entry.part.kind !== 'reaction' && { callbackData: entry.key }),
    };
    const sent = await retrying(this.ports.clock, async () => {
      await this.ports.pace.turn({ number, contactId: entry.contactId, urgency });
      if (!(await isCurrent())) {
        return failed(failures.changed());
      }
      await this.ports.outbox.posting(entry);
      const answer = await api.send(message);
      if (!answer.ok && answer.failure.retryable) {
        await this.ports.outbox.refused(entry);
      }
      return answer;
    });
    return !sent.ok && sent.failure.uncertain ? this.waitForStatus(entry, sent) : sent;
  }

  /** Templates go to whom they are for; everything else to the address that wrote last. */
  private async addressOf({ part, contactId, numberId }: OutboxEntry): Promise<WhatsAppAddress | undefined> {
    return part.kind === 'template'
      ? part.to
      : (await this.ports.conversations.find(contactId, numberId))?.replyTo;
  }

  private async waitForStatus(entry: OutboxEntry, sent: Result<string>): Promise<Result<string>> {
    await this.ports.clock.sleep(STATUS_PATIENCE);
    const outcome = await this.ports.outbox.outcome(entry.key);
    return outcome?.wamid ? ok(outcome.wamid) : sent;
  }

  /** Of a message that went out in parts the first; nothing where WhatsApp does not know the message. */
  private async wamidOf(messageId: string): Promise<string | undefined> {
    return (await this.ports.links.byMessageId(messageId))[0]?.wamid;
  }

  private async contentOf(
    { part, messageId }: OutboxEntry,
    number: ConnectedNumber,
    api: WhatsAppApi,
  ): Promise<Result<OutboundContent>> {
    switch (part.kind) {
      case 'reaction': {
        const wamid = await this.wamidOf(messageId);
        return wamid ? ok({ kind: 'reaction', wamid, emoji: part.emoji }) : failed(failures.noTarget());
      }
      case 'file':
        return this.ports.attachments.contentOf(part, number, api);
      case 'template':
        return this.ports.attachments.templateOf(part, number, api);
      default:
        return ok(part);
    }
  }
}
