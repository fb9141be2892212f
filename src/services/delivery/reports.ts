import type { DeliveryStatus, DeliveryUpdate } from '../../domain/delivery';
import type { Failure } from '../../domain/failure';
import type { Outreach } from '../../domain/outreach';
import type { OutboxEntry, Written } from '../outbound/ports';
import { OUTREACH } from '../outreach/keys';
import type { Outreaches } from '../outreach/ports';
import type { Clock, Conversations, Log, Numbers, Settings } from '../ports';
import type { Deliveries, ReportQueue, StatusReport } from './ports';
import type { ReportPosting } from './reportPosting';

/** Kinds of messages, as Rocket.Chat's own app names them. */
const REGULAR = 'Regular-Message';
const TEMPLATE = 'Template-Message';

/** Statuses, as Rocket.Chat's own app names them: it knows no recordings that were played, which are read. */
const WORDS = {
  accepted: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
} as const satisfies Record<DeliveryStatus, string>;

/** What reports are made of, and where they go. */
interface StatusReportPorts {
  clock: Clock;
  conversations: Pick<Conversations, 'find'>;
  deliveries: Pick<Deliveries, 'of'>;
  log: Log;
  numbers: Numbers;
  outreaches: Pick<Outreaches, 'byId'>;
  posting: Pick<ReportPosting, 'begin'>;
  queue: Pick<ReportQueue, 'claim' | 'drop'>;
  settings: Settings;
  written: Written;
}

/** What became of a message. */
interface News {
  messageId: string;
  /** Tells what the news are about: the WhatsApp message, or what would have become one. */
  subject: string;
  wamid?: string;
  word: (typeof WORDS)[DeliveryStatus];
  /** Digits of a phone. */
  recipient?: string;
  /** Unix milliseconds. */
  at: number;
  error?: object | string;
  /** Set for templates. */
  outreach?: Outreach;
}

/** Tells an endpoint of the workspace's owner what becomes of messages, never in the way of a message. */
export class StatusReports {
  constructor(private readonly ports: StatusReportPorts) {}

  /**
   * Resolves when the report is stored, without waiting for its delivery.
   * @param outreach set for templates
   */
  async report(
    { messageId }: { messageId: string },
    { wamid, status, recipient, at, errors = [] }: DeliveryUpdate,
    outreach?: Outreach,
  ): Promise<void> {
    const [error] = errors;
    const report = await this.claimed({
      messageId,
      subject: wamid,
      wamid,
      word: WORDS[status],
      recipient,
      at,
      ...(error && { error: errorObject(error.code, error.details) }),
      outreach,
    });
    if (report) {
      this.ports.posting.begin(report);
    }
  }

  /** WhatsApp took a message. Nobody waits. */
  accepted(entry: OutboxEntry, wamid: string): void {
    this.tell(entry, async (news) => {
      const report = await this.claimed({ ...news, subject: wamid, wamid, word: 'queued' });
      if (!report) {
        return;
      }
      // Whoever records a status from now on finds this report ahead of its own.
      const isLate = (await this.ports.deliveries.of(wamid)).length > 0;
      await (isLate ? this.ports.queue.drop(report) : this.ports.posting.begin(report));
    });
  }

  /** A message was not taken. Nobody waits. */
  refused(entry: OutboxEntry, failure: Failure): void {
    this.tell(entry, async (news) => {
      const error = typeof failure.code === 'number' ? errorObject(failure.code, failure.log) : failure.log;
      const report = await this.claimed({ ...news, subject: entry.key, word: 'failed', error });
      if (report) {
        this.ports.posting.begin(report);
      }
    });
  }

  private tell(
    entry: OutboxEntry,
    report: (news: Pick<News, 'messageId' | 'recipient' | 'at' | 'outreach'>) => Promise<void>,
  ): void {
    const at = this.ports.clock.now();
    this.isWanted(entry.roomId === OUTREACH)
      .then(async (isWanted) => {
        if (isWanted && entry.part.kind !== 'reaction') {
          await report({ ...(await this.aboutEntry(entry)), at });
        }
      })
      .catch((error: unknown) => {
        this.ports.log.error('A status was not reported', { reason: String(error) });
      });
  }

  private async aboutEntry({ messageId, roomId, part, contactId, numberId }: OutboxEntry) {
    if (part.kind === 'template') {
      const outreach = roomId === OUTREACH ? await this.ports.outreaches.byId(messageId) : undefined;
      return { messageId, recipient: part.to.waId, outreach };
    }
    const conversation = await this.ports.conversations.find(contactId, numberId);
    return { messageId, recipient: conversation?.replyTo.waId };
  }

  private async isWanted(isTemplate: boolean): Promise<boolean> {
    const { statusEndpointUrl, statusFilter } = await this.ports.settings.get();
    const fits = statusFilter === 'All' || (statusFilter === 'Template_Messages') === isTemplate;
    return Boolean(statusEndpointUrl) && fits;
  }

  /** @returns undefined for what nobody wants to know, or was told before */
  private async claimed(news: News): Promise<StatusReport | undefined> {
    const { clock, queue } = this.ports;
    if (!(await this.isWanted(Boolean(news.outreach)))) {
      return undefined;
    }
    const report: StatusReport = {
      key: [news.subject, news.word].join('#'),
      messageId: news.messageId,
      body: JSON.stringify(await this.bodyOf(news)),
      reportedAt: clock.now(),
    };
    return (await queue.claim(report)) ? report : undefined;
  }

  /** Both keys of the message's id: Rocket.Chat's own app changed its name, and receivers read either. */
  private async bodyOf({
    messageId,
    outreach,
    wamid,
    recipient = '',
    word,
    error,
    at,
  }: News): Promise<object> {
    const written = outreach ? undefined : await this.ports.written.byId(messageId);
    const numberId = outreach?.numberId ?? written?.numberId;
    const number = numberId && (await this.ports.numbers.byId(numberId));
    return {
      msId: wamid,
      msgId: wamid,
      message: outreach?.words ?? written?.text ?? '',
      mobileNo: recipient,
      connectedWhatsAppNo: (number && number.displayNumber.replace(/^\+/, '')) ?? '',
      MessageStatus: word,
      ...(error && { ErrorDetails: error }),
      type: outreach ? TEMPLATE : REGULAR,
      timestamp: new Date(at).toISOString(),
    };
  }
}

/** As WhatsApp writes one. */
function errorObject(code: number, details: string): object {
  return details ? { code, message: details, error_data: { details } } : { code };
}
