import type { WhatsAppAddress } from '../../domain/contact';
import type { ConnectedNumber } from '../../domain/number';
import { ROUTE_LIFE, type Outreach, type Route } from '../../domain/outreach';
import type { Clock, Links, Livechat, Workspace } from '../ports';
import { OUTREACH } from './keys';
import type { Outreaches } from './ports';

/** What a customer's message tells about where it belongs. */
export interface Answer {
  sender: WhatsAppAddress;
  /** The wamid that it quotes; a tapped button quotes the template that it belongs to. */
  quotes?: string;
  /** Unix milliseconds: templates up to then have had their answer. */
  answeredAt?: number;
}

/** Where answers to templates go. Asked only when a room must be opened. */
export class Routing {
  constructor(
    private readonly outreaches: Outreaches,
    private readonly links: Links,
    private readonly livechat: Pick<Livechat, 'isAgentThere' | 'isSomebodyThere'>,
    private readonly workspace: Pick<Workspace, 'isDepartmentGone'>,
    private readonly clock: Clock,
  ) {}

  /** Of the template that is answered; where that cannot be told, of the last one that was sent since. */
  async wanted(
    number: ConnectedNumber,
    { sender, quotes, answeredAt = 0 }: Answer,
  ): Promise<Route | undefined> {
    const sent = await this.outreaches.to(number.id, sender);
    const waiting = sent.filter(
      (one) =>
        one.route && !one.failed && one.sentAt > answeredAt && one.sentAt + ROUTE_LIFE > this.clock.now(),
    );
    const answered = waiting.length > 1 && quotes ? await this.answeredOf(waiting, quotes) : undefined;
    return (answered ?? waiting.at(-1))?.route;
  }

  /**
   * The agent who is wanted, if there; else the department that is wanted, if somebody is there; else the number's
   * department, whether somebody is there or not.
   */
  async routeOf(number: ConnectedNumber, { agentId, departmentId }: Route = {}): Promise<Route> {
    const isOpen = departmentId !== undefined && (await this.isOpen(departmentId));
    const department = isOpen ? departmentId : number.departmentId;
    const isThere = agentId !== undefined && (await this.livechat.isAgentThere(agentId));
    return { ...(isThere && { agentId }), ...(department && { departmentId: department }) };
  }

  /** Where the workspace takes chats with no agents, its answer is yes even for what has been removed. */
  private async isOpen(departmentId: string): Promise<boolean> {
    const isThere = await this.livechat.isSomebodyThere(departmentId);
    return isThere && !(await this.workspace.isDepartmentGone(departmentId));
  }

  private async answeredOf(waiting: Outreach[], quotes: string): Promise<Outreach | undefined> {
    const link = await this.links.byWamid(quotes);
    return waiting.find(({ id, shown }) =>
      link?.roomId === OUTREACH ? id === link.messageId : shown?.messageId === link?.messageId,
    );
  }
}
