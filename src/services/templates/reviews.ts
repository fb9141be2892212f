import type { Template } from '../../domain/template';
import { text } from '../../domain/text';
import type { Notices } from '../ports';
import type { Told } from '../outbound/ports';
import { isGoodNews, showNotice } from '../shown/notice';
import type { AwaitedReview, AwaitedReviews } from './ports';

/** What a template has while WhatsApp reviews it. */
const UNDER_REVIEW = ['PENDING', 'IN_APPEAL'];

type Subject = Pick<AwaitedReview, 'name' | 'language'>;

/**
 * Tells the admins how WhatsApp decided on what was submitted here: WhatsApp's own word may never reach us, so the
 * list is looked at as well. Told once, whichever comes first, on whichever server.
 */
export class Reviews {
  constructor(
    private readonly awaited: AwaitedReviews,
    private readonly told: Told,
    private readonly notices: Notices,
  ) {}

  submitted(review: AwaitedReview): Promise<void> {
    return this.awaited.add(review);
  }

  async isAwaiting(): Promise<boolean> {
    return (await this.awaited.all()).length > 0;
  }

  /** WhatsApp tells of a template, and the admins with it. */
  async heard(numberId: string, { name, language }: Subject, status: string): Promise<void> {
    for (const review of await this.awaited.all()) {
      const isMeant = review.numberId === numberId && review.name === name && review.language === language;
      if (isMeant && !UNDER_REVIEW.includes(status)) {
        await this.told.first(keyOf(review));
        await this.awaited.remove(review);
      }
    }
  }

  /** A list was fetched. */
  async look(numberId: string, templates: readonly Template[]): Promise<void> {
    for (const review of await this.awaited.all()) {
      const template = templates.find(({ id }) => id === review.templateId);
      if (review.numberId === numberId && template && !UNDER_REVIEW.includes(template.status)) {
        await this.tell(review, template);
        await this.awaited.remove(review);
      }
    }
  }

  private async tell(review: AwaitedReview, template: Template): Promise<void> {
    if (!(await this.told.first(keyOf(review)))) {
      return;
    }
    const { name, language, status, rejectedReason } = template;
    const facts = {
      template: name,
      language,
      event: status,
      ...(rejectedReason && status === 'REJECTED' && { reason: rejectedReason }),
    };
    const notice = { event: 'notice' as const, topic: 'message_template_status_update', facts };
    const sentence = text('account.notice', { words: showNotice(notice, await this.notices.say()) });
    await (isGoodNews(notice) ? this.notices.toSetupRoom(sentence) : this.notices.toAdmins(sentence));
  }
}

function keyOf({ templateId, at }: AwaitedReview): string {
  return `review:${templateId}:${at}`;
}
