import type { RoomDoc } from '../../../../simulator/rocketchat/documents';
import { useOffice } from './harness';

describe('Closing a chat', () => {
  const office = useOffice();

  it('ends it for everybody, and says so in the room', async () => {
    const { workspace, ana } = office();
    const room = await office().chat();
    const closed = await office().close(room, 'solved');
    expect(closed).toMatchObject({ closer: 'user', closedBy: { username: 'ana' }, v: { status: 'offline' } });
    expect(closed.open).toBeUndefined();
    expect(await workspace.livechat.inquiries.byRoom(room._id)).toBeNull();
    expect(await workspace.rooms.members(room._id)).toEqual([]);
    const [last] = await workspace.messages.ofRoom(room._id, { limit: 1 });
    expect(last).toMatchObject({ t: 'livechat-close', msg: 'solved', u: { username: ana.username } });
  });

  it('is the visitor that closes when no user is named', async () => {
    const room = await office().chat();
    const visitor = await office().visitor();
    const closed = await office().workspace.livechat.rooms.close({ room, comment: 'bye', visitor });
    expect(closed).toMatchObject({ closer: 'visitor', closedBy: { _id: visitor._id } });
  });

  it('tells apps by both events', async () => {
    const room = await office().chat();
    await office().close(room);
    await office().settled();
    for (const event of ['IPostLivechatRoomClosed', 'ILivechatRoomClosedHandler'] as const) {
      expect(office().events.payloads(event)).toMatchObject([{ _id: room._id, closer: 'user' }]);
    }
  });

  it.each<[string, string, (room: RoomDoc) => Promise<unknown>]>([
    ['twice', 'error-room-closed', async (room) => office().close(await office().close(room))],
    [
      'twice by the same stale room',
      'Error removing inquiry',
      async (room) => {
        await office().close(room);
        return office().close(room);
      },
    ],
    [
      'without the comment that the setting asks for',
      'error-comment-is-required',
      (room) => office().close(room, ' '),
    ],
    [
      'without the tags that the department asks for',
      'error-tags-must-be-assigned-before-closing-chat',
      async (room) => {
        const tags = { requestTagBeforeClosingChat: true, chatClosingTags: ['solved'] };
        await office().workspace.livechat.departments.update(room.departmentId!, tags);
        const request = { room, comment: 'done', user: office().ana, byHand: true };
        return office().workspace.livechat.rooms.close(request);
      },
    ],
  ])('fails %s', async (_label, error, close) => {
    await expect(close(await office().chat())).rejects.toThrow(error);
  });

  it('needs no comment where the setting is off', async () => {
    await office().workspace.settings.set('Livechat_request_comment_when_closing_conversation', false);
    const room = await office().chat();
    await expect(office().close(room, '')).resolves.toMatchObject({ closer: 'user' });
  });

  it('adds the tags of the department', async () => {
    const room = await office().chat();
    await office().workspace.livechat.departments.update(room.departmentId!, { chatClosingTags: ['solved'] });
    expect((await office().close(room)).tags).toEqual(['solved']);
  });
});

