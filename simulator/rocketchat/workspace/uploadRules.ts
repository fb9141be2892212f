import type { RoomDoc, UserDoc } from '../documents';
import { ServerError } from './errors';
import { isAcceptedType } from './mime';
import type { Rooms } from './rooms';
import type { Settings } from './settings';

export interface Candidate {
  size: number;
  type: string;
  user?: UserDoc;
  visitorToken?: string;
}

/** What may be stored, in which room, by whom. */
export class UploadRules {
  constructor(
    private readonly settings: Settings,
    private readonly rooms: Rooms,
  ) {}

  /**
   * @throws ServerError `invalid-file` (no such room, or none of the sender's), `file-too-small`,
   * `error-file-upload-disabled`, `error-direct-message-file-upload-not-allowed`, `error-file-too-large`,
   * `error-invalid-file-type`
   */
  async check(file: Candidate, room: RoomDoc | null): Promise<void> {
    if (!room || !(await this.mayWrite(file, room))) {
      throw new ServerError('invalid-file', 'File does not match filter');
    }
    if (file.size < 1) {
      throw new ServerError('file-too-small', `File size (size = ${file.size}) is too small (min = 1)`);
    }
    if (!(await this.settings.get('FileUpload_Enabled'))) {
      throw new ServerError('error-file-upload-disabled', 'File Upload Disabled');
    }
    if (room.t === 'd' && !(await this.settings.get('FileUpload_Enabled_Direct'))) {
      throw new ServerError(
        'error-direct-message-file-upload-not-allowed',
        'File sharing not allowed in direct messages',
      );
    }
    await this.checkSize(file.size);
    await this.checkType(file.type);
  }

  private async mayWrite({ user, visitorToken }: Candidate, room: RoomDoc): Promise<boolean> {
    if (user) {
      return user.type === 'app' || this.rooms.canAccess(room, user);
    }
    return !!visitorToken && room.v?.token === visitorToken;
  }

  private async checkSize(size: number): Promise<void> {
    const limit = await this.settings.get<number>('FileUpload_MaxFileSize');
    if (limit > -1 && size > limit) {
      throw new ServerError('error-file-too-large', `File exceeds allowed size of ${limit} bytes`);
    }
  }

  private async checkType(type: string): Promise<void> {
    const whitelist = await this.settings.get<string>('FileUpload_MediaTypeWhiteList');
    const blacklist = await this.settings.get<string>('FileUpload_MediaTypeBlackList');
    if (!isAcceptedType(type, whitelist, blacklist)) {
      throw new ServerError('error-invalid-file-type', 'File type is not accepted');
    }
  }
}
