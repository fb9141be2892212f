/** How long the host may take from an upload to the event of its message, milliseconds. */
const PATIENCE = 3_000;
/** Echoes that nobody has asked for yet; those of visitors' own uploads are never asked for. */
const REMEMBERED = 500;

/**
 * The host posts a message for a visitor's upload by itself and does not say which. It comes to us only as the event
 * of a message with that file, before or after the upload's answer.
 */
export class UploadEchoes {
  private readonly heard = new Map<string, string>();
  private readonly waiting = new Map<string, (messageId: string) => void>();

  hear(fileId: string, messageId: string): void {
    const waiter = this.waiting.get(fileId);
    if (waiter) {
      waiter(messageId);
      return;
    }
    this.heard.set(fileId, messageId);
    const [oldest] = this.heard.keys();
    if (this.heard.size > REMEMBERED && oldest !== undefined) {
      this.heard.delete(oldest);
    }
  }

  /** @returns undefined when no event came: the host posted no message, or the event was lost. */
  async messageOf(fileId: string): Promise<string | undefined> {
    const heard = this.heard.get(fileId);
    if (heard) {
      this.heard.delete(fileId);
      return heard;
    }
    return new Promise((resolve) => {
      const finish = (messageId?: string): void => {
        clearTimeout(timer);
        this.waiting.delete(fileId);
        resolve(messageId);
      };
      const timer = setTimeout(finish, PATIENCE);
      this.waiting.set(fileId, finish);
    });
  }
}
