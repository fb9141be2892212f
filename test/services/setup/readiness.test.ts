import { Readiness } from '../../../src/services/setup/readiness';
import { FakeLivechat, FakeWorkspace } from '../../support/fakes';

const SITE = 'https://chat.example.org';
const OFF = { key: 'ready.omnichannelOff', params: { url: `${SITE}/admin/settings/Omnichannel` } };
const NO_DEPARTMENT = { key: 'ready.noDepartment', params: { url: `${SITE}/omnichannel/departments` } };
const NOBODY = { key: 'ready.nobodyThere', params: { url: `${SITE}/omnichannel/agents` } };

interface State {
  on?: boolean;
  departments?: { id: string; name: string }[];
  there?: string[];
}

describe('What is missing before customers can be answered', () => {
  it.each<[string, State, object[]]>([
    ['nothing', {}, []],
    ['Omnichannel, and so all the rest', { on: false, departments: [], there: [] }, [OFF]],
    ['departments with agents', { departments: [] }, [NO_DEPARTMENT]],
    ['somebody in the department of the number', { there: ['sales'] }, [NOBODY]],
    ['departments and agents', { departments: [], there: [] }, [NO_DEPARTMENT, NOBODY]],
  ])('is %s', async (_, { on = true, departments, there = ['support'] }, gaps) => {
    const workspace = new FakeWorkspace();
    workspace.omnichannelOn = on;
    workspace.list = departments ?? workspace.list;
    const livechat = new FakeLivechat();
    livechat.isSomebodyThere = (department = '') => Promise.resolve(there.includes(department));
    await expect(new Readiness(workspace, livechat).gaps('support')).resolves.toEqual(gaps);
  });
});
