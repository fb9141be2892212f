import type { Failure } from '../../domain/failure';
import { text } from '../../domain/text';
import { displayPhone } from '../../whatsapp/phone';
import type { NoticeAction, Notices } from '../ports';
import type { Outreaches } from './ports';

/** Tells senders of templates that did not arrive while there is no room to tell it in. */
export class OutreachFailures {
  constructor(
    private readonly outreaches: Outreaches,
    private readonly notices: Notices,
  ) {}

  /** @returns the id of the notice; empty where another system sent the template, which learns of it by itself */
  async report(id: string, failure: Failure, actions?: readonly NoticeAction[]): Promise<string> {
    const outreach = await this.outreaches.byId(id);
    if (!outreach) {
      return '';
    }
    await this.outreaches.save({ ...outreach, failed: !failure.uncertain });
    const { sender, to, template } = outreach;
    const recipient = to.waId ? displayPhone(to.waId) : (to.userId ?? '');
    const sentence = text('outreach.failed', { template: template.name, recipient, reason: failure.human });
    return sender ? this.notices.toUser(sender.username, sentence, actions) : '';
  }
}
