import { useOffice } from './harness';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

describe('A file of a visitor', () => {
  const office = useOffice();

  const upload = (rid: string, name: string, bytes = PNG, visitorToken = 'token-1') =>
    office().workspace.uploads.uploadByApp({ name, rid, visitorToken }, bytes);

  it('becomes a message by itself, without a text', async () => {
    const { _id: rid } = await office().chat();
    const { _id } = await upload(rid, 'photo.png');
    const [message] = await office().workspace.messages.ofRoom(rid, { limit: 1 });
    expect(message).toMatchObject({
      msg: '',
      token: 'token-1',
      file: { _id, name: 'photo.png', type: 'image/png' },
      files: [{ _id }],
      attachments: [{ title: 'photo.png', image_url: `/file-upload/${_id}/photo.png`, type: 'file' }],
    });
  });

  it('is kept without a message, and without an error, when the chat is closed', async () => {
    const room = await office().chat();
    await office().close(room);
    const { _id } = await upload(room._id, 'photo.png');
    expect(await office().workspace.uploads.byId(_id)).not.toBeNull();
    expect((await office().transcript(room._id)).at(-1)).toBe('<livechat-close>');
    expect(await office().workspace.livechat.rooms.all()).toHaveLength(1);
  });

  it.each([
    ['of another visitor', 'token-2'],
    ['of nobody', 'nobody'],
  ])('is refused with the token %s', async (_label, token) => {
    const { _id: rid } = await office().chat();
    await office().visitor({ token: 'token-2', name: 'Dora' });
    await expect(upload(rid, 'photo.png', PNG, token)).rejects.toThrow('invalid-file');
  });

  it.each([
    ['the extension', 'voice.ogg', PNG, 'audio/ogg'],
    ['the extension, whatever its case', 'PHOTO.JPG', PNG, 'image/jpeg'],
    ['the bytes, when there is no extension', 'photo', PNG, 'image/png'],
    ['the bytes, when the extension is unknown', 'photo.xyz', PNG, 'image/png'],
    ['nothing', 'thing', Buffer.from('?'), 'application/octet-stream'],
  ])('has its type by %s', async (_label, name, bytes, type) => {
    const { _id: rid } = await office().chat();
    expect((await upload(rid, name, bytes)).type).toBe(type);
  });

  it.each([
    ['an SVG image', {}, 'logo.svg', 'error-invalid-file-type'],
    [
      'a type that is not listed',
      { FileUpload_MediaTypeWhiteList: 'image/*' },
      'a.pdf',
      'error-invalid-file-type',
    ],
    ['anything, when uploads are off', { FileUpload_Enabled: false }, 'a.png', 'error-file-upload-disabled'],
    ['more bytes than allowed', { FileUpload_MaxFileSize: 4 }, 'a.png', 'error-file-too-large'],
  ])('is refused for %s', async (_label, settings, name, error) => {
    for (const [id, value] of Object.entries(settings)) {
      await office().workspace.settings.set(id, value);
    }
    const { _id: rid } = await office().chat();
    await expect(upload(rid, name)).rejects.toThrow(error);
  });

  it('has no limit of size with -1, and is never empty', async () => {
    await office().workspace.settings.set('FileUpload_MaxFileSize', -1);
    const { _id: rid } = await office().chat();
    await expect(upload(rid, 'a.png')).resolves.toBeDefined();
    await expect(upload(rid, 'a.png', Buffer.alloc(0))).rejects.toThrow('file-too-small');
  });

  it('may be refused by an app, which sees the bytes', async () => {
    const { events } = office();
    events.answers.IPreFileUpload = () => {
      throw Object.assign(new Error('no photos'), { name: 'AppsEngineException' });
    };
    const { _id: rid } = await office().chat();
    await expect(upload(rid, 'photo.png')).rejects.toThrow('no photos [error-app-prevented]');
    expect(events.payloads('IPreFileUpload')).toMatchObject([
      { file: { name: 'photo.png', visitorToken: 'token-1' }, content: PNG },
    ]);
  });

  it('gives back its bytes', async () => {
    const { _id: rid } = await office().chat();
    const { _id } = await upload(rid, 'photo.png');
    expect(await office().workspace.uploads.content(_id)).toEqual(PNG);
  });
});

describe('A file of a user', () => {
  const office = useOffice();

  async function send(name: string, message = {}) {
    const { workspace } = office();
    const room = await office().chat({ department: 'Support' });
    const agent = (await workspace.users.byId(room.servedBy!._id))!;
    const { _id } = await workspace.uploads.save({ name, rid: room._id, userId: agent._id }, PNG);
    return { id: _id, sent: await workspace.uploads.confirm(agent, room, _id, message) };
  }

  it('comes with its text or its description', async () => {
    const { sent } = await send('offer.pdf', { msg: 'Our offer', description: 'Valid until May' });
    expect(sent).toMatchObject({ msg: 'Our offer', attachments: [{ description: 'Valid until May' }] });
    expect(sent.token).toBeUndefined();
  });

  it('has a thumbnail as its second file, which the attachment shows, when it is an image', async () => {
    const { id, sent } = await send('photo.png');
    const [original, thumbnail] = sent.files!;
    expect(sent.file?._id).toBe(id);
    expect([original?._id, thumbnail?.name]).toEqual([id, 'thumb-photo.png']);
    expect(sent.attachments?.[0]).toMatchObject({
      title_link: `/file-upload/${id}/photo.png`,
      image_url: `/file-upload/${thumbnail?._id}/photo.png`,
    });
  });

  it('has no thumbnail where they are switched off', async () => {
    await office().workspace.settings.set('Message_Attachments_Thumbnails_Enabled', false);
    expect((await send('photo.png')).sent.files).toHaveLength(1);
  });

  it('is posted by the app user when an app uploads it as that', async () => {
    const { workspace, bot } = office();
    const { _id: rid } = await office().chat();
    await workspace.uploads.uploadByApp({ name: 'a.pdf', rid, userId: bot._id }, PNG);
    const [message] = await workspace.messages.ofRoom(rid, { limit: 1 });
    expect(message).toMatchObject({ u: { username: 'whatsapp.bot' }, file: { name: 'a.pdf' } });
  });

  it('is edited by its description', async () => {
    const { sent } = await send('offer.pdf', { description: 'old' });
    const agent = (await office().workspace.users.byId(sent.u._id))!;
    const edited = await office().workspace.edits.edit(agent, sent._id, 'new');
    expect([edited.msg, edited.attachments?.[0]?.description]).toEqual(['', 'new']);
  });
});

describe('Reading a file', () => {
  const office = useOffice();

  it('is for members and for the visitor of the chat, while files are protected', async () => {
    const { workspace, ana, ben } = office();
    const { _id: rid } = await office().chat({ department: 'Support' });
    const file = await workspace.uploads.uploadByApp({ name: 'a.png', rid, visitorToken: 'token-1' }, PNG);
    const may = (reader: Parameters<typeof workspace.uploads.canRead>[1]) =>
      workspace.uploads.canRead(file, reader);
    expect(await may({})).toBe(false);
    expect(await may({ user: ana })).toBe(true);
    expect(await may({ user: ben })).toBe(false);
    expect(await may({ visitorToken: 'token-1', rid })).toBe(true);
    expect(await may({ visitorToken: 'token-2', rid })).toBe(false);
    await workspace.settings.set('FileUpload_ProtectFiles', false);
    expect(await may({})).toBe(true);
  });
});
