import { nameOf, type ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import type { Locks, Notices, Numbers, Workspace } from '../ports';
import type { Omnichannel } from '../setup/ports';
import type { Alarms } from './alarms';

interface DepartmentPorts {
  alarms: Alarms;
  locks: Locks;
  notices: Notices;
  numbers: Numbers;
  workspace: Pick<Workspace, 'departments' | 'isDepartmentGone'> & Pick<Omnichannel, 'pageUrl'>;
}

/** Numbers whose department is not there any more go on without one; of that, and of an empty one, the admins are told. */
export class NumberDepartments {
  constructor(private readonly ports: DepartmentPorts) {}

  /** A department was removed or disabled. */
  async gone(departmentId: string): Promise<void> {
    for (const number of await this.ports.numbers.all()) {
      if (number.departmentId === departmentId) {
        await this.leave(number);
      }
    }
  }

  /** For what happened while the app could not hear of it, and for what the host tells no app: agents who go. */
  async review(): Promise<void> {
    const { numbers, workspace } = this.ports;
    const staffed = new Set((await workspace.departments()).map(({ id }) => id));
    for (const number of await numbers.all()) {
      const { departmentId } = number;
      if (departmentId && !staffed.has(departmentId) && (await workspace.isDepartmentGone(departmentId))) {
        await this.leave(number);
      } else {
        await this.compareAgents(number, !departmentId || staffed.has(departmentId));
      }
    }
  }

  private async compareAgents(
    { id: numberId, departmentId }: ConnectedNumber,
    isStaffed: boolean,
  ): Promise<void> {
    const { alarms, workspace } = this.ports;
    if (isStaffed) {
      await alarms.end({ numberId, topic: 'agents' }, departmentId ? text('health.agentsBack') : undefined);
      return;
    }
    const url = await workspace.pageUrl('omnichannel/departments');
    const trouble = { numberId, topic: 'agents' as const, code: departmentId ?? '' };
    await alarms.raise(trouble, text('health.noAgents', { url }));
  }

  /** The event and the review may come at once, on two servers. */
  private async leave({ id, departmentId }: ConnectedNumber): Promise<void> {
    const { locks, notices, numbers } = this.ports;
    await locks.hold(`number:${id}`, async () => {
      const number = await numbers.byId(id, { fresh: true });
      if (number && number.departmentId === departmentId) {
        await numbers.save({ ...number, departmentId: undefined });
        await notices.toAdmins(text('number.departmentGone', { number: nameOf(number) }));
      }
    });
  }
}
