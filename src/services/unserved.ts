import { text } from '../domain/text';
import type { ActiveRooms } from './outbound/ports';
import type { Clock, Livechat, Notices } from './ports';
import type { Omnichannel } from './setup/ports';

/** How far back activity is looked at, milliseconds: older rooms than a week are hardly waited in. */
const REACH = 7 * 24 * 60 * 60_000;
/** Of the most recently active rooms; each is a question to the host. */
const LOOKED_AT = 1_000;
const LISTED = 20;

/**
 * Of an agent who is deactivated the host closes the rooms. Of one who is deleted it leaves them open with nobody in
 * them: what customers write there nobody sees.
 */
export class UnservedRooms {
  constructor(
    private readonly rooms: ActiveRooms,
    private readonly livechat: Pick<Livechat, 'room'>,
    private readonly workspace: Pick<Omnichannel, 'pageUrl'>,
    private readonly notices: Pick<Notices, 'toAdmins'>,
    private readonly clock: Clock,
  ) {}

  /** @param agent username of an agent who was deleted */
  async tell(agent: string): Promise<void> {
    const active = await this.rooms.since(this.clock.now() - REACH);
    const links: string[] = [];
    for (const id of active.slice(0, LOOKED_AT)) {
      const room = links.length < LISTED ? await this.livechat.room(id) : undefined;
      if (room?.isOpen && !room.isServed) {
        links.push(await this.workspace.pageUrl(`live/${id}`));
      }
    }
    if (links.length > 0) {
      await this.notices.toAdmins(text('number.agentDeleted', { agent, links: links.join('\n') }));
    }
  }
}
