import type { Referral } from '../../domain/inbound';
import { compact } from '../compact';
import type { WireMessageHead } from '../wire/message';

/** Reads from which advertisement or post the customer came; nothing when it tells nothing. */
export function readReferral({ referral }: WireMessageHead): Referral | undefined {
  if (!referral) {
    return undefined;
  }
  const told = compact<Partial<Referral>>({
    url: referral.source_url || undefined,
    headline: referral.headline || undefined,
    body: referral.body || undefined,
    pictureUrl: referral.image_url || referral.thumbnail_url || undefined,
    videoUrl: referral.video_url || undefined,
  });
  const source = referral.source_type === 'post' ? 'post' : 'ad';
  return Object.keys(told).length > 0 ? { source, ...told } : undefined;
}
