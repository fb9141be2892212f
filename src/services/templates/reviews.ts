import type { AccountNotice } from '../../domain/inbound';
import type { Template } from '../../domain/template';
import type { Clock, Locks, Notices } from '../ports';
import { tellAdmins } from '../shown/notice';
import type { AwaitedReview, AwaitedReviews, ToldDecision } from './ports';

/** What a template has while WhatsApp reviews it. */
const UNDER_REVIEW = ['PENDING', 'IN_APPEAL'];

/** Clocks differ, and WhatsApp tells its time in seconds. Milliseconds. */
const SLACK = 60_000;

/**
 * Tells the admins how WhatsApp decided on what was submitted here: WhatsApp's own word may never reach us, so the
 * list is looked at as well. Told once, whichever comes first, on whichever server.
 */
export class Reviews {
  constructor(
    private readonly awaited: AwaitedReviews,
    private readonly locks: Locks,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  submitted(review: AwaitedReview): Promise<void> {
    return this.awaited.add(review);
  }

  async isAwaiting(): Promise<boolean> {
    return (await this.awaited.all()).length > 0;
  }

  /** WhatsApp sends word of a template's status: it is told, unless the admins know it from the list. */
  async heard(numberId: string, notice: AccountNotice): Promise<void> {
    const { templateId = '', template: name = '', language = '', event: status = '' } = notice.facts;
    const named = { numberId, templateId, name, language };
    const reviews = await this.awaited.all();
    const review = reviews.find((one) => isSame(one, named) && !isBefore(notice, one));
    if (review && !UNDER_REVIEW.includes(status)) {
      await this.decide(review, status, notice);
    } else if (!(await this.isTold(named, notice))) {
      await tellAdmins(this.notices, notice);
    }
  }

  /** A list was fetched. */
  async look(numberId: string, templates: readonly Template[]): Promise<void> {
    for (const review of await this.awaited.all()) {
      const template = templates.find(({ id }) => id === review.templateId);
      if (review.numberId === numberId && template && !UNDER_REVIEW.includes(template.status)) {
        await this.decide(review, template.status, noticeOf(template));
      }
    }
  }

  /** One server at a time: who comes second finds that the review is over. */
  private decide(review: AwaitedReview, status: string, notice: AccountNotice): Promise<void> {
    return this.locks.hold(`template-review:${review.templateId}`, async () => {
      const current = await this.awaited.of(review.templateId);
      if (current?.at === review.at) {
        await tellAdmins(this.notices, notice);
        await this.awaited.decided({ ...review, status, at: this.clock.now() });
      } else if (!(await this.isTold(review, notice))) {
        await tellAdmins(this.notices, notice);
      }
    });
  }

  /** Whether the admins were told the same after it had happened. */
  private async isTold(
    template: Omit<ToldDecision, 'status' | 'at'>,
    notice: AccountNotice,
  ): Promise<boolean> {
    const { event } = notice.facts;
    const told = await this.awaited.told(template);
    return told.some(({ status, at }) => status === event && (notice.at ?? 0) <= at + SLACK);
  }
}

type Named = Omit<AwaitedReview, 'at'>;

/** By the id, which may have lost digits on its way through JSON, or by the name at the same number. */
function isSame(one: Named, other: Named): boolean {
  const hasName =
    one.numberId === other.numberId && one.name === other.name && one.language === other.language;
  return one.templateId === other.templateId || hasName;
}

/** Whether word is of something before a template was submitted: of an earlier review that came late. */
function isBefore({ at = Infinity }: AccountNotice, review: AwaitedReview): boolean {
  return at + SLACK < review.at;
}

function noticeOf({ name, language, status, rejectedReason }: Template): AccountNotice {
  const reason = status === 'REJECTED' ? rejectedReason : undefined;
  return {
    event: 'notice',
    topic: 'message_template_status_update',
    facts: { template: name, language, event: status, ...(reason && { reason }) },
  };
}
