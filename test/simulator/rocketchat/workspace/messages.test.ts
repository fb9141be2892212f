import type { StreamEvent } from '../../../../simulator/rocketchat/streams';
import { SITE, useOffice } from './harness';

describe('Posting a message', () => {
  const office = useOffice();
  const minute = 60_000;

  async function channel(members = ['ana']) {
    const { workspace, admin } = office();
    return workspace.rooms.create({ type: 'p', name: 'team', creator: admin, members });
  }

  it.each([
    ['5000 characters', 5000, undefined],
    ['5001 characters', 5001, 'error-message-size-exceeded'],
  ])('has a limit for users: %s', async (_label, length, error) => {
    const { _id: rid } = await channel();
    const post = office().workspace.messages.post(office().ana, { rid, msg: 'x'.repeat(length) });
    await (error ? expect(post).rejects.toThrow(error) : expect(post).resolves.toMatchObject({ rid }));
  });

  it.each([
    ['kept when it is right', -5_000, 'kept'],
    ['replaced when it is a little off', -30_000, 'replaced'],
    ['refused when it is wrong', -2 * minute, 'refused'],
  ])('has its time %s', async (_label, offset, outcome) => {
    const { _id: rid } = await channel();
    const ts = new Date(Date.now() + offset);
    const post = office().workspace.messages.post(office().ana, { rid, msg: 'hi', ts });
    if (outcome === 'refused') {
      await expect(post).rejects.toThrow('error-message-ts-out-of-sync');
      return;
    }
    expect((await post).ts.getTime() === ts.getTime()).toBe(outcome === 'kept');
  });

  it.each([
    ['a room that is not there', 'error-invalid-room', async () => 'nowhere'],
    ['a room of others', 'error-not-allowed', async () => (await channel([]))._id],
    [
      'a room that is read-only',
      'readonly',
      async () => {
        const { _id } = await channel();
        await office().workspace.rooms.update(_id, { ro: true });
        return _id;
      },
    ],
  ])('is refused in %s, with a notice', async (_label, error, prepare) => {
    const { workspace, ana, streams } = office();
    const notices: StreamEvent[] = [];
    streams.subscribe(ana._id, (event) => notices.push(event));
    const rid = await prepare();
    await expect(workspace.messages.post(ana, { rid, msg: 'hi' })).rejects.toThrow(error);
    expect(notices).toMatchObject([{ type: 'ephemeral', message: { rid } }]);
  });

  it('lets an app write where it is no member', async () => {
    const { _id: rid } = await channel();
    const posted = await office().workspace.messages.post(office().bot, { rid, msg: 'hi' });
    expect(posted.u.username).toBe('whatsapp.bot');
  });

  it.each([
    ['by a user', 'ana', 'Not enough permission'],
    ['by an app', 'bot', undefined],
  ] as const)('under another name is a matter of permission: %s', async (_label, who, error) => {
    const { _id: rid } = await channel();
    const post = office().workspace.messages.post(office()[who], { rid, msg: 'hi', alias: 'Carla' });
    await (error
      ? expect(post).rejects.toThrow(error)
      : expect(post).resolves.toMatchObject({ alias: 'Carla' }));
  });

  it.each([
    ['a link of another scheme', { title_link: 'ftp://example.org' }, 'Invalid href'],
    ['a script', { author_link: 'javascript:alert(1)' }, 'Invalid href'],
    ['a field without a value', { fields: [{ title: 'Code' }] }, 'title and value is required'],
    ['a link to an own file', { title_link: '/file-upload/1/a.png' }, undefined],
    ['an absolute link', { title_link: 'https://example.org' }, undefined],
  ])('looks at its attachments: %s', async (_label, attachment, error) => {
    const { _id: rid } = await channel();
    const post = office().workspace.messages.post(office().bot, { rid, msg: '', attachments: [attachment] });
    await (error ? expect(post).rejects.toThrow(error) : expect(post).resolves.toBeDefined());
  });

  it.each([
    ['not enabled', {}, 'Custom fields not enabled'],
    ['enabled without a schema', { Message_CustomFields_Enabled: true }, 'Custom fields not configured'],
    [
      'enabled with a schema',
      { Message_CustomFields_Enabled: true, Message_CustomFields: '{"type":"object"}' },
      undefined,
    ],
  ])('takes custom fields only when they are %s', async (label, settings, error) => {
    for (const [id, value] of Object.entries(settings)) {
      await office().workspace.settings.set(id, value);
    }
    const { _id: rid } = await channel();
    const post = office().workspace.messages.post(office().bot, { rid, msg: 'hi', customFields: { a: 1 } });
    const custom = label === 'enabled with a schema' ? { customFields: { a: 1 } } : {};
    await (error ? expect(post).rejects.toThrow(error) : expect(post).resolves.toMatchObject(custom));
  });

  it('counts in the room and for those who have not read it', async () => {
    const { workspace, admin, ana } = office();
    const { _id: rid } = await channel();
    await workspace.messages.post(ana, { rid, msg: 'hi' });
    const unread = await Promise.all([admin, ana].map((user) => workspace.rooms.subscription(rid, user._id)));
    expect(unread.map((subscription) => subscription?.unread)).toEqual([1, 0]);
    expect((await office().room(rid)).msgs).toBe(1);
  });

  it('puts an answer to an answer into the same thread', async () => {
    const { workspace, ana } = office();
    const { _id: rid } = await channel();
    const first = await workspace.messages.post(ana, { rid, msg: 'first' });
    const second = await workspace.messages.post(ana, { rid, msg: 'second', tmid: first._id });
    const third = await workspace.messages.post(ana, { rid, msg: 'third', tmid: second._id });
    expect(third.tmid).toBe(first._id);
    expect((await workspace.messages.thread(first._id)).map(({ msg }) => msg)).toEqual(['second', 'third']);
    expect((await workspace.messages.byId(first._id))?.tcount).toBe(2);
  });
});

