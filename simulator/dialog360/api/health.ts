import { Router } from 'express';

import type { NumberRecord } from '../state/records';
import { numberOf, pick, queryFields } from './request';

/** The state of the number and what stands above it; the first thing that an integration asks with a new key. */
export function healthRouter(): Router {
  const router = Router();
  router.get('/health_status', (request, response) => {
    const number = numberOf(response);
    response.json({
      ...pick(phoneNumberFields(number), queryFields(request)),
      id: number.phoneNumberId,
      health_status: {
        can_send_message: number.canSend,
        entities: [
          { entity_type: 'PHONE_NUMBER', id: number.phoneNumberId, ...ability(number) },
          { entity_type: 'WABA', id: number.wabaId, can_send_message: 'AVAILABLE' },
          { entity_type: 'BUSINESS', id: `1${number.wabaId}`, can_send_message: 'AVAILABLE' },
          { entity_type: 'APP', id: `2${number.wabaId}`, can_send_message: 'AVAILABLE' },
        ],
      },
    });
  });
  return router;
}

function ability({ canSend }: NumberRecord): Record<string, unknown> {
  switch (canSend) {
    case 'AVAILABLE':
      return { can_send_message: canSend };
    case 'LIMITED':
      return { can_send_message: canSend, additional_info: ['Your display name has not been approved yet.'] };
    case 'BLOCKED':
      return {
        can_send_message: canSend,
        errors: [
          {
            error_code: 141000,
            error_description: 'The phone number is blocked from sending messages.',
            possible_solution: 'Contact support.',
          },
        ],
      };
  }
}

/** Graph's fields of a phone number, as far as `fields` may ask for them. */
function phoneNumberFields(number: NumberRecord): Record<string, unknown> {
  return {
    display_phone_number: `+${number.displayNumber}`,
    verified_name: number.verifiedName,
    name_status: 'APPROVED',
    quality_rating: number.qualityRating,
    code_verification_status: 'VERIFIED',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    status: 'CONNECTED',
    whatsapp_business_manager_messaging_limit: number.messagingLimit ?? 'TIER_2K',
  };
}
