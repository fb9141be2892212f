import type { AccountNotice } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import type { Notices } from '../ports';
import { isGoodNews, showNotice } from '../shown/notice';
import { DONE, type EventHandler, type Handled } from './handler';

/** What WhatsApp tells about the account, its numbers and templates goes to the admins. */
export class AccountNotices implements EventHandler<AccountNotice> {
  constructor(private readonly notices: Notices) {}

  async handle(_number: ConnectedNumber, notice: AccountNotice): Promise<Handled> {
    const words = showNotice(notice, await this.notices.say());
    const sentence = text('account.notice', { words });
    await (isGoodNews(notice) ? this.notices.toSetupRoom(sentence) : this.notices.toAdmins(sentence));
    return DONE;
  }
}
