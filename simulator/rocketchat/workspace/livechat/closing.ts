import type { DepartmentDoc, RoomDoc, UserRef, VisitorDoc } from '../../documents';
import type { Store } from '../../store';
import type { EventSender } from '../events';
import type { Messages } from '../messages';
import type { Settings } from '../settings';
import { withoutUndefined } from '../withoutUndefined';

export interface CloseRequest {
  room: RoomDoc;
  comment?: string;
  tags?: string[];
  /** A person who closes by hand must choose tags where the department demands some; an app need not. */
  byHand?: boolean;
  /** Who closes; the visitor when there is none. */
  user?: UserRef;
  visitor?: Pick<VisitorDoc, '_id' | 'username' | 'token'>;
}

export class Closing {
  constructor(
    private readonly store: Store,
    private readonly events: EventSender,
    private readonly settings: Settings,
    private readonly messages: Messages,
  ) {}

  /**
   * @throws Error `error-room-closed`, `error-comment-is-required`,
   * `error-tags-must-be-assigned-before-closing-chat`
   */
  async close(request: CloseRequest): Promise<RoomDoc> {
    const { room, comment, user, visitor } = request;
    if (room.t !== 'l' || !room.open) {
      throw new Error('error-room-closed');
    }
    const needsComment = await this.settings.get('Livechat_request_comment_when_closing_conversation');
    if (needsComment && !comment?.trim()) {
      throw new Error('error-comment-is-required');
    }
    const closer = user ?? visitor;
    if (!closer) {
      throw new Error('Error: Please provide details of the user or visitor who closed the room');
    }
    const tags = await this.tagsOf(request);
    if ((await this.store.inquiries.removeAsync({ rid: room._id }, { multi: true })) !== 1) {
      throw new Error('Error removing inquiry');
    }
    const closed = await this.markClosed(room, closer, user ? 'user' : 'visitor', tags);
    await this.messages.system(
      'livechat-close',
      room,
      closer,
      comment ?? '',
      withoutUndefined({ transcriptRequested: false, token: visitor?.token }),
    );
    process.nextTick(() => {
      this.events.post('ILivechatRoomClosedHandler', closed);
      this.events.post('IPostLivechatRoomClosed', closed);
    });
    return closed;
  }

  private async markClosed(
    room: RoomDoc,
    closer: UserRef,
    kind: 'user' | 'visitor',
    tags: string[],
  ): Promise<RoomDoc> {
    const now = new Date();
    const { affectedDocuments } = await this.store.rooms.updateAsync<RoomDoc, { returnUpdatedDocs: true }>(
      { _id: room._id, open: true },
      {
        $set: withoutUndefined({
          closedAt: now,
          closer: kind,
          closedBy: { _id: closer._id, username: closer.username },
          'v.status': 'offline',
          tags: tags.length ? tags : undefined,
          _updatedAt: now,
        }),
        $unset: { open: true },
      },
      { returnUpdatedDocs: true },
    );
    if (!affectedDocuments) {
      throw new Error('Error closing room');
    }
    await this.store.subscriptions.removeAsync({ rid: room._id }, { multi: true });
    return affectedDocuments;
  }

  private async tagsOf({ room, tags = [], byHand }: CloseRequest): Promise<string[]> {
    const chosen = [...new Set([...tags, ...(room.tags ?? [])])];
    const department: DepartmentDoc | null = await this.store.departments.findOneAsync({
      _id: room.departmentId,
    });
    const ofDepartment = department?.chatClosingTags ?? [];
    const lacksOwn = byHand && chosen.length === 0;
    if (department?.requestTagBeforeClosingChat && (lacksOwn || ofDepartment.length === 0)) {
      throw new Error('error-tags-must-be-assigned-before-closing-chat');
    }
    return [...new Set([...chosen, ...ofDepartment])];
  }
}
