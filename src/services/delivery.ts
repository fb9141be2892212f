import { furthest, type DeliveryUpdate } from '../domain/delivery';
import { text } from '../domain/text';
import { failureOf } from '../whatsapp/errors';
import type { DeliveryMarks } from './delivery/marks';
import type { Deliveries } from './delivery/ports';
import type { StatusReports } from './delivery/reports';
import type { Again } from './outbound/actions';
import type { Undelivered } from './outbound/undelivered';
import { readOutboxKey, type KeyedPart } from './outbox';
import type { Links, Notices } from './ports';
import type { Outbox, Written } from './outbound/ports';

/** Meta's code for "something went wrong", for failures that come without a reason. */
const UNKNOWN_ERROR = 131000;

/** Where the fates of messages are kept, and who is told of them. */
interface DeliveryPorts {
  deliveries: Deliveries;
  links: Links;
  marks: DeliveryMarks;
  notices: Notices;
  outbox: Outbox;
  reports: StatusReports;
  undelivered: Undelivered;
  written: Written;
}

/** What became of the messages that we sent. */
export class DeliveryService {
  constructor(private readonly ports: DeliveryPorts) {}

  /** Messages that were sent elsewhere over the same number are nobody's business here and leave no record. */
  async update(update: DeliveryUpdate): Promise<void> {
    const keyed = readOutboxKey(update.callbackData);
    const message = keyed ?? (await this.ports.links.byWamid(update.wamid));
    if (!message) {
      return;
    }
    if (keyed) {
      await this.settle(update, update.callbackData!);
    }
    await this.ports.deliveries.record(update);
    const known = await this.ports.deliveries.of(update.wamid);
    // A status that comes after a later one changes nothing any more.
    if (furthest(known.map(({ status }) => status)) !== update.status) {
      return;
    }
    await this.ports.reports.report(message, update);
    await this.ports.marks.set(message, update.status);
    if (update.status === 'failed') {
      await this.fail(message, update, keyed);
    }
  }

  /** A status may come before our request was answered, or be the only answer that it ever gets. */
  private async settle({ wamid, status }: DeliveryUpdate, key: string): Promise<void> {
    const outcome = await this.ports.outbox.outcome(key);
    if (outcome?.wamid) {
      return;
    }
    await this.ports.outbox.confirm(key, wamid);
    if (outcome?.noticeId && status !== 'failed') {
      await this.ports.notices.replace(outcome.noticeId, text('notice.arrivedAfterAll'));
    }
  }

  private async fail(
    place: { roomId: string; messageId: string },
    { errors }: DeliveryUpdate,
    keyed: KeyedPart | undefined,
  ): Promise<void> {
    const [error] = errors ?? [];
    const failure = failureOf(error?.code ?? UNKNOWN_ERROR, error?.details ?? '');
    const message = await this.ports.written.byId(place.messageId);
    if (!message) {
      await this.ports.notices.undelivered(place, failure);
      return;
    }
    const again: Again | undefined = keyed && {
      messageId: message.id,
      from: keyed.part,
      alone: true,
      attempt: keyed.attempt + 1,
    };
    await this.ports.undelivered.report({ ...message, messageId: message.id }, failure, again);
  }
}
