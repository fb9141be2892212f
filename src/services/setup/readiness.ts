import { text, type Text } from '../../domain/text';
import type { Livechat, Workspace } from '../ports';
import type { Omnichannel } from './ports';

/** What of Omnichannel still has to be done before customers of a number can be answered. */
export class Readiness {
  constructor(
    private readonly workspace: Omnichannel & Pick<Workspace, 'departments'>,
    private readonly livechat: Pick<Livechat, 'isSomebodyThere'>,
  ) {}

  /** Nothing, or sentences with a link to where it is done. */
  async gaps(departmentId?: string): Promise<Text[]> {
    if (!(await this.workspace.isOmnichannelOn())) {
      const url = await this.workspace.pageUrl('admin/settings/Omnichannel');
      return [text('ready.omnichannelOff', { url })];
    }
    const gaps: Text[] = [];
    if ((await this.workspace.departments()).length === 0) {
      gaps.push(text('ready.noDepartment', { url: await this.workspace.pageUrl('omnichannel/departments') }));
    }
    if (!(await this.livechat.isSomebodyThere(departmentId))) {
      gaps.push(text('ready.nobodyThere', { url: await this.workspace.pageUrl('omnichannel/agents') }));
    }
    return gaps;
  }
}
