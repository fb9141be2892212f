import { nameOf, type ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import type { Locks, Notices, Numbers, Workspace } from '../ports';

/** Numbers whose department is not there any more go on without one, and the admins are told. */
export class NumberDepartments {
  constructor(
    private readonly numbers: Numbers,
    private readonly workspace: Pick<Workspace, 'isDepartmentGone'>,
    private readonly locks: Locks,
    private readonly notices: Notices,
  ) {}

  /** A department was removed or disabled. */
  async gone(departmentId: string): Promise<void> {
    for (const number of await this.numbers.all()) {
      if (number.departmentId === departmentId) {
        await this.leave(number);
      }
    }
  }

  /** For what happened while the app could not hear of it. */
  async review(): Promise<void> {
    for (const number of await this.numbers.all()) {
      const { departmentId } = number;
      if (departmentId && (await this.workspace.isDepartmentGone(departmentId))) {
        await this.leave(number);
      }
    }
  }

  /** The event and the review may come at once, on two servers. */
  private async leave({ id, departmentId }: ConnectedNumber): Promise<void> {
    await this.locks.hold(`number:${id}`, async () => {
      const number = await this.numbers.byId(id, { fresh: true });
      if (number && number.departmentId === departmentId) {
        await this.numbers.save({ ...number, departmentId: undefined });
        await this.notices.toAdmins(text('number.departmentGone', { number: nameOf(number) }));
      }
    });
  }
}
