import { convertAppMessage, convertMessage } from '../../../../simulator/rocketchat/converters/messages';
import { convertAppRoom, convertRoom } from '../../../../simulator/rocketchat/converters/rooms';
import { convertUpload } from '../../../../simulator/rocketchat/converters/uploads';
import { convertUser } from '../../../../simulator/rocketchat/converters/users';
import { convertAppVisitor, convertVisitor } from '../../../../simulator/rocketchat/converters/visitors';
import { SITE, useOffice, WHATSAPP } from '../workspace/harness';

describe('A message as an app sees it', () => {
  const office = useOffice();

  it('of a visitor has the token, and a sender of unknown type', async () => {
    const room = await office().chat();
    const message = await convertMessage(office().store, await office().say(room, 'hi'));
    expect(message).toMatchObject({
      text: 'hi',
      token: 'token-1',
      alias: 'Carla',
      sender: { id: room.v?._id, type: 'unknown' },
      room: { id: room._id, type: 'l' },
    });
    expect(message.sender.roles).toBeUndefined();
  });

  it.each([
    ['an agent', 'ana', 'user'],
    ['an app', 'bot', 'app'],
  ] as const)('of %s has the user itself as its sender', async (_label, who, type) => {
    const { workspace, store } = office();
    const room = await office().chat({ department: 'Support' });
    const posted = await workspace.messages.post(office()[who], { rid: room._id, msg: 'hi' });
    const message = await convertMessage(store, posted);
    expect(message.sender).toMatchObject({ id: office()[who]._id, type });
    expect(message.token).toBeUndefined();
  });

  it.each([
    ['knows its files on a new server', true, ['files', undefined]],
    ['has them among the unmapped on an old one', false, [undefined, 'files']],
  ])('%s', async (_label, knowsFiles, where) => {
    const { workspace, store } = office();
    const { _id: rid } = await office().chat();
    await workspace.uploads.uploadByApp({ name: 'a.png', rid, visitorToken: 'token-1' }, Buffer.from('?'));
    const [last] = await workspace.messages.ofRoom(rid, { limit: 1 });
    const message = await convertMessage(store, last!, knowsFiles);
    const unmapped = message._unmappedProperties_ ?? {};
    expect([message.files && 'files', unmapped['files'] ? 'files' : undefined]).toEqual(where);
    expect(message.file?.name).toBe('a.png');
  });

  it('has its attachments in the terms of apps, with an invalid date where there is no time', async () => {
    const { workspace, ana, store } = office();
    const room = await office().chat({ department: 'Support' });
    const attachments = [
      { title: 'Offer', title_link: 'https://example.org', author_name: 'Ana', text: 'cheap' },
    ];
    const posted = await workspace.messages.post(ana, { rid: room._id, msg: '', attachments });
    const [attachment] = (await convertMessage(store, posted)).attachments!;
    expect(attachment).toMatchObject({
      title: { value: 'Offer', link: 'https://example.org' },
      author: { name: 'Ana' },
      text: 'cheap',
    });
    expect(attachment?.timestamp?.getTime()).toBeNaN();
  });

  it('survives the way to an app and back', async () => {
    const { workspace, ana, store } = office();
    const room = await office().chat({ department: 'Support' });
    const quoted = await office().say(room, 'When?');
    const msg = `[ ](${SITE}/live/${room._id}?msg=${quoted._id}) At nine.`;
    const posted = await workspace.messages.post(ana, {
      rid: room._id,
      msg,
      tmid: quoted._id,
      extra: { a: 1 },
    });
    const back = await convertAppMessage(store, await convertMessage(store, posted));
    const [quote] = posted.attachments!;
    expect(back).toEqual({ ...posted, attachments: [{ ...quote, ts: quoted.ts.toJSON() }] });
  });

  it('must name a room that is there', async () => {
    const message = { room: { id: 'nowhere' }, text: 'hi' } as never;
    await expect(convertAppMessage(office().store, message)).rejects.toThrow(
      'Invalid room provided on the message.',
    );
  });
});

describe('A chat as an app sees it', () => {
  const office = useOffice();

  it('has its people, department, contact and source', async () => {
    const room = await office().chat({ department: 'Support' });
    expect(await convertRoom(office().store, room)).toMatchObject({
      id: room._id,
      type: 'l',
      displayName: 'Carla',
      isOpen: true,
      source: WHATSAPP,
      customFields: { whatsappNumberId: '1' },
      visitor: { id: room.v?._id, token: 'token-1' },
      servedBy: { username: 'ana', type: 'user' },
      department: { name: 'Support', numberOfAgents: 2 },
      contact: { _id: room.contactId },
      visitorChannelInfo: {},
    });
  });

  it('is no longer open, and says who closed it', async () => {
    const closed = await office().close(await office().chat());
    const room = await convertRoom(office().store, closed);
    expect(room).toMatchObject({ closer: 'user', closedBy: { username: 'ana' }, closedAt: closed.closedAt });
    expect('isOpen' in room).toBe(false);
  });

  it('can be closed with what an app got', async () => {
    const { store, workspace, ana } = office();
    const room = await convertRoom(store, await office().chat());
    const back = await convertAppRoom(store, room);
    const closed = await workspace.livechat.rooms.close({ room: back as never, comment: 'done', user: ana });
    expect(closed.closer).toBe('user');
  });

  it('can not be made up by an app', async () => {
    const { _id, v } = await office().chat();
    const madeUp = { id: _id, type: 'l', isOpen: true, visitor: { id: v?._id } } as never;
    await expect(convertAppRoom(office().store, madeUp)).rejects.toThrow(TypeError);
  });
});

describe('People and files as an app sees them', () => {
  const office = useOffice();

  it('hide what is secret', async () => {
    const { workspace, store } = office();
    const user = await workspace.users.create({ username: 'dana', password: 'open sesame' });
    expect(JSON.stringify(convertUser(user))).not.toMatch(/scrypt|services/);
    const { _id: rid } = await office().chat();
    const file = { name: 'a.png', rid, visitorToken: 'token-1' };
    const upload = await convertUpload(
      store,
      await workspace.uploads.uploadByApp(file, Buffer.from('secret')),
    );
    expect(upload).toMatchObject({
      name: 'a.png',
      type: 'image/png',
      room: { id: rid },
      visitor: { token: 'token-1' },
    });
    expect(JSON.stringify(upload)).not.toContain(Buffer.from('secret').toString('base64'));
  });

  it('lose the custom fields that an app gives a visitor, and nothing else', async () => {
    const visitor = await office().visitor({ phone: '+4915120000001' });
    const back = convertAppVisitor({ ...convertVisitor(visitor), customFields: { plan: 'gold' } });
    const { _updatedAt, ...kept } = visitor;
    expect(back).toEqual(kept);
  });
});
