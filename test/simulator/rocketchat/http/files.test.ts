import type { RoomDoc } from '../../../../simulator/rocketchat/documents';
import { startServer, type TestServer } from './testServer';

let server: TestServer;
let room: RoomDoc;

beforeAll(async () => {
  server = await startServer();
  room = await server.host.workspace.rooms.create({ type: 'p', name: 'desk', creator: server.user.user });
});
afterAll(() => server.stop());

function form(name: string, type: string, content: string, fields: Record<string, string> = {}): FormData {
  const data = new FormData();
  data.append('file', new Blob([content], { type }), name);
  Object.entries(fields).forEach(([field, value]) => data.append(field, value));
  return data;
}

const media = async (data: FormData) => server.user.post(`/api/v1/rooms.media/${room._id}`, data);

describe('uploading', () => {
  it('stores a file first and posts its message when confirmed', async () => {
    const { body } = await media(form('list.txt', 'text/plain', 'tea'));
    const { _id } = body.file;
    expect(await server.host.store.messages.countAsync({ 'file._id': _id })).toBe(0);

    const confirmed = await server.user.post(`/api/v1/rooms.mediaConfirm/${room._id}/${_id}`, {
      msg: 'our list',
    });
    expect(confirmed.body).toMatchObject({
      success: true,
      message: { msg: 'our list', file: { _id, name: 'list.txt', type: 'text/plain' } },
    });
  });

  it('does both at once on the older path, with the caption as description', async () => {
    const data = form('list.txt', 'text/plain', 'tea', { description: 'our list' });
    const { body } = await server.user.post(`/api/v1/rooms.upload/${room._id}`, data);
    expect(body).toMatchObject({ message: { msg: '', attachments: [{ description: 'our list' }] } });
  });

  it('keeps the bytes as they are', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 128]);
    const data = new FormData();
    data.append('file', new Blob([bytes], { type: 'application/octet-stream' }), 'raw.bin');
    const { body } = await media(data);
    const stored = await server.host.workspace.uploads.content(body.file._id as string);
    expect(stored.equals(bytes)).toBe(true);
  });

  it.each([
    ['an SVG', () => media(form('a.svg', 'image/svg+xml', '<svg/>')), 'error-invalid-file-type'],
    ['a form without a file', () => media(new FormData()), 'invalid-field'],
    [
      'something that is no form',
      () => server.user.post(`/api/v1/rooms.media/${room._id}`, {}),
      'invalid-field',
    ],
    [
      'a confirmation of nothing',
      () => server.user.post(`/api/v1/rooms.mediaConfirm/${room._id}/none`),
      'invalid-file',
    ],
  ])('refuses %s', async (_, upload, errorType) => {
    const { status, body } = await upload();
    expect(status).toBe(400);
    expect(body).toMatchObject({ success: false, errorType });
  });

  it('refuses a room of others', async () => {
    const data = form('list.txt', 'text/plain', 'tea');
    const { status, body } = await server.agent.post(`/api/v1/rooms.media/${room._id}`, data);
    expect([status, body]).toEqual([403, { success: false, error: 'unauthorized' }]);
  });
});

describe('a file', () => {
  let path: string;
  beforeAll(async () => {
    const { body } = await server.user.post(
      `/api/v1/rooms.upload/${room._id}`,
      form('list.txt', 'text/plain', 'tea for two'),
    );
    path = `/file-upload/${body.message.file._id}/list.txt`;
  });

  it('is given to members, by headers, cookies or query', async () => {
    const { _id } = server.user.user;
    const { token } = server.user;
    expect((await server.user.get(path)).body).toEqual({ text: 'tea for two' });
    expect((await server.anonymous.get(path, { rc_uid: _id, rc_token: token })).status).toBe(200);
    const cookie = { cookie: `rc_uid=${_id}; rc_token=${token}` };
    expect((await server.anonymous.send('GET', path, undefined, cookie)).status).toBe(200);
  });

  it('is protected from everybody else', async () => {
    expect((await server.anonymous.get(path)).status).toBe(403);
    expect((await server.agent.get(path)).status).toBe(403);
  });

  it('is open when the workspace says so', async () => {
    await server.host.workspace.settings.set('FileUpload_ProtectFiles', false);
    expect((await server.anonymous.get(path)).status).toBe(200);
    await server.host.workspace.settings.set('FileUpload_ProtectFiles', true);
  });

  it('that is not there is not found', async () => {
    expect((await server.user.get('/file-upload/none/list.txt')).status).toBe(404);
  });
});
