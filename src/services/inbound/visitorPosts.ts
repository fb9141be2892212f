import type { File, Links, Livechat, Room } from '../ports';
import { postOwnFiles } from './ownFiles';

/** Writes in the customer's name, once: what a cut-off try has posted is found again. */
export class VisitorPosts {
  constructor(
    private readonly livechat: Livechat,
    private readonly links: Links,
  ) {}

  /**
   * @param triedSince set when an earlier try was cut off: what it may have posted since then is looked for first
   * @returns the message id
   */
  async text(room: Room, words: string, triedSince?: number): Promise<string> {
    const posted = await this.earlier(room, { text: words }, triedSince);
    return posted ?? (await this.livechat.postAsVisitor(room, words));
  }

  /** Files of the app's own making; see {@link postOwnFiles}. */
  async files(room: Room, files: readonly File[], triedSince?: number): Promise<void> {
    await postOwnFiles(files, {
      file: (file) => this.file(room, file, triedSince),
      text: (words) => this.text(room, words, triedSince),
    });
  }

  /** What a cut-off try posted stands in the room, but is tied to no WhatsApp message. */
  async earlier(
    room: Room,
    match: { text?: string; filename?: string },
    triedSince?: number,
  ): Promise<string | undefined> {
    if (triedSince === undefined) {
      return undefined;
    }
    for (const { id } of await this.livechat.findOfVisitor(room, { ...match, since: triedSince })) {
      if ((await this.links.byMessageId(id)).length === 0) {
        return id;
      }
    }
    return undefined;
  }

  /** @returns false where the workspace does not take such files */
  private async file(room: Room, file: File, triedSince?: number): Promise<boolean> {
    const posted = await this.earlier(room, { filename: file.filename }, triedSince);
    return posted !== undefined || (await this.livechat.uploadAsVisitor(room, file)).ok;
  }
}