describe('A quote', () => {
  const office = useOffice();

  it('becomes an attachment, and its link stays in the text', async () => {
    const { workspace, ana } = office();
    const room = await office().chat({ department: 'Support' });
    const quoted = await office().say(room, 'When do you open?');
    const link = `${SITE}/live/${room._id}?msg=${quoted._id}`;
    const answer = await workspace.messages.post(ana, { rid: room._id, msg: `[ ](${link}) At nine.` });
    expect(answer.msg).toBe(`[ ](${link}) At nine.`);
    expect(answer.attachments).toMatchObject([
      { message_link: link, author_name: 'Carla', text: 'When do you open?' },
    ]);
  });

  it.each([
    ['another site', (link: string) => link.replace(SITE, 'https://elsewhere.example.org')],
    ['a message that is not there', (link: string) => link.replace(/msg=.*/, 'msg=nothing')],
    ['no message', (link: string) => link.replace(/\?.*/, '')],
  ])('is none when the link leads to %s', async (_label, change) => {
    const { workspace, ana } = office();
    const room = await office().chat({ department: 'Support' });
    const quoted = await office().say(room, 'Hello?');
    const link = change(`${SITE}/live/${room._id}?msg=${quoted._id}`);
    const answer = await workspace.messages.post(ana, { rid: room._id, msg: `[ ](${link}) yes` });
    expect(answer.attachments).toBeUndefined();
  });

  it('of a message that the writer may not see is none', async () => {
    const { workspace, admin, ana } = office();
    const secret = await workspace.rooms.create({ type: 'p', name: 'secret', creator: admin });
    const quoted = await workspace.messages.post(admin, { rid: secret._id, msg: 'psst' });
    const room = await office().chat({ department: 'Support' });
    const msg = `[ ](${SITE}/group/secret?msg=${quoted._id}) look`;
    expect((await workspace.messages.post(ana, { rid: room._id, msg })).attachments).toBeUndefined();
  });
});

