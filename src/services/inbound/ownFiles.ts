import { toRocketChat } from '../../whatsapp/formatting/toRocketChat';
import type { File } from '../ports';

/** How a room gets something in somebody's name. */
interface Posting {
  /** @returns false where the workspace does not take such files */
  file(file: File): Promise<boolean>;
  text(words: string): Promise<unknown>;
}

/** Posts files of the app's own making. A text that the workspace takes no file of is posted as it is. */
export async function postOwnFiles(files: readonly File[], posting: Posting): Promise<void> {
  for (const file of files) {
    const isTaken = await posting.file(file);
    if (!isTaken && file.mimeType === 'text/plain') {
      await posting.text(toRocketChat(file.bytes.toString()));
    }
  }
}