describe('Transferring a chat', () => {
  const office = useOffice();

  async function transfer(
    target: { agentId?: string; departmentId?: string },
    room?: RoomDoc,
  ): Promise<boolean> {
    const { _id, username } = office().ana;
    const chat = room ?? (await chatOfAna());
    return office().workspace.livechat.rooms.transfer(chat, target, { _id, username, userType: 'agent' });
  }

  async function chatOfAna(): Promise<RoomDoc> {
    const room = await office().chat({ department: 'Support' });
    expect(room.servedBy?.username).toBe('ana');
    return room;
  }

  it('gives it to another agent', async () => {
    const { ana, ben, workspace, events } = office();
    const room = await chatOfAna();
    expect(await transfer({ agentId: ben._id }, room)).toBe(true);
    expect((await office().room(room._id)).servedBy?.username).toBe('ben');
    expect((await workspace.rooms.members(room._id)).map(({ username }) => username)).toEqual(['ben']);
    expect(await office().transcript(room._id)).toEqual(
      expect.arrayContaining(['<livechat_transfer_history>', '<ul>']),
    );
    await office().settled();
    expect(events.payloads('IPostLivechatRoomTransferred')).toEqual([
      { type: 'agent', room: room._id, from: ana._id, to: ben._id },
    ]);
    expect(events.payloads('IPostLivechatAgentUnassigned')).toMatchObject([{ user: { username: 'ana' } }]);
  });

  it('gives it to another department', async () => {
    const { sales, support, events } = office();
    const room = await chatOfAna();
    expect(await transfer({ departmentId: sales._id }, room)).toBe(true);
    expect(await office().room(room._id)).toMatchObject({
      departmentId: sales._id,
      servedBy: { username: 'ben' },
    });
    await office().settled();
    expect(events.payloads('IPostLivechatRoomTransferred')).toEqual([
      { type: 'department', room: room._id, from: support._id, to: sales._id },
    ]);
  });

  it('lets it wait in the department with manual selection', async () => {
    const { sales, workspace } = office();
    const room = await chatOfAna();
    await workspace.settings.set('Livechat_Routing_Method', 'Manual_Selection');
    await transfer({ departmentId: sales._id }, room);
    expect((await office().room(room._id)).servedBy).toBeUndefined();
    expect(await workspace.livechat.inquiries.queued(sales._id)).toMatchObject([{ rid: room._id }]);
  });

  it('puts it back into the queue', async () => {
    const { workspace, ana } = office();
    const room = await chatOfAna();
    expect(await workspace.livechat.rooms.returnToQueue(room)).toBe(true);
    expect((await office().room(room._id)).servedBy).toBeUndefined();
    const [inquiry] = await workspace.livechat.inquiries.queued();
    await workspace.livechat.inquiries.take(inquiry!._id, ana);
    expect((await office().room(room._id)).servedBy?.username).toBe('ana');
  });

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'an agent who is away',
      'error-user-is-offline',
      async () => {
        const room = await chatOfAna();
        await office().workspace.setLivechatStatus(office().ben._id, 'not-available');
        return transfer({ agentId: office().ben._id }, room);
      },
    ],
    [
      'the agent who serves it',
      'error-selected-agent-room-agent-are-same',
      () => transfer({ agentId: office().ana._id }),
    ],
    [
      'the department that it is in',
      'error-forwarding-chat-same-department',
      () => transfer({ departmentId: office().support._id }),
    ],
    ['no department at all', 'error-invalid-department', () => transfer({ departmentId: 'nowhere' })],
    [
      'an agent who is not of the department',
      'error-user-not-belong-to-department',
      () => transfer({ departmentId: office().sales._id, agentId: office().ana._id }),
    ],
    [
      'a department of which the same agent alone is there',
      'error-no-agents-online-in-department',
      async () => {
        const room = await chatOfAna();
        const { workspace, sales } = office();
        await workspace.livechat.departments.setAgents(sales._id, ['ana']);
        return transfer({ departmentId: sales._id }, room);
      },
    ],
    [
      'anybody while it is on hold',
      'error-room-onHold',
      async () => {
        const room = await chatOfAna();
        await office().workspace.livechat.rooms.hold(room, office().ana);
        return transfer({ agentId: office().ben._id }, await office().room(room._id));
      },
    ],
  ])('does not give it to %s', async (_label, error, attempt) => {
    await expect(attempt()).rejects.toThrow(error);
  });

  it.each([
    ['without a target', {}],
    ['of a closed chat', { agentId: 'anybody' }],
  ])('does nothing %s', async (label, target) => {
    const room = await chatOfAna();
    const chat = label === 'of a closed chat' ? await office().close(room) : room;
    expect(await transfer(target, chat)).toBe(false);
  });
});

describe('A chat on hold', () => {
  const office = useOffice();

  it('goes on when the visitor writes', async () => {
    const { _id } = await office().chat();
    await office().workspace.livechat.rooms.hold(await office().room(_id), office().ana);
    await office().say(await office().room(_id), 'are you there?');
    expect((await office().room(_id)).onHold).toBeUndefined();
  });
});