describe('Changing a message', () => {
  const office = useOffice();

  async function posted(msg = 'hi') {
    const { workspace, admin, ana } = office();
    const { _id: rid } = await workspace.rooms.create({
      type: 'p',
      name: 'team',
      creator: admin,
      members: ['ana', 'ben'],
    });
    return workspace.messages.post(ana, { rid, msg });
  }

  it('is for its author and for who may edit', async () => {
    const { edits } = office().workspace;
    const { _id } = await posted();
    expect(await edits.edit(office().ana, _id, 'hello')).toMatchObject({
      msg: 'hello',
      editedBy: { username: 'ana' },
    });
    expect(await edits.edit(office().admin, _id, 'good day')).toMatchObject({ msg: 'good day' });
    await expect(edits.edit(office().ben, _id, 'boo')).rejects.toThrow('error-action-not-allowed');
  });

  it('tells apps of an edit and of a deletion', async () => {
    const { workspace, ana, events } = office();
    const { _id } = await posted();
    await workspace.edits.edit(ana, _id, 'hello');
    await workspace.edits.erase(ana, _id);
    await office().settled();
    expect(events.payloads('IPostMessageUpdated')).toMatchObject([{ _id, msg: 'hello' }]);
    expect(events.payloads('IPostMessageDeleted')).toMatchObject([
      { message: { _id }, user: { username: 'ana' } },
    ]);
    expect(await workspace.messages.byId(_id)).toBeNull();
  });

  it('that begins a thread leaves its place when it is deleted', async () => {
    const { workspace, ana } = office();
    const { _id, rid } = await posted('first');
    await workspace.messages.post(ana, { rid, msg: 'second', tmid: _id });
    await workspace.edits.erase(ana, _id);
    expect(await workspace.messages.byId(_id)).toMatchObject({ t: 'rm', msg: '' });
  });

  it.each([
    ['an app', 'bot'],
    ['another user', 'ben'],
  ] as const)('does not let %s delete it as a client would', async (_label, who) => {
    const { _id } = await posted();
    await expect(office().workspace.edits.erase(office()[who], _id)).rejects.toThrow(
      'error-action-not-allowed',
    );
  });
});

describe('A reaction', () => {
  const office = useOffice();

  it('is set, told, and taken away again', async () => {
    const { workspace, events } = office();
    const room = await office().chat({ department: 'Support' });
    const { _id } = await office().say(room, 'hi');
    const agent = (await workspace.users.byId(room.servedBy!._id))!;
    await workspace.edits.react(agent, _id, 'thumbsup');
    expect((await workspace.messages.byId(_id))?.reactions).toEqual({
      ':thumbsup:': { usernames: [agent.username] },
    });
    await workspace.edits.react(agent, _id, ':thumbsup:');
    expect((await workspace.messages.byId(_id))?.reactions).toBeUndefined();
    await office().settled();
    const told = events
      .payloads('IPostMessageReacted')
      .map(({ reaction, isReacted }) => [reaction, isReacted]);
    expect(told.sort()).toEqual([
      [':thumbsup:', false],
      [':thumbsup:', true],
    ]);
  });

  it.each([
    ['a Unicode emoji', 'ana', '👍', 'error-not-allowed'],
    ['an app that is no member of the chat', 'bot', ':thumbsup:', 'not-authorized'],
  ] as const)('is refused: %s', async (_label, who, reaction, error) => {
    const room = await office().chat({ department: 'Support' });
    const { _id } = await office().say(room, 'hi');
    await expect(office().workspace.edits.react(office()[who], _id, reaction)).rejects.toThrow(error);
  });

  it('of an app is taken once it is a member', async () => {
    const { workspace, bot } = office();
    const room = await office().chat();
    const { _id } = await office().say(room, 'hi');
    await workspace.members.add(room, bot);
    await workspace.edits.react(bot, _id, ':eyes:');
    expect((await workspace.messages.byId(_id))?.reactions).toEqual({
      ':eyes:': { usernames: ['whatsapp.bot'] },
    });
  });
});
