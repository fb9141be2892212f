import type { Clock, Links, MessageLink } from '../../services/ports';
import { dayKey, type Records } from './records';

/** Most links are not records of their own: they are what remains of handled inbox and outbox work. */
export class LinkRecords implements Links {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async save(link: MessageLink): Promise<void> {
    await this.records.add([...linkKeys(link), dayKey(this.clock.now())], { link });
  }

  async byWamid(wamid: string): Promise<MessageLink | undefined> {
    return (await this.records.find<{ link: MessageLink }>(wamidKey(wamid))).at(-1)?.link;
  }

  async byMessageId(messageId: string): Promise<MessageLink[]> {
    return (await this.records.find<{ link: MessageLink }>(messageKey(messageId))).map(({ link }) => link);
  }
}

export function linkKeys(link: MessageLink): string[] {
  const { wamid, messageId, captionId } = link;
  return [wamidKey(wamid), messageKey(messageId), ...(captionId ? [messageKey(captionId)] : [])];
}

function wamidKey(wamid: string): string {
  return `wamid:${wamid}`;
}

function messageKey(messageId: string): string {
  return `message:${messageId}`;
}
