import { text } from '../domain/text';
import type { ActiveRooms, Told } from './outbound/ports';
import type { Clock, Livechat, Notices } from './ports';
import type { Omnichannel } from './setup/ports';

/** How far back activity is looked at, milliseconds: older rooms than a week are hardly waited in. */
const REACH = 7 * 24 * 60 * 60_000;
/** Of the most recently active rooms; each is a question to the host. */
const LOOKED_AT = 1_000;
const LISTED = 20;

interface UnservedPorts {
  clock: Clock;
  livechat: Pick<Livechat, 'room'>;
  notices: Pick<Notices, 'toAdmins'>;
  rooms: ActiveRooms;
  told: Told;
  workspace: Pick<Omnichannel, 'pageUrl'>;
}

/**
 * Of an agent who is deactivated the host closes the rooms. Of one who is deleted, or loses the role, it leaves them
 * open: what customers write there nobody sees.
 */
export class UnservedRooms {
  constructor(private readonly ports: UnservedPorts) {}

  /** @param agent username of an agent who was deleted */
  async deleted(agent: string): Promise<void> {
    await this.tell('number.agentDeleted', agent, []);
  }

  /**
   * A customer wrote where somebody still stands for the agent who is none any more, of which the host tells no app.
   * Told once a day.
   * @param agent username
   */
  async lost(agent: string, roomId: string): Promise<void> {
    const { clock, told } = this.ports;
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    if (await told.first(`former-agent:${agent}:${day}`)) {
      await this.tell('number.agentLost', agent, [roomId]);
    }
  }

  /** @param known rooms that may not count as active yet */
  private async tell(sentence: string, agent: string, known: string[]): Promise<void> {
    const { clock, livechat, notices, rooms, workspace } = this.ports;
    const active = new Set([...known, ...(await rooms.since(clock.now() - REACH))]);
    const links: string[] = [];
    for (const id of [...active].slice(0, LOOKED_AT)) {
      const room = links.length < LISTED ? await livechat.room(id) : undefined;
      if (room?.isOpen && !room.isServed) {
        links.push(await workspace.pageUrl(`live/${id}`));
      }
    }
    if (links.length > 0) {
      await notices.toAdmins(text(sentence, { agent, links: links.join('\n') }));
    }
  }
}
