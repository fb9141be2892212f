import type { AwaitedReview, AwaitedReviews, ToldDecision } from '../../services/templates/ports';
import { dayKey, type Records } from './records';

const ALL = 'template-reviews';

/** Templates that WhatsApp has not decided on, which go with their number, and what was told when it had. */
export class ReviewRecords implements AwaitedReviews {
  constructor(private readonly records: Records) {}

  add(review: AwaitedReview): Promise<void> {
    return this.records.put(keysOf(review), review);
  }

  async all(): Promise<AwaitedReview[]> {
    return (await this.records.find<AwaitedReview>(ALL)).map(toReview);
  }

  async of(templateId: string): Promise<AwaitedReview | undefined> {
    const stored = await this.records.newest<AwaitedReview>(reviewKey(templateId));
    return stored && toReview(stored);
  }

  async decided(decision: ToldDecision): Promise<void> {
    const { at } = decision;
    await this.records.add([toldKey(decision.templateId), nameKey(decision), dayKey(at)], decision);
    await this.records.remove(...keysOf(decision));
  }

  async told(template: Omit<ToldDecision, 'status' | 'at'>): Promise<ToldDecision[]> {
    const keys = [toldKey(template.templateId), nameKey(template)];
    const found = await Promise.all(keys.map((key) => this.records.find<ToldDecision>(key)));
    return found.flat();
  }
}

function keysOf({ numberId, templateId }: Pick<AwaitedReview, 'numberId' | 'templateId'>): string[] {
  return [ALL, reviewKey(templateId), `number:${numberId}`];
}

function reviewKey(templateId: string): string {
  return `template-review:${templateId}`;
}

function toldKey(templateId: string): string {
  return `template-told:${templateId}`;
}

function nameKey({ numberId, name, language }: Omit<ToldDecision, 'status' | 'at'>): string {
  return `template-told:${numberId}/${name}/${language}`;
}

function toReview({ numberId, templateId, name, language, at }: AwaitedReview): AwaitedReview {
  return { numberId, templateId, name, language, at };
}
