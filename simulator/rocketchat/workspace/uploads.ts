import type { MessageDoc, RoomDoc, UploadDoc, UserDoc } from '../documents';
import type { Store } from '../store';
import { ServerError } from './errors';
import type { EventSender } from './events';
import { fileAttachment, userFile, visitorFile } from './fileMessages';
import type { Livechat } from './livechat/livechat';
import type { Messages } from './messages';
import { extensionOf, fileType } from './mime';
import { randomId } from './randomId';
import type { Rooms } from './rooms';
import type { Settings } from './settings';
import { UploadRules } from './uploadRules';
import type { Users } from './users';
import { withoutUndefined } from './withoutUndefined';

export interface NewUpload {
  name: string;
  rid: string;
  userId?: string;
  visitorToken?: string;
  /** As the browser said; an app can't say it, then the name's extension or the bytes decide. */
  type?: string;
}

/** Who asks for a file, as the cookies or query parameters of `/file-upload/…` say. */
export interface FileReader {
  user?: UserDoc;
  visitorToken?: string;
  rid?: string;
}

/** Image types of which the server makes a smaller one for the message. */
const thumbnailTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

export class Uploads {
  private readonly rules: UploadRules;

  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly settings: Settings,
    private readonly users: Users,
    private readonly rooms: Rooms,
    private readonly messages: Messages,
    private readonly livechat: Livechat,
  ) {
    this.rules = new UploadRules(settings, rooms);
  }

  async byId(id: string): Promise<UploadDoc | null> {
    return this.store.uploads.findOneAsync({ _id: id });
  }

  /** @throws Error for an unknown file */
  async content(id: string): Promise<Buffer> {
    const upload = await this.byId(id);
    if (!upload) {
      throw new Error('File not found');
    }
    return Buffer.from(upload.bytes, 'base64');
  }

  /**
   * Stores a file without a message: first half of a browser's upload (rooms.media).
   * @throws ServerError as `UploadRules.check`, and `error-app-prevented`
   */
  async save(file: NewUpload, bytes: Buffer): Promise<UploadDoc> {
    return this.store.uploads.insertAsync(await this.checked(file, bytes));
  }

  /**
   * Posts the message of a stored file: second half (rooms.mediaConfirm).
   * @throws ServerError `invalid-file`, and what `Messages.post` throws
   */
  async confirm(
    user: UserDoc,
    room: RoomDoc,
    uploadId: string,
    { msg = '', description, tmid }: { msg?: string; description?: string; tmid?: string } = {},
  ): Promise<MessageDoc> {
    const stored = await this.byId(uploadId);
    if (!stored) {
      throw new ServerError('invalid-file', 'Invalid file');
    }
    const upload = withoutUndefined({ ...stored, description });
    const thumbnail = await this.thumbnailOf(upload);
    return this.messages.post(
      user,
      withoutUndefined({
        rid: room._id,
        msg,
        tmid,
        groupable: false,
        file: userFile(upload),
        files: [upload, thumbnail].filter((file) => file !== undefined).map(userFile),
        attachments: [fileAttachment(upload, thumbnail)],
      }),
    );
  }

  /**
   * What an app's upload does: stores the file, then posts it as the user or as the visitor, without a text. In a
   * chat that is closed the visitor's file stays without a message, and nobody is told.
   */
  async uploadByApp(file: NewUpload, bytes: Buffer): Promise<UploadDoc> {
    const upload = await this.save(file, bytes);
    if (file.visitorToken) {
      await this.postAsVisitor(upload, file.visitorToken);
      return upload;
    }
    const user = await this.users.byId(file.userId ?? '');
    const room = await this.rooms.byId(file.rid);
    if (user && room) {
      await this.confirm(user, room, upload._id);
    }
    return upload;
  }

  /** While `FileUpload_ProtectFiles` is on: for members of the room and for the visitor of the chat. */
  async canRead(upload: UploadDoc, { user, visitorToken, rid }: FileReader): Promise<boolean> {
    if (!(await this.settings.get('FileUpload_ProtectFiles'))) {
      return true;
    }
    if (visitorToken && rid) {
      return (await this.store.rooms.countAsync({ _id: rid, 'v.token': visitorToken })) > 0;
    }
    if (!user) {
      return false;
    }
    const membersOnly = await this.settings.get('FileUpload_Restrict_to_room_members');
    return !membersOnly || !!(await this.rooms.subscription(upload.rid, user._id));
  }

  private async checked(file: NewUpload, bytes: Buffer): Promise<UploadDoc> {
    const { name, rid, visitorToken } = file;
    const type = file.type ?? fileType(name, bytes);
    const size = bytes.length;
    const userId = visitorToken ? undefined : file.userId;
    const user = userId ? await this.users.byId(userId) : null;
    await this.rules.check({ size, type, user: user ?? undefined, visitorToken }, await this.rooms.byId(rid));
    const details = { name, size, type, rid, userId, visitorToken };
    await this.events.askConsent('IPreFileUpload', { file: details, content: bytes });
    const _id = randomId();
    const path = `/ufs/GridFS:Uploads/${_id}/${encodeURI(name)}`;
    const now = new Date();
    return withoutUndefined({
      ...details,
      _id,
      extension: extensionOf(name),
      typeGroup: type.split('/')[0],
      store: 'GridFS:Uploads',
      etag: randomId(),
      path,
      url: `${await this.settings.get<string>('Site_Url')}${path}`,
      complete: true,
      uploading: false,
      uploadedAt: now,
      bytes: bytes.toString('base64'),
      _updatedAt: now,
    });
  }

  /** The simulator has no image library: the thumbnail has the bytes of the image itself. */
  private async thumbnailOf(upload: UploadDoc): Promise<UploadDoc | undefined> {
    const enabled = await this.settings.get('Message_Attachments_Thumbnails_Enabled');
    if (!enabled || !thumbnailTypes.includes(upload.type)) {
      return undefined;
    }
    const { rid, userId, type, bytes } = upload;
    const file = { name: `thumb-${upload.name}`, rid, userId, type };
    const thumbnail = await this.checked(file, Buffer.from(bytes, 'base64'));
    return this.store.uploads.insertAsync({ ...thumbnail, typeGroup: 'thumb', originalFileId: upload._id });
  }

  private async postAsVisitor(upload: UploadDoc, token: string): Promise<void> {
    const visitor = await this.livechat.visitors.byToken(token);
    const isOpen = (await this.livechat.rooms.openOf(token)).some(({ _id }) => _id === upload.rid);
    if (!visitor || !isOpen) {
      return;
    }
    const message = {
      rid: upload.rid,
      msg: '',
      file: visitorFile(upload),
      files: [visitorFile(upload)],
      attachments: [fileAttachment(upload)],
    };
    await this.livechat.rooms.sendAsVisitor({ visitor, message, source: { type: 'api' } });
  }
}
