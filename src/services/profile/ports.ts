import type { Result } from '../../domain/failure';

/** A picture to choose from. */
export interface PictureFile {
  fileId: string;
  name: string;
}

export interface Pictures {
  /** JPEG files that were posted in a room lately, the latest first. */
  inRoom(roomId: string): Promise<PictureFile[]>;
  byFile(fileId: string): Promise<Buffer>;
  /** What an https link leads to. */
  byLink(url: string): Promise<Result<Buffer>>;
}
