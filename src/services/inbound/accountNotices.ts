import type { AccountNotice } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import type { Notices } from '../ports';
import { isGoodNews, showNotice } from '../shown/notice';
import type { Reviews } from '../templates/reviews';
import type { TemplateService } from '../templates/templates';
import { DONE, type EventHandler, type Handled } from './handler';

/** What changes the list of templates. */
const TEMPLATE_TOPICS = [
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
];

/** What WhatsApp tells about the account, its numbers and templates goes to the admins. */
export class AccountNotices implements EventHandler<AccountNotice> {
  constructor(
    private readonly notices: Notices,
    private readonly templates: Pick<TemplateService, 'refreshSoon'>,
    private readonly reviews: Pick<Reviews, 'heard'>,
  ) {}

  async handle(number: ConnectedNumber, notice: AccountNotice): Promise<Handled> {
    const { template: name, language, event } = notice.facts;
    if (notice.topic === 'message_template_status_update' && name && language && event) {
      await this.reviews.heard(number.id, { name, language }, event);
    }
    if (TEMPLATE_TOPICS.includes(notice.topic)) {
      this.templates.refreshSoon(number.id);
    }
    const words = showNotice(notice, await this.notices.say());
    const sentence = text('account.notice', { words });
    await (isGoodNews(notice) ? this.notices.toSetupRoom(sentence) : this.notices.toAdmins(sentence));
    return DONE;
  }
}
