import type { AwaitedReview, AwaitedReviews } from '../../services/templates/ports';
import type { Records } from './records';

const ALL = 'template-reviews';

/** Templates that WhatsApp has not decided on; they go with their number. */
export class ReviewRecords implements AwaitedReviews {
  constructor(private readonly records: Records) {}

  add(review: AwaitedReview): Promise<void> {
    return this.records.put(keysOf(review), review);
  }

  async all(): Promise<AwaitedReview[]> {
    const stored = await this.records.find<AwaitedReview & { savedAt: number }>(ALL);
    return stored.map(({ numberId, templateId, name, language, at }) => ({
      numberId,
      templateId,
      name,
      language,
      at,
    }));
  }

  remove(review: AwaitedReview): Promise<void> {
    return this.records.remove(...keysOf(review));
  }
}

function keysOf({ numberId, templateId }: AwaitedReview): string[] {
  return [ALL, `template-review:${templateId}`, `number:${numberId}`];
}
