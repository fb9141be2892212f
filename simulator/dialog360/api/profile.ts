import { Router } from 'express';
import * as v from 'valibot';

import { checked, text } from '../validation/issues';
import type { World } from '../world';
import { numberOf, pick, queryFields } from './request';

const VERTICALS = [
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'ALCOHOL',
  'ONLINE_GAMBLING',
  'PHYSICAL_GAMBLING',
  'OTC_DRUGS',
];

/** Limits of Meta's business profile page. The picture would come from a resumable upload, which isn't simulated. */
const profileBody = v.strictObject({
  messaging_product: v.literal('whatsapp'),
  about: v.optional(text(139)),
  address: v.optional(text(256, 0)),
  description: v.optional(text(512, 0)),
  email: v.optional(text(128, 0)),
  websites: v.optional(v.pipe(v.array(text(256)), v.maxLength(2))),
  vertical: v.optional(v.picklist(VERTICALS)),
});

export function profileRouter({ state }: World): Router {
  const router = Router();

  router.get('/whatsapp_business_profile', (request, response) => {
    const { profile } = numberOf(response);
    response.json({ data: [{ ...pick(profile, queryFields(request)), messaging_product: 'whatsapp' }] });
  });

  router.post('/whatsapp_business_profile', (request, response) => {
    const { messaging_product, ...changes } = checked(profileBody, request.body, 'profile');
    Object.assign(numberOf(response).profile, changes);
    state.changed();
    response.json({ success: true });
  });

  return router;
}
