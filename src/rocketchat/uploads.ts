import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUploadDescriptor } from '@rocket.chat/apps-engine/definition/uploads/IUploadDescriptor';

import { failed, ok, type Result } from '../domain/failure';
import type { File } from '../services/ports';
import { failureOf, refusal } from './hostErrors';

/** What the host answers to files that its settings do not allow, or that another app prevents. */
const REFUSALS = [
  'error-invalid-file-type',
  'error-file-too-large',
  'error-file-upload-disabled',
  'error-app-prevented',
  'file-too-small',
];

/** Files in rooms. */
export class Uploads {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
  ) {}

  /** Posts a file message. @returns the id of the file: the host does not tell that of the message */
  async add(
    room: IRoom,
    { bytes, filename }: File,
    by: Pick<IUploadDescriptor, 'visitorToken' | 'user'>,
  ): Promise<Result<string>> {
    try {
      const creator = this.modify.getCreator().getUploadCreator();
      const { id } = await creator.uploadBuffer(bytes, { ...by, filename, room });
      return ok(id);
    } catch (error) {
      return refusal(error, REFUSALS, 'file.refused');
    }
  }

  async bytes(id: string): Promise<Result<Buffer>> {
    const reader = this.read.getUploadReader();
    const gone = failed(failureOf('file-gone', 'failure.file-gone'));
    try {
      // A refused permission comes as nothing.
      const bytes = (await reader.getBufferById(id)) as Buffer | null | undefined;
      return bytes ? ok(bytes) : gone;
    } catch (error) {
      // The host trips over a file that does not exist just as over a storage that does not answer.
      if (await reader.getById(id)) {
        throw error;
      }
      return gone;
    }
  }
}
