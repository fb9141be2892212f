import { createHmac } from 'node:crypto';

import type { DeliveryUpdate } from '../../domain/delivery';
import type { Outreach } from '../../domain/outreach';
import { text } from '../../domain/text';
import type { KeyedQueue } from '../keyedQueue';
import type { Clock, Log, Notices, Numbers, Settings } from '../ports';
import type { ReportQueue, StatusEndpoint, StatusReport, Written } from '../outbound/ports';

/** A report that could not be delivered for so long is dropped, milliseconds. */
const LIFE = 24 * 60 * 60_000;
/** Pauses while the endpoint does not answer well, milliseconds: doubling. */
const PAUSE = 2_000;
const LONGEST_PAUSE = 5 * 60_000;
/** Kinds of messages, as Rocket.Chat's own app names them. */
const REGULAR = 'Regular-Message';
const TEMPLATE = 'Template-Message';

/** What reports are made of, and where they go. */
interface StatusReportPorts {
  clock: Clock;
  endpoint: StatusEndpoint;
  log: Log;
  notices: Notices;
  numbers: Numbers;
  queue: KeyedQueue;
  reports: ReportQueue;
  settings: Settings;
  written: Written;
}

/**
 * Tells an endpoint of the workspace's owner what becomes of messages: at least once, in order for each message, and
 * never in the way of a message.
 */
export class StatusReports {
  /** The endpoint is left alone until then. */
  private pausedUntil = 0;
  private pause = PAUSE;
  private dropTold = false;

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
    if (await this.ports.reports.claim(report)) {
      void this.deliver(report);
    }
  }

  /** Takes up what another process left behind. */
  async resume(): Promise<void> {
    for (const report of await this.ports.reports.abandoned()) {
      void this.deliver(report);
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

  private deliver(report: StatusReport): Promise<void> {
    return this.ports.queue
      .run(report.messageId, report.reportedAt, () => this.insist(report))
      .catch((error: unknown) =>
        this.ports.log.error('A status was not reported', { reason: String(error) }),
      );
  }

  private async insist(report: StatusReport): Promise<void> {
    while (report.reportedAt + LIFE > this.ports.clock.now()) {
      const wait = this.pausedUntil - this.ports.clock.now();
      if (wait > 0) {
        await this.ports.clock.sleep(wait);
      }
      const { statusEndpointUrl, statusSecret } = await this.ports.settings.get();
      if (!statusEndpointUrl || (await this.post(statusEndpointUrl, report.body, statusSecret))) {
        return this.ports.reports.done(report);
      }
    }
    await this.ports.reports.done(report);
    await this.tellDrop();
  }

  private async post(url: string, body: string, secret: string): Promise<boolean> {
    const digest = secret && createHmac('sha256', secret).update(body).digest('hex');
    const taken = await this.ports.endpoint.post(url, body, digest ? `sha256=${digest}` : undefined);
    if (taken) {
      this.pause = PAUSE;
      this.pausedUntil = 0;
      this.dropTold = false;
      return true;
    }
    const now = this.ports.clock.now();
    // Reports that fail side by side count as one failure of the endpoint.
    if (this.pausedUntil <= now) {
      this.pausedUntil = now + this.pause;
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    }
    return false;
  }

  private async tellDrop(): Promise<void> {
    if (!this.dropTold) {
      this.dropTold = true;
      await this.ports.notices.toAdmins(text('notice.statusesDropped'));
    }
  }
}
