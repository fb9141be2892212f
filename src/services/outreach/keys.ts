import { outboxKey } from '../outbox';

/** Stands for the room in the keys of templates, which may be sent before there is a room. */
export const OUTREACH = 'outreach';

/** The outbox key of a template. */
export function outreachKey(id: string, attempt = ''): string {
  return outboxKey(OUTREACH, id, 0, attempt);
}

/** What buttons name in the place of a message that is to be sent again. */
export function outreachReference(id: string): string {
  return `${OUTREACH}/${id}`;
}

/** @returns undefined for what is the id of a message */
export function readOutreachReference(reference: string): string | undefined {
  return new RegExp(`^${OUTREACH}/(.+)$`).exec(reference)?.[1];
}
