import type { DeliveryUpdate } from '../../domain/delivery';
import type { Outreach } from '../../domain/outreach';
import type { Written } from '../outbound/ports';
import type { Clock, Numbers, Settings } from '../ports';
import type { ReportQueue, StatusReport } from './ports';
import type { ReportPosting } from './reportPosting';

/** Kinds of messages, as Rocket.Chat's own app names them. */
const REGULAR = 'Regular-Message';
const TEMPLATE = 'Template-Message';

/** What reports are made of, and where they go. */
interface StatusReportPorts {
  clock: Clock;
  numbers: Numbers;
  posting: Pick<ReportPosting, 'begin'>;
  queue: Pick<ReportQueue, 'claim'>;
  settings: Settings;
  written: Written;
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
    update: DeliveryUpdate,
    outreach?: Outreach,
  ): Promise<void> {
    const { statusEndpointUrl, statusFilter } = await this.ports.settings.get();
    const isWanted = statusFilter === 'All' || (statusFilter === 'Template_Messages') === Boolean(outreach);
    if (!statusEndpointUrl || !isWanted) {
      return;
    }
    const report: StatusReport = {
      key: [update.wamid, update.status].join('#'),
      messageId,
      body: JSON.stringify(await this.bodyOf(messageId, update, outreach)),
      reportedAt: this.ports.clock.now(),
    };
    if (await this.ports.queue.claim(report)) {
      this.ports.posting.begin(report);
    }
  }

  /** Both keys of the message's id: Rocket.Chat's own app changed its name, and receivers read either. */
  private async bodyOf(messageId: string, update: DeliveryUpdate, outreach?: Outreach): Promise<object> {
    const written = outreach ? undefined : await this.ports.written.byId(messageId);
    const numberId = outreach?.numberId ?? written?.numberId;
    const number = numberId && (await this.ports.numbers.byId(numberId));
    return {
      msId: update.wamid,
      msgId: update.wamid,
      message: outreach?.words ?? written?.text ?? '',
      mobileNo: update.recipient ?? '',
      connectedWhatsAppNo: (number && number.displayNumber.replace(/^\+/, '')) ?? '',
      MessageStatus: update.status,
      ...(update.errors && { ErrorDetails: update.errors }),
      type: outreach ? TEMPLATE : REGULAR,
      timestamp: new Date(update.at).toISOString(),
    };
  }
}
