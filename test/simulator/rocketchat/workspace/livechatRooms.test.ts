import { useOffice, WHATSAPP } from './harness';

describe('Opening a chat', () => {
  const office = useOffice();
  const { stringMatching } = expect;

  it('always makes a new room', async () => {
    const first = await office().chat();
    const second = await office().chat();
    expect(second._id).not.toBe(first._id);
    expect(await office().workspace.livechat.rooms.openOf('token-1')).toHaveLength(2);
  });

  it('keeps source and custom fields, and makes a contact named after the channel', async () => {
    const room = await office().chat({ name: 'Carla' });
    expect(room).toMatchObject({
      t: 'l',
      open: true,
      fname: 'Carla',
      source: WHATSAPP,
      customFields: { whatsappNumberId: '1' },
      v: { token: 'token-1' },
    });
    const contact = await office().workspace.livechat.contacts.byId(room.contactId!);
    expect(contact).toMatchObject({ unknown: true, channels: [{ name: WHATSAPP.label, verified: false }] });
  });

  it('has one contact for all chats of a visitor on a channel', async () => {
    const [first, second] = [await office().chat(), await office().chat()];
    expect(second.contactId).toBe(first.contactId);
  });

  it('is told by system messages', async () => {
    const { _id } = await office().chat();
    expect((await office().transcript(_id)).sort()).toEqual(['<command>', '<livechat-started>', '<uj>']);
  });

  it.each([
    ['the department that the visitor has', 'Sales', 'Sales'],
    ['the first department with somebody there, when it has none', undefined, 'Sales'],
  ])('goes to %s', async (_label, department, expected) => {
    const room = await office().chat({ department });
    expect((await office().workspace.livechat.departments.byId(room.departmentId!))?.name).toBe(expected);
  });

  it('goes to the fallback department when nobody of the department is there', async () => {
    const { workspace, support, sales, ana, ben, store } = office();
    await workspace.livechat.departments.update(sales._id, { fallbackForwardDepartment: support._id });
    await store.users.updateAsync({ _id: ben._id }, { $set: { status: 'offline' } });
    const room = await office().chat({ department: 'Sales' });
    expect([room.departmentId, room.servedBy?._id]).toEqual([support._id, ana._id]);
  });

  it('takes turns between the agents', async () => {
    const served = [];
    for (const token of ['a', 'b', 'c']) {
      served.push((await office().chat({ token, department: 'Support' })).servedBy?.username);
    }
    expect(served).toEqual(['ana', 'ben', 'ana']);
  });

  it('may ask for an agent', async () => {
    const { workspace, ben } = office();
    const visitor = await office().visitor({ department: 'Support' });
    const agent = { agentId: ben._id, username: ben.username };
    const room = await workspace.livechat.rooms.create({ visitor, source: WHATSAPP, agent });
    expect(room.servedBy?.username).toBe('ben');
  });

  it.each([
    ['nobody is there', 'no-agent-online', () => office().nobodyIsThere()],
    [
      'all agents have switched themselves off',
      'no-agent-online',
      () => office().workspace.livechat.agents.setBusinessHours(false),
    ],
    [
      'Omnichannel is off',
      'error-omnichannel-is-disabled',
      () => office().workspace.settings.set('Livechat_enabled', false),
    ],
    [
      'an app objects',
      'error-app-prevented',
      async () => {
        office().events.answers.IPreLivechatRoomCreatePrevent = () => {
          throw Object.assign(new Error('not now'), { name: 'AppsEngineException' });
        };
      },
    ],
  ])('fails when %s', async (_label, error, prepare) => {
    await prepare();
    await expect(office().chat({ department: 'Support' })).rejects.toThrow(error);
    expect(await office().workspace.livechat.rooms.all()).toEqual([]);
  });

  it('fails when an agent has blocked the contact', async () => {
    const { v } = await office().chat();
    await office().workspace.livechat.contacts.block({ visitorId: v!._id, source: WHATSAPP });
    await expect(office().chat()).rejects.toThrow('error-contact-channel-blocked');
  });

  it.each(['_id', 'username'] as const)('fails for a guest without %s', async (field) => {
    const { [field]: _missing, ...guest } = await office().visitor();
    const create = office().workspace.livechat.rooms.create({ visitor: guest as never, source: WHATSAPP });
    await expect(create).rejects.toThrow(`in field ${field}`);
  });

  it('works without agents where the setting allows it, and then waits for whoever takes it', async () => {
    const { workspace, ana, store } = office();
    await workspace.settings.set('Livechat_accept_chats_with_no_agents', true);
    await office().nobodyIsThere();
    const room = await office().chat({ department: 'Support' });
    expect(room.servedBy).toBeUndefined();
    await store.users.updateAsync({ _id: ana._id }, { $set: { status: 'online' } });
    const inquiry = (await workspace.livechat.inquiries.byRoom(room._id))!;
    expect((await workspace.livechat.inquiries.take(inquiry._id, ana)).servedBy?.username).toBe('ana');
  });

  it('waits for the contact to be verified where the setting wants it, and then for nobody', async () => {
    const { workspace, store } = office();
    const { inquiries } = workspace.livechat;
    await workspace.settings.set('Livechat_Require_Contact_Verification', 'once');
    const room = await office().chat({ department: 'Sales' });
    expect([room.servedBy, (await inquiries.byRoom(room._id))?.status]).toEqual([undefined, 'verifying']);
    await inquiries.verify(room._id);
    expect((await store.rooms.findOneAsync({ _id: room._id })).servedBy).toBeDefined();
    await inquiries.verify(room._id);
    expect((await inquiries.byRoom(room._id))?.status).toBe('taken');
    await expect(inquiries.verify('nowhere')).rejects.toThrow('error-invalid-room');
  });

  it('says that it is online by the same rules', async () => {
    const { agents } = office().workspace.livechat;
    expect(await agents.isOnline(office().sales._id)).toBe(true);
    await office().nobodyIsThere();
    expect(await agents.isOnline(office().sales._id)).toBe(false);
    await office().workspace.settings.set('Livechat_accept_chats_with_no_agents', true);
    expect(await agents.isOnline(office().sales._id)).toBe(true);
  });

  it('leaves a chat in the queue with manual selection', async () => {
    const { workspace, ben } = office();
    await workspace.settings.set('Livechat_Routing_Method', 'Manual_Selection');
    const room = await office().chat({ department: 'Sales' });
    const [inquiry] = await workspace.livechat.inquiries.queued(office().sales._id);
    expect([room.servedBy, inquiry?.rid]).toEqual([undefined, room._id]);
    await workspace.livechat.inquiries.take(inquiry!._id, ben);
    await expect(workspace.livechat.inquiries.take(inquiry!._id, ben)).rejects.toThrow('error-inquiry-taken');
  });

  it('gives waiting chats to agents who come back where the server keeps a queue', async () => {
    const { workspace, ana } = office();
    await workspace.settings.set('Livechat_waiting_queue', true);
    await workspace.settings.set('Livechat_accept_chats_with_no_agents', true);
    await office().nobodyIsThere();
    const { _id } = await office().chat({ department: 'Support' });
    await workspace.setPresence(ana._id, 'online');
    expect((await office().room(_id)).servedBy?.username).toBe('ana');
  });

  it('tells apps of the room and of its agent', async () => {
    const room = await office().chat();
    await office().settled();
    const { events } = office();
    expect(events.payloads('IPostLivechatRoomStarted')).toMatchObject([{ _id: room._id, source: WHATSAPP }]);
    expect(events.payloads('IPostLivechatAgentAssigned')).toMatchObject([
      { room: { _id: room._id, servedBy: { username: stringMatching(/ana|ben/) } } },
    ]);
  });
});

