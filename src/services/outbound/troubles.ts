import type { Failure } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import type { Notices, Numbers } from '../ports';
import type { Troubles } from './ports';

/** Trouble of whole numbers: told to the admins once, and once more when it is over. */
export class ChannelTroubles {
  constructor(
    private readonly troubles: Troubles,
    private readonly numbers: Numbers,
    private readonly notices: Notices,
  ) {}

  async raise(numberId: string, failure: Failure): Promise<void> {
    const code = String(failure.code);
    if ((await this.troubles.of(numberId)) === code) {
      return;
    }
    await this.troubles.save(numberId, code);
    const number = await this.numbers.byId(numberId);
    const reason = failure.human;
    await this.notices.toAdmins(text('notice.channelTrouble', { number: nameOf(number), reason }));
  }

  /** To be told of every message that was accepted. */
  async clear(number: string): Promise<void> {
    if (await this.troubles.of(number)) {
      await this.troubles.save(number, undefined);
      const known = await this.numbers.byId(number);
      await this.notices.toAdmins(text('notice.channelWorks', { number: nameOf(known) }));
    }
  }
}

function nameOf(number: ConnectedNumber | undefined): string {
  return number?.displayNumber || number?.verifiedName || (number?.id ?? '');
}
