import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads';
import type { IUploadDetails } from '@rocket.chat/apps-engine/definition/uploads/IUploadDetails';
import type { UploadBridge } from '@rocket.chat/apps-engine/server/bridges';

import { convertUpload } from '../converters/uploads';
import type { Engine } from '../engine/load';
import type { Host } from '../host';

export function createUploadBridge(engine: Engine, host: Host): UploadBridge {
  class Uploads extends engine.bridges.UploadBridge {
    protected async getById(id: string): Promise<IUpload> {
      const upload = await host.workspace.uploads.byId(id);
      // The engine's type has no word for a file that is not there; apps get undefined.
      const converted: unknown = upload ? await convertUpload(host.store, upload) : undefined;
      return converted as IUpload;
    }

    protected async getBuffer(upload: IUpload): Promise<Buffer> {
      return host.workspace.uploads.content(upload.id);
    }

    /** The app's say on type and size is not heard. */
    protected async createUpload(details: IUploadDetails, buffer: Buffer): Promise<IUpload> {
      const { name, rid, userId, visitorToken } = details;
      if (!userId && !visitorToken) {
        throw new Error('Missing user to perform the upload operation');
      }
      const file = { name, rid, ...(visitorToken ? { visitorToken } : { userId }) };
      const upload = await host.workspace.uploads.uploadByApp(file, Buffer.from(buffer));
      return convertUpload(host.store, upload);
    }
  }

  return new Uploads();
}
