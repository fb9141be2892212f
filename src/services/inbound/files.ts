import type { Failure } from '../../domain/failure';
import type { InboundMessage } from '../../domain/inbound';
import type { InboundMedia } from '../../domain/inboundContent';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import { filenameOf } from '../../whatsapp/filename';
import type { ConversationService, OpenConversation } from '../conversations';
import type { Greeter } from '../greeter';
import type { Livechat, Notices } from '../ports';
import { objectionIn, type Fetcher, type WaitingFile } from './fetcher';
import type { VisitorPosts } from './visitorPosts';
import type { LostFiles } from './ports';

/** Action id of the button under the note that stands in for a file. */
export const RETRY_DOWNLOAD = 'retry-download';

/** Where a message goes. */
export interface Place {
  number: ConnectedNumber;
  opened: OpenConversation;
}

/** A file that WhatsApp has an id for. */
export type StoredMedia = InboundMedia & { id: string };

/** Puts customers' files into rooms; what does not get there leaves a note in its place. */
export class Files {
  constructor(
    private readonly livechat: Livechat,
    private readonly posts: VisitorPosts,
    private readonly fetcher: Fetcher,
    private readonly lost: LostFiles,
    private readonly conversations: ConversationService,
    private readonly greeter: Greeter,
    private readonly notices: Notices,
  ) {}

  /** @returns the id of the message that shows the file, or of the note in its place, as far as the host tells it */
  async write(
    place: Place,
    message: InboundMessage,
    media: StoredMedia,
    triedSince?: number,
  ): Promise<string | undefined> {
    const { room } = place.opened;
    const { id, sha256, mimeType } = media;
    const waiting: WaitingFile = { id, sha256, mimeType, filename: filenameOf(media, message.sentAt) };
    const posted = await this.posts.earlier(room, { filename: waiting.filename }, triedSince);
    if (posted) {
      return posted;
    }
    const fetched = await this.fetcher.fetch(place.number, waiting);
    const shown = fetched.ok ? await this.livechat.uploadAsVisitor(room, fetched.value) : fetched;
    if (shown.ok) {
      return shown.value;
    }
    return objectionIn(shown.failure)
      ? this.refuse(place, shown.failure)
      : this.leaveNote(place, message, waiting, shown.failure);
  }

  /** The agents are told each time, the customer once in a conversation. */
  private async refuse(place: Place, failure: Failure): Promise<string> {
    const { opened, number } = place;
    const objection = objectionIn(failure);
    const noteId = await this.livechat.postAsBot(
      opened.room.id,
      `📎 ${await this.notices.render({ ...failure.human, key: `file.refused-${objection}` })}`,
    );
    const sentence = text(`file.sorry-${objection}`, failure.human.params);
    if (await this.conversations.tell(opened, sentence.key)) {
      await this.greeter.say(number, opened, await this.notices.render(sentence));
    }
    return noteId;
  }

  private async leaveNote(
    { number, opened }: Place,
    { wamid, sentAt }: InboundMessage,
    file: WaitingFile,
    failure: Failure,
  ): Promise<string> {
    const say = await this.notices.say();
    const note = say('file.lost', { filename: file.filename, reason: failure.human });
    const noteId = await this.livechat.postAsBot(opened.room.id, `📎 ${note}`, [
      { action: RETRY_DOWNLOAD, value: wamid, label: say('file.retry') },
    ]);
    await this.lost.save({
      wamid,
      numberId: number.id,
      contactId: opened.conversation.contactId,
      roomId: opened.room.id,
      noteId,
      file,
      sentAt,
    });
    return noteId;
  }
}
