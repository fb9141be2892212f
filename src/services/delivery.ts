import { pageGroup, placeOf } from '../domain/bulkPlace';
import { furthest, type DeliveryUpdate } from '../domain/delivery';
import type { Outreach } from '../domain/outreach';
import { text } from '../domain/text';
import { failureIn } from '../whatsapp/errors';
import type { DeliveryMarks } from './delivery/marks';
import type { Deliveries } from './delivery/ports';
import { newsOf } from './delivery/news';
import type { StatusReports } from './delivery/reports';
import type { Again } from './outbound/actions';
import type { Undelivered } from './outbound/undelivered';
import type { OutreachFates } from './outreach/fates';
import { OUTREACH, outreachReference } from './outreach/keys';
import { readOutboxKey, type KeyedPart } from './outbox';
import type { Links, Notices } from './ports';
import type { Outbox, Written } from './outbound/ports';
import type { WindowService } from './window/windows';

/** Where the fates of messages are kept, and who is told of them. */
interface DeliveryPorts {
  deliveries: Deliveries;
  fates: OutreachFates;
  links: Links;
  marks: DeliveryMarks;
  notices: Notices;
  outbox: Outbox;
  reports: StatusReports;
  undelivered: Undelivered;
  windows: Pick<WindowService, 'statusCame'>;
  written: Written;
}

/** What became of the messages that we sent. */
export class DeliveryService {
  constructor(private readonly ports: DeliveryPorts) {}

  /**
   * Messages that were sent elsewhere over the same number are nobody's business here and leave no record.
   * @returns what is to be counted, see `newsOf`
   */
  async update(update: DeliveryUpdate): Promise<string[]> {
    const keyed = readOutboxKey(update.callbackData);
    const message = keyed ?? (await this.ports.links.byWamid(update.wamid));
    if (!message) {
      return [];
    }
    if (keyed) {
      await this.settle(update, update.callbackData!);
    }
    await this.ports.deliveries.record(update, groupOf(message));
    await this.ports.windows.statusCame(message, update);
    const known = await this.ports.deliveries.of(update.wamid);
    // A status that comes after a later one changes nothing any more.
    if (furthest(known.map(({ status }) => status)) === update.status) {
      await this.follow(message, update, keyed);
    }
    return newsOf(update, known, { isTemplate: message.roomId === OUTREACH });
  }

  private async follow(
    message: { roomId: string; messageId: string },
    update: DeliveryUpdate,
    keyed: KeyedPart | undefined,
  ): Promise<void> {
    const isOutreach = message.roomId === OUTREACH;
    const outreach = isOutreach ? await this.ports.fates.follow(message.messageId, update) : undefined;
    await this.ports.reports.report(message, update, outreach);
    const place = isOutreach ? outreach?.shown : message;
    await (place && this.ports.marks.set(place, update.status));
    if (update.status === 'failed') {
      await (isOutreach ? this.failOutreach(outreach, update, keyed) : this.fail(message, update, keyed));
    }
  }

  /** A status may come before our request was answered, or be the only answer that it ever gets. */
  private async settle({ wamid, status }: DeliveryUpdate, key: string): Promise<void> {
    const outcome = await this.ports.outbox.outcome(key);
    if (outcome?.wamid) {
      return;
    }
    await this.ports.outbox.confirm(key, wamid);
    const keyed = readOutboxKey(key);
    if (keyed?.roomId === OUTREACH) {
      await this.ports.fates.tie(keyed.messageId, wamid);
    }
    if (outcome?.noticeId && status !== 'failed') {
      await this.ports.notices.replace(outcome.noticeId, text('notice.arrivedAfterAll'));
    }
  }

  private async fail(
    place: { roomId: string; messageId: string },
    { errors }: DeliveryUpdate,
    keyed: KeyedPart | undefined,
  ): Promise<void> {
    const failure = failureIn(errors);
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

  private async failOutreach(
    outreach: Outreach | undefined,
    { errors }: DeliveryUpdate,
    keyed: KeyedPart | undefined,
  ): Promise<void> {
    if (!outreach) {
      return;
    }
    const { id, numberId, shown = { roomId: OUTREACH, messageId: id } } = outreach;
    const again: Again | undefined = keyed && {
      messageId: outreachReference(id),
      from: 0,
      alone: true,
      attempt: keyed.attempt + 1,
    };
    await this.ports.undelivered.report({ ...shown, numberId, contactId: '' }, failureIn(errors), again);
  }
}

function groupOf({ roomId, messageId }: { roomId: string; messageId: string }): string | undefined {
  const place = roomId === OUTREACH ? placeOf(messageId) : undefined;
  return place && pageGroup(place);
}