describe('A message of a visitor', () => {
  const office = useOffice();

  it('carries token and name, and no limit of size', async () => {
    const room = await office().chat();
    const text = 'x'.repeat(20_000);
    const message = await office().say(room, text);
    expect(message).toMatchObject({ rid: room._id, msg: text, token: 'token-1', alias: 'Carla' });
  });

  it('keeps the time that its sender gave it', async () => {
    const room = await office().chat();
    const visitor = await office().visitor();
    const ts = new Date('2026-01-02T03:04:05Z');
    const message = { rid: room._id, msg: 'late', ts };
    const sent = await office().workspace.livechat.rooms.sendAsVisitor({
      visitor,
      message,
      source: WHATSAPP,
    });
    expect(sent?.ts).toEqual(ts);
  });

  it('does not get into the chat of another visitor', async () => {
    const room = await office().chat();
    await office().visitor({ token: 'token-2', name: 'Dora' });
    await expect(office().say(room, 'hi', 'token-2')).rejects.toThrow('cannot-access-room');
  });

  it('silently opens another room when its own is closed, without what made the old one ours', async () => {
    const room = await office().chat();
    await office().close(room);
    const message = await office().say(room, 'one more thing');
    expect(message.rid).not.toBe(room._id);
    const reopened = await office().room(message.rid);
    expect(reopened).toMatchObject({ open: true, source: { type: 'app' } });
    expect(reopened.source?.label).toBeUndefined();
    expect(reopened.customFields).toBeUndefined();
  });

  it('is refused when the contact is blocked', async () => {
    const room = await office().chat();
    await office().workspace.livechat.contacts.block({ visitorId: room.v!._id, source: WHATSAPP });
    await expect(office().say(room, 'hi')).rejects.toThrow('error-contact-channel-blocked');
  });

  it('makes the chat wait for an answer, until an agent writes', async () => {
    const { workspace } = office();
    const { _id } = await office().chat();
    await office().say(await office().room(_id), 'hi');
    expect((await office().room(_id)).waitingResponse).toBe(true);
    const { servedBy } = await office().room(_id);
    const agent = (await workspace.users.byId(servedBy!._id))!;
    await workspace.messages.post(agent, { rid: _id, msg: 'hello' });
    const answered = await office().room(_id);
    expect([answered.waitingResponse, answered.responseBy?.username]).toEqual([undefined, agent.username]);
  });
});
