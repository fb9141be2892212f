import { createHash } from 'node:crypto';

import { Router } from 'express';
import * as v from 'valibot';

import { checked, text } from '../validation/issues';
import type { World } from '../world';
import { graphError } from './errors';
import { numberOf, pick, queryFields } from './request';
import type { Uploads } from './uploads';

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

/** Limits of Meta's business profile page. */
const profileBody = v.strictObject({
  messaging_product: v.literal('whatsapp'),
  about: v.optional(text(139)),
  address: v.optional(text(256, 0)),
  description: v.optional(text(512, 0)),
  email: v.optional(text(128, 0)),
  websites: v.optional(v.pipe(v.array(text(256)), v.maxLength(2))),
  vertical: v.optional(v.picklist(VERTICALS)),
  profile_picture_handle: v.optional(v.string()),
});

export function profileRouter({ state }: World, uploads: Uploads): Router {
  const router = Router();

  router.get('/whatsapp_business_profile', (request, response) => {
    const { profile } = numberOf(response);
    response.json({ data: [{ ...pick(profile, queryFields(request)), messaging_product: 'whatsapp' }] });
  });

  router.post('/whatsapp_business_profile', (request, response) => {
    const { messaging_product, profile_picture_handle, ...changes } = checked(
      profileBody,
      request.body,
      'profile',
    );
    const { profile } = numberOf(response);
    if (profile_picture_handle !== undefined) {
      profile.profile_picture_url = pictureUrl(uploads.take(profile_picture_handle));
    }
    Object.assign(profile, changes);
    state.changed();
    response.json({ success: true });
  });

  return router;
}

/** Where Meta would show it. */
function pictureUrl(picture: Buffer | undefined): string {
  if (picture?.subarray(0, 2).toString('hex') !== 'ffd8') {
    throw graphError(100, 'Param profile_picture_handle is not the handle of a JPEG file.');
  }
  return `https://pps.whatsapp.net/${createHash('sha256').update(picture).digest('hex')}.jpg`;
}
