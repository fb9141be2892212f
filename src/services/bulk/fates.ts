import type { BulkResult, FollowedResult, PageCount } from '../../domain/bulk';
import { placeOf } from '../../domain/bulkPlace';
import { furthest, type DeliveryStatus, type DeliveryUpdate } from '../../domain/delivery';
import type { Say } from '../../domain/text';
import { failureIn } from '../../whatsapp/errors';
import { readOutboxKey } from '../outbox';

/** Whoever reads a message has got it, also where WhatsApp leaves `delivered` out. */
const ARRIVED: readonly DeliveryStatus[] = ['delivered', 'read', 'played'];
const READ: readonly DeliveryStatus[] = ['read', 'played'];
const FAILED: readonly DeliveryStatus[] = ['failed'];

/** The results of a page with what WhatsApp has told of its messages. */
export function follow(
  results: readonly (BulkResult | null)[],
  updates: readonly DeliveryUpdate[],
  say: Say,
): FollowedResult[] {
  return results.flatMap((result, index) => {
    const own = updates.filter((update) => isOf(update, index, result?.wamid));
    return result ? [followed(result, own, say)] : [];
  });
}

export function countOf(results: readonly FollowedResult[], now: number): PageCount {
  const accepted = results.filter(({ wamid }) => wamid !== undefined);
  return {
    accepted: accepted.length,
    failed: results.length - accepted.length,
    delivered: results.filter(({ deliveredAt }) => deliveredAt !== undefined).length,
    read: results.filter(({ readAt }) => readAt !== undefined).length,
    failedLater: results.filter(({ status }) => status === 'failed').length,
    countedAt: now,
    isFinal: results.every(isFinal),
  };
}

/** A status names the recipient; where it lacks that, the message. */
function isOf({ callbackData, wamid }: DeliveryUpdate, index: number, known: string | undefined): boolean {
  const place = placeOf(readOutboxKey(callbackData)?.messageId ?? '');
  return place ? place.index === index : wamid === known;
}

function followed(result: BulkResult, own: DeliveryUpdate[], say: Say): FollowedResult {
  const [first] = own;
  if (!first) {
    return result;
  }
  const status = furthest(own.map((update) => update.status));
  const failure = own.find((update) => update.status === 'failed' && status === 'failed');
  const why = failure && failureIn(failure.errors);
  return {
    to: result.to,
    // A status proves that a message went out of which nobody knew.
    wamid: result.wamid ?? first.wamid,
    ...(why && { code: why.code, reason: say(why.human) }),
    status,
    deliveredAt: earliest(own, ARRIVED),
    readAt: earliest(own, READ),
    failedAt: failure && earliest(own, FAILED),
  };
}

function earliest(own: readonly DeliveryUpdate[], statuses: readonly DeliveryStatus[]): number | undefined {
  const times = own.filter(({ status }) => statuses.includes(status)).map(({ at }) => at);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function isFinal({ wamid, code, readAt, status }: FollowedResult): boolean {
  return wamid === undefined ? code !== 'uncertain' : readAt !== undefined || status === 'failed';
}
