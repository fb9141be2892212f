import { ok, type Result } from '../../domain/failure';
import type { File, Links, Livechat, Room } from '../ports';

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

  /** A file of the app's own making. @returns the message id, as far as the host tells it */
  async file(room: Room, file: File, triedSince?: number): Promise<Result<string | undefined>> {
    const posted = await this.earlier(room, { filename: file.filename }, triedSince);
    return posted ? ok(posted) : this.livechat.uploadAsVisitor(room, file);
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
}
