import { type Request, type Response, Router } from 'express';

import type { RoomDoc, UploadDoc } from '../documents';
import type { Host } from '../host';
import { ServerError } from '../workspace/errors';
import type { FileReader } from '../workspace/uploads';
import { accessibleRoom } from './access';
import { type Call, forbidden, optionalText, RestApi } from './api';
import { authenticate } from './auth';
import { readForm, takeMultipart } from './multipart';

/** `/api/v1/rooms.media…`, the older `rooms.upload`, and the files themselves below `/file-upload`. */
export function createFilesRouter(host: Host): Router {
  const { uploads } = host.workspace;
  const router = Router();
  router.use(['/api/v1/rooms.media', '/api/v1/rooms.upload'], takeMultipart);
  const api = new RestApi(host);

  api.post('rooms.media/:rid', [], async (call) => {
    const room = await openedRoom(host, call);
    const { upload } = await storeForm(host, room, call);
    return { file: { _id: upload._id, url: upload.path } };
  });

  api.post('rooms.mediaConfirm/:rid/:fileId', [], async (call) => {
    const room = await openedRoom(host, call);
    const { user, params, body } = call;
    return { message: await uploads.confirm(user, room, params['fileId'] ?? '', captionOf(body)) };
  });

  api.post('rooms.upload/:rid', [], async (call) => {
    const room = await openedRoom(host, call);
    const { upload, fields } = await storeForm(host, room, call);
    return { message: await uploads.confirm(call.user, room, upload._id, captionOf(fields)) };
  });

  router.get('/file-upload/:id/:name', (request, response, next) => {
    sendFile(host, request, response).catch(next);
  });
  return router.use(api.router);
}

async function openedRoom(host: Host, { params, user }: Call): Promise<RoomDoc> {
  const room = await accessibleRoom(host, params['rid'] ?? '', user);
  if (!room) {
    throw forbidden();
  }
  return room;
}

async function storeForm(
  host: Host,
  room: RoomDoc,
  { user, request }: Call,
): Promise<{ upload: UploadDoc; fields: Record<string, string> }> {
  const { file, fields } = await readForm(request, 'file');
  if (!file) {
    throw new ServerError('invalid-field');
  }
  const { name, type, bytes } = file;
  const upload = await host.workspace.uploads.save({ name, type, rid: room._id, userId: user._id }, bytes);
  return { upload, fields };
}

function captionOf(fields: Record<string, unknown>): { msg?: string; description?: string; tmid?: string } {
  return {
    msg: optionalText(fields, 'msg'),
    description: optionalText(fields, 'description'),
    tmid: optionalText(fields, 'tmid'),
  };
}

async function sendFile(host: Host, request: Request, response: Response): Promise<void> {
  const { uploads } = host.workspace;
  const upload = await uploads.byId(request.params['id'] ?? '');
  if (!upload) {
    response.status(404).end();
    return;
  }
  if (!(await uploads.canRead(upload, await readerOf(host, request)))) {
    response.status(403).end();
    return;
  }
  response.set('Content-Type', upload.type);
  response.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(upload.name)}`);
  response.send(await uploads.content(upload._id));
}

/** A browser says who it is with cookies or, in links, with the query; programs say it with the login headers. */
async function readerOf(host: Host, request: Request): Promise<FileReader> {
  const claims = { ...cookiesOf(request), ...request.query } as Record<string, unknown>;
  const token = optionalText(claims, 'rc_token');
  const userId = optionalText(claims, 'rc_uid');
  const rid = optionalText(claims, 'rc_rid');
  if (userId && token) {
    const user = await host.workspace.users.byToken(userId, token);
    return user ? { user, rid } : {};
  }
  if (optionalText(claims, 'rc_room_type') === 'l' && token) {
    return { visitorToken: token, rid };
  }
  return { user: await authenticate(host, request) };
}

function cookiesOf(request: Request): Record<string, string> {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, decodeURIComponent(value)]));
}
