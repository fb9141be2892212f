import type { File, Links, Livechat } from '../ports';
import { postOwnFiles } from './ownFiles';

/** A text of our bot in a room. */
export interface BotText {
  id: string;
  /** Set when a cut-off try has posted it; what belongs to it may stand behind it. Unix milliseconds. */
  postedAt?: number;
}

/** Writes as our bot what somebody else said, once: what a cut-off try has posted is found again. */
export class BotPosts {
  constructor(
    private readonly livechat: Pick<Livechat, 'postAsBot' | 'uploadAsBot' | 'findOfBot'>,
    private readonly links: Pick<Links, 'byMessageId'>,
  ) {}

  /** @param triedSince set when an earlier try was cut off: what it may have posted since then is looked for first */
  async text(roomId: string, words: string, triedSince?: number): Promise<BotText> {
    const candidates =
      triedSince === undefined
        ? []
        : await this.livechat.findOfBot(roomId, { text: words, since: triedSince });
    for (const { id, at } of candidates) {
      if ((await this.links.byMessageId(id)).length === 0) {
        return { id, postedAt: at };
      }
    }
    return { id: await this.livechat.postAsBot(roomId, words) };
  }

  /** Files of the app's own making; see {@link postOwnFiles}. */
  async files(roomId: string, files: readonly File[], triedSince?: number): Promise<void> {
    await postOwnFiles(files, {
      file: (file) => this.file(roomId, file, triedSince),
      text: (words) => this.text(roomId, words, triedSince),
    });
  }

  /** @returns false where the workspace does not take such files */
  async file(roomId: string, file: File, triedSince?: number): Promise<boolean> {
    return (await this.has(roomId, file.filename, triedSince)) || this.livechat.uploadAsBot(roomId, file);
  }

  /** Whether a cut-off try has posted a file. */
  async has(roomId: string, filename: string, triedSince?: number): Promise<boolean> {
    if (triedSince === undefined) {
      return false;
    }
    return (await this.livechat.findOfBot(roomId, { filename, since: triedSince })).length > 0;
  }
}
