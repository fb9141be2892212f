import type { Links, MessageLink } from '../../services/ports';
import type { Records } from './records';

/** Links are not records of their own: they are what remains of handled inbox and outbox work. */
export class LinkRecords implements Links {
  constructor(private readonly records: Records) {}

  async byWamid(wamid: string): Promise<MessageLink | undefined> {
    const [found] = await this.records.find<{ link: MessageLink }>(wamidKey(wamid));
    return found?.link;
  }

  async byMessageId(messageId: string): Promise<MessageLink[]> {
    return (await this.records.find<{ link: MessageLink }>(messageKey(messageId))).map(({ link }) => link);
  }
}

export function linkKeys(link: MessageLink): string[] {
  return [wamidKey(link.wamid), messageKey(link.messageId)];
}

function wamidKey(wamid: string): string {
  return `wamid:${wamid}`;
}

function messageKey(messageId: string): string {
  return `message:${messageId}`;
}
