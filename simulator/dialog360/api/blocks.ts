import { Router } from 'express';
import * as v from 'valibot';

import { DAY } from '../clock';
import { dialledDigits } from '../digits';
import { newTraceId } from '../ids';
import type { NumberRecord, PhoneRecord } from '../state/records';
import { checked } from '../validation/issues';
import type { World } from '../world';
import { ApiError } from './errors';
import { numberOf } from './request';

const blockBody = v.strictObject({
  messaging_product: v.literal('whatsapp'),
  block_users: v.array(v.strictObject({ user: v.string() })),
});

interface Outcome {
  done: { input: string; wa_id: string }[];
  failed: { input: string; errors: unknown[] }[];
}

/** Blocks customers: what they send doesn't come through any more. Only who wrote within 24 hours can be blocked. */
export function blocksRouter({ state, clock }: World): Router {
  const router = Router();

  const wroteRecently = (number: NumberRecord, phone: PhoneRecord): boolean =>
    clock.now() - (state.chat(number.id, phone.id).lastInboundAt ?? 0) < DAY;

  const each = (number: NumberRecord, body: unknown, change: (phone: PhoneRecord) => boolean): Outcome => {
    const outcome: Outcome = { done: [], failed: [] };
    for (const { user } of checked(blockBody, body, 'body').block_users) {
      const phone = state.phoneByDigits(dialledDigits(user) ?? '');
      if (phone && change(phone)) {
        outcome.done.push({ input: user, wa_id: phone.waId });
      } else {
        const error = { message: 'Failed to block/unblock some users', code: 139100 };
        outcome.failed.push({ input: user, errors: [error] });
      }
    }
    state.changed();
    return outcome;
  };

  router.get('/block_users', (_request, response) => {
    const phones = numberOf(response).blockedPhoneIds.map((id) => state.phones.get(id)?.waId);
    response.json({
      data: phones.map((waId) => ({ messaging_product: 'whatsapp', wa_id: waId })),
      paging: {},
    });
  });

  router.post('/block_users', (request, response) => {
    const number = numberOf(response);
    const { done, failed } = each(number, request.body, (phone) => {
      const isAllowed = wroteRecently(number, phone);
      if (isAllowed) {
        number.blockedPhoneIds = [...new Set([...number.blockedPhoneIds, phone.id])];
      }
      return isAllowed;
    });
    const lists = { added_users: done, ...(failed.length > 0 ? { failed_users: failed } : {}) };
    answer(failed.length === 0, { messaging_product: 'whatsapp', block_users: lists });
    response.json({ messaging_product: 'whatsapp', block_users: lists });
  });

  router.delete('/block_users', (request, response) => {
    const number = numberOf(response);
    const { done } = each(number, request.body, (phone) => {
      number.blockedPhoneIds = number.blockedPhoneIds.filter((id) => id !== phone.id);
      return true;
    });
    response.json({ messaging_product: 'whatsapp', block_users: { removed_users: done } });
  });

  return router;
}

/** A mixed result is an error that lists both. @throws ApiError */
function answer(isComplete: boolean, lists: object): void {
  if (!isComplete) {
    const error = {
      message: '(#139100) Failed to block/unblock some users',
      type: 'OAuthException',
      code: 139100,
      error_data: { details: 'Failed to block some users, see the block_users response list for details' },
      fbtrace_id: newTraceId(),
    };
    throw new ApiError(400, { ...lists, error }, error.message);
  }
}
