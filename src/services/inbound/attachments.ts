import { toRocketChat } from '../../whatsapp/formatting/toRocketChat';
import type { File, Livechat } from '../ports';

/** Puts after a message of our bot what belongs to it. A text that the workspace takes no file of is posted as it is. */
export async function attachAsBot(
  livechat: Pick<Livechat, 'postAsBot' | 'uploadAsBot'>,
  roomId: string,
  files: readonly File[],
): Promise<void> {
  for (const file of files) {
    const isTaken = await livechat.uploadAsBot(roomId, file);
    if (!isTaken && file.mimeType === 'text/plain') {
      await livechat.postAsBot(roomId, toRocketChat(file.bytes.toString()));
    }
  }
}
