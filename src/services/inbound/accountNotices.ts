import type { AccountNotice } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import type { Notices } from '../ports';
import { tellAdmins } from '../shown/notice';
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
    if (notice.topic === 'message_template_status_update') {
      await this.reviews.heard(number.id, notice);
    } else {
      await tellAdmins(this.notices, notice);
    }
    if (TEMPLATE_TOPICS.includes(notice.topic)) {
      this.templates.refreshSoon(number.id);
    }
    return DONE;
  }
}
