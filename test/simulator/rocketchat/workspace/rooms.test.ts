import { useOffice } from './harness';

describe('Creating a room', () => {
  const office = useOffice();

  it('makes the creator its owner, apps included', async () => {
    const { workspace, bot } = office();
    const room = await workspace.rooms.create({ type: 'p', name: 'setup', creator: bot, members: ['admin'] });
    expect(room).toMatchObject({ t: 'p', name: 'setup', usersCount: 2, u: { username: 'whatsapp.bot' } });
    expect(await workspace.rooms.membersWithRole(room._id, 'owner')).toMatchObject([
      { username: 'whatsapp.bot' },
    ]);
  });

  it.each([
    ['the same name again', 'team', 'error-duplicate-channel-name'],
    ['a name with a space', 'my team', 'error-invalid-room-name'],
    ['no name', ' ', 'error-invalid-name'],
  ])('refuses %s', async (_label, name, error) => {
    const { workspace, admin } = office();
    await workspace.rooms.create({ type: 'c', name: 'team', creator: admin });
    await expect(workspace.rooms.create({ type: 'p', name, creator: admin })).rejects.toThrow(error);
  });

  it('is a matter of permission', async () => {
    const { workspace } = office();
    const guest = await workspace.users.create({ username: 'guest', roles: ['guest'] });
    const create = workspace.rooms.create({ type: 'c', name: 'team', creator: guest });
    await expect(create).rejects.toThrow('error-not-allowed');
  });

  it('may be prevented by an app', async () => {
    const { workspace, admin, events } = office();
    events.answers.IPreRoomCreatePrevent = () => true;
    const create = workspace.rooms.create({ type: 'c', name: 'team', creator: admin });
    await expect(create).rejects.toThrow('error-app-prevented');
  });

  it('makes one direct room for two people, whoever asks', async () => {
    const { workspace, ana, ben } = office();
    const room = await workspace.rooms.direct(['ben'], ana);
    expect((await workspace.rooms.direct(['ana'], ben))._id).toBe(room._id);
    expect(room).toMatchObject({ t: 'd', usersCount: 2 });
  });
});

describe('Members', () => {
  const office = useOffice();

  it.each([
    ['join', undefined, ['<uj>', '<ul>']],
    ['are added and removed', 'admin', ['<au>', '<ru>']],
  ] as const)('%s with a line in the room', async (_label, by, lines) => {
    const { workspace, admin, ana } = office();
    const room = await workspace.rooms.create({ type: 'c', name: 'team', creator: admin });
    const actor = by && office()[by];
    expect(await workspace.members.add(room, ana, actor)).toBe(true);
    expect(await workspace.members.add(room, ana, actor)).toBe(false);
    expect((await office().room(room._id)).usersCount).toBe(2);
    expect(await workspace.members.remove(room, ana, actor)).toBe(true);
    // Both may stand in the same millisecond.
    expect((await office().transcript(room._id)).sort()).toEqual(lines);
  });
});

describe('Seeing a room', () => {
  const office = useOffice();

  it.each([
    ['a channel', 'c', 'ana', true],
    ['a private group of others', 'p', 'ana', false],
    ['a private group of its own', 'p', 'admin', true],
  ] as const)('%s', async (_label, type, who, expected) => {
    const { workspace, admin } = office();
    const room = await workspace.rooms.create({ type, name: 'team', creator: admin });
    expect(await workspace.rooms.canAccess(room, office()[who])).toBe(expected);
  });

  it.each([
    ['the agent who serves it', 'ana', true],
    ['another agent', 'ben', false],
    ['an admin', 'admin', true],
    ['an app', 'bot', false],
  ] as const)('a chat, as %s', async (_label, who, expected) => {
    const room = await office().chat({ department: 'Support' });
    expect(room.servedBy?.username).toBe('ana');
    expect(await office().workspace.rooms.canAccess(room, office()[who])).toBe(expected);
  });

  it('a waiting chat, as an agent of its department, with manual selection', async () => {
    const { workspace, ana, ben } = office();
    await workspace.settings.set('Livechat_Routing_Method', 'Manual_Selection');
    const room = await office().chat({ department: 'Sales' });
    expect(await workspace.rooms.canAccess(room, ben)).toBe(true);
    expect(await workspace.rooms.canAccess(room, ana)).toBe(false);
  });
});
