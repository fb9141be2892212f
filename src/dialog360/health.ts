import type * as v from 'valibot';

import { ok, type Result } from '../domain/failure';
import type { Hindrance, NumberHealth } from '../domain/health';
import type { WhatsAppApi } from '../services/ports';
import type { Line } from './line';
import { readAnswer } from './readAnswer';
import { healthSchema } from './schemas';

const NAMES = 'display_phone_number,verified_name';
const RATINGS = 'quality_rating,whatsapp_business_manager_messaging_limit';
/** Graph's code for, among others, a field that does not exist. Meta: error codes. */
const INVALID_PARAMETER = 100;

type Body = v.InferOutput<typeof healthSchema>;
type Entity = NonNullable<Body['health_status']>['entities'][number];

export function healthApi(line: Line): Pick<WhatsAppApi, 'health'> {
  const ask = async (fields: string): Promise<Result<Body>> => {
    const answer = await line.transport.get(`${line.base}/health_status?fields=${fields}`);
    return answer.ok && line.isMissingInSandbox(answer.value) ? ok({}) : readAnswer(healthSchema, answer);
  };
  return {
    /** Also tells whether the key is good. The sandbox may not know the path: then the key counts as good. */
    async health(): Promise<Result<NumberHealth>> {
      const all = await ask(`${NAMES},${RATINGS}`);
      // One field that a number does not have spoils the whole answer; and the ratings are a bonus.
      const health = !all.ok && all.failure.code === INVALID_PARAMETER ? await ask(NAMES) : all;
      return health.ok ? ok(healthOf(health.value)) : health;
    },
  };
}

function healthOf(body: Body): NumberHealth {
  const { display_phone_number: phone, verified_name: verifiedName, quality_rating: quality } = body;
  const entities = body.health_status?.entities ?? [];
  const ability = body.health_status?.can_send_message;
  const phoneNumberId = body.id ?? entities.find(({ entity_type }) => entity_type === 'PHONE_NUMBER')?.id;
  const messagingLimit = limitOf(body.whatsapp_business_manager_messaging_limit);
  const hindrances = entities.flatMap(hindrancesOf);
  return {
    ...(phoneNumberId && { phoneNumberId }),
    ...(phone && { displayNumber: phone.startsWith('+') ? phone : `+${phone}` }),
    ...(verifiedName && { verifiedName }),
    ...(quality && { quality }),
    ...(messagingLimit && { messagingLimit }),
    ...(ability && { ability }),
    ...(hindrances.length > 0 && { hindrances }),
  };
}

/** `TIER_250`, `TIER_2K`, `TIER_UNLIMITED`. Meta: messaging limits. */
function limitOf(tier: string | undefined): NumberHealth['messagingLimit'] {
  if (tier === 'TIER_UNLIMITED') {
    return 'unlimited';
  }
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(tier ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (thousands ? 1_000 : 1);
}

function hindrancesOf({ entity_type: entity, additional_info: info = [], errors = [] }: Entity): Hindrance[] {
  return [
    ...errors.map(({ error_code: code, error_description: words = '', possible_solution: solution }) => ({
      entity,
      words,
      ...(code !== undefined && { code }),
      ...(solution && { solution }),
    })),
    ...info.map((words) => ({ entity, words })),
  ];
}
