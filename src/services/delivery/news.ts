import type { DeliveryStatus, DeliveryUpdate } from '../../domain/delivery';
import { TALLY } from '../../domain/report';

/** Statuses that tell that a message has reached the phone, also where `delivered` itself was left out. */
const ARRIVED: readonly DeliveryStatus[] = ['delivered', 'read', 'played'];
const READ: readonly DeliveryStatus[] = ['read', 'played'];

/**
 * What a status tells of a message that no other has told before, by the names of what is counted.
 * @param known all statuses of the message, this one among them
 */
export function newsOf(
  update: DeliveryUpdate,
  known: readonly DeliveryUpdate[],
  { isTemplate }: { isTemplate: boolean },
): string[] {
  const isFirstOf = (statuses: readonly DeliveryStatus[]): boolean =>
    statuses.includes(update.status) && known.filter(({ status }) => statuses.includes(status)).length === 1;
  const isFirstPrice = update.pricing && known.filter(({ pricing }) => pricing).length === 1;
  return [
    ...(isFirstOf(ARRIVED) ? [TALLY.delivered] : []),
    ...(isFirstOf(READ) ? [TALLY.read] : []),
    ...(isFirstOf(['failed']) ? [TALLY.failed] : []),
    ...(isFirstPrice ? [TALLY.price + priceOf(update.pricing!)] : []),
    ...(isFirstPrice && isTemplate ? [TALLY.templatePrice + priceOf(update.pricing!)] : []),
  ];
}

/** Before `type` there was only `billable`. */
function priceOf({ category, type, billable }: NonNullable<DeliveryUpdate['pricing']>): string {
  return `${category}/${type ?? (billable === false ? 'free' : 'regular')}`;
}
