import type { IHttp, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { failed, ok, type Result } from '../domain/failure';
import { text } from '../domain/text';
import type { PictureFile, Pictures } from '../services/profile/ports';

/** How many messages of a room are looked at. */
const LATEST = 50;
/** Milliseconds. */
const TIMEOUT = 10_000;

export class HostPictures implements Pictures {
  constructor(
    private readonly read: IRead,
    private readonly http: Pick<IHttp, 'get'>,
  ) {}

  async inRoom(roomId: string): Promise<PictureFile[]> {
    const messages = await this.read
      .getRoomReader()
      .getMessages(roomId, { limit: LATEST, sort: { createdAt: 'desc' } });
    return messages.flatMap(({ file }) =>
      file?.type === 'image/jpeg' ? [{ fileId: file._id, name: file.name }] : [],
    );
  }

  async byFile(fileId: string): Promise<Buffer> {
    return this.read.getUploadReader().getBufferById(fileId);
  }

  /** By the host's own guard against addresses inside the network, where it has one. */
  async byLink(url: string): Promise<Result<Buffer>> {
    try {
      const options = { timeout: TIMEOUT, encoding: null, ssrfValidation: true };
      const { statusCode, content } = await this.http.get(url, options);
      const bytes = content as unknown;
      return statusCode === 200 && Buffer.isBuffer(bytes) ? ok(bytes) : unreachable();
    } catch {
      return unreachable();
    }
  }
}

function unreachable(): Result<never> {
  return failed({
    code: 'picture-unreachable',
    scope: 'message',
    retryable: true,
    human: text('profile.linkUnreachable'),
    log: 'A picture could not be fetched',
  });
}
