import { useOffice } from './harness';

describe('Departments', () => {
  const office = useOffice();

  it('count their agents', async () => {
    const { workspace, support, ana } = office();
    expect(support.numAgents).toBe(2);
    await workspace.livechat.agents.remove(ana.username);
    expect((await workspace.livechat.departments.byId(support._id))?.numAgents).toBe(1);
  });

  it.each(['Support', undefined])('are found by name and by id (%s)', async (name) => {
    const { workspace, support } = office();
    const found = await workspace.livechat.departments.byIdOrName(name ?? support._id);
    expect(found?._id).toBe(support._id);
  });

  it('are offered to apps only when they are enabled and have agents', async () => {
    const { departments } = office().workspace.livechat;
    await departments.create({ name: 'Empty' });
    await departments.update(office().sales._id, { enabled: false });
    expect((await departments.enabledWithAgents()).map(({ name }) => name)).toEqual(['Support']);
  });

  it('leave their chats behind when they are removed, and tell apps', async () => {
    const { workspace, sales, events } = office();
    const { _id } = await office().chat({ department: 'Sales' });
    await workspace.livechat.departments.remove(sales._id);
    await office().settled();
    expect(await office().room(_id)).toMatchObject({ open: true });
    expect((await office().room(_id)).departmentId).toBeUndefined();
    expect(events.payloads('IPostLivechatDepartmentRemoved')).toMatchObject([
      { department: { name: 'Sales' } },
    ]);
  });

  it('tell apps when they are disabled, once', async () => {
    const { workspace, sales, events } = office();
    await workspace.livechat.departments.update(sales._id, { enabled: false });
    await workspace.livechat.departments.update(sales._id, { description: 'closed' });
    await office().settled();
    expect(events.payloads('IPostLivechatDepartmentDisabled')).toHaveLength(1);
  });

  it.each([
    ['tags to choose from when they demand one', { requestTagBeforeClosingChat: true }, 'closing-tags'],
    ['a fallback that exists', { fallbackForwardDepartment: 'nowhere' }, 'fallback-department-not-found'],
  ])('need %s', async (_label, fields, error) => {
    const create = office().workspace.livechat.departments.create({ name: 'Odd', ...fields });
    await expect(create).rejects.toThrow(error);
  });
});
