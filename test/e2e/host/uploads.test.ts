import axios from 'axios';
import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';

import type { RoomDoc } from '../../../simulator/rocketchat/documents';
import { AppHost } from '../support/appHost';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAChQGA8K3PZQAAAABJRU5ErkJggg==',
  'base64',
);

describe('A file that an app uploads', () => {
  let host: AppHost;
  let visitor: IVisitor;
  let room: RoomDoc;

  beforeAll(async () => {
    host = await AppHost.start();
  });
  afterAll(() => host.stop());
  beforeEach(async () => {
    visitor = await host.visitor({ token: `token-${Date.now()}`, name: 'Mara Lindner' });
    room = await host.room(visitor);
  });

  /** As the visitor, unless `as` says otherwise. */
  async function upload(filename: string, bytes: Buffer, as: object = { visitorToken: visitor.token }) {
    return host.app.run(
      async ({ read, modify }, rid, name, content, by) => {
        const where = (await read.getRoomReader().getById(rid))!;
        const creator = modify.getCreator().getUploadCreator();
        return creator.uploadBuffer(content as unknown as Buffer, { filename: name, room: where, ...by });
      },
      room._id,
      filename,
      { bytes: bytes.toString('base64') },
      as,
    );
  }

  const messagesIn = () => host.store.messages.findAsync({ rid: room._id, t: { $exists: false } });

  test("becomes the visitor's message by itself, without a text, whose id the app is not told", async () => {
    const given = await upload('leaf.png', PNG);
    const [message, ...more] = await messagesIn();
    expect(more).toEqual([]);
    expect(message).toMatchObject({ msg: '', token: visitor.token, file: { _id: given.id } });
    const { room: where, ...file } = given;
    expect(where.id).toBe(room._id);
    expect(JSON.stringify(file)).not.toContain(message!._id);
  });

  test('keeps its bytes, which the app gets back as a Buffer', async () => {
    const { id } = await upload('leaf.png', PNG);
    const back = await host.app.run(async ({ read }, uploadId) => {
      const bytes = await read.getUploadReader().getBufferById(uploadId);
      return { isBuffer: Buffer.isBuffer(bytes), text: bytes.toString('base64') };
    }, id);
    expect(back).toEqual({ isBuffer: true, text: PNG.toString('base64') });
  });

  test.each([
    ['voice.ogg', 'audio/ogg'],
    ['sticker.webp', 'image/webp'],
    ['paper.pdf', 'application/pdf'],
    ['picture-called.txt', 'text/plain'],
    ['no-extension', 'image/png'],
  ])('%s is of the type %s: the extension counts, then the bytes', async (name, type) => {
    expect((await upload(name, PNG)).type).toBe(type);
  });

  test('is refused when it is an SVG', async () => {
    const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    await expect(upload('drawing.svg', bytes)).rejects.toThrow(/type/i);
    expect(await messagesIn()).toEqual([]);
  });

  test('is refused when it is larger than the workspace takes', async () => {
    await host.workspace.settings.set('FileUpload_MaxFileSize', 10);
    await expect(upload('leaf.png', PNG)).rejects.toThrow(/size/i);
    await host.workspace.settings.set('FileUpload_MaxFileSize', 104_857_600);
  });

  test('stays without a message, and without an error, when the room is closed', async () => {
    const agent = await host.tab(room.servedBy!.username);
    await agent.closeRoom(room._id, 'done');
    const { id } = await upload('late.png', PNG);
    expect(await host.store.uploads.countAsync({ _id: id })).toBe(1);
    expect(await messagesIn()).toEqual([]);
  });

  test('is posted by the app when no visitor is named', async () => {
    await upload('leaf.png', PNG, {});
    expect(await messagesIn()).toMatchObject([
      { u: { username: 'fixture.bot' }, file: { name: 'leaf.png' } },
    ]);
  });

  test('is protected: not for who has no login, so 360dialog could not fetch it', async () => {
    const { id } = await upload('leaf.png', PNG);
    const url = `${host.rocketChat.instance.url}/file-upload/${id}/leaf.png`;
    const { status } = await axios.get(url, { validateStatus: () => true, proxy: false });
    expect(status).toBe(403);
  });
});
