import { ok, type Result } from '../domain/failure';
import type { NumberHealth, WhatsAppApi } from '../services/ports';
import type { Line } from './line';
import { readAnswer } from './readAnswer';
import { healthSchema } from './schemas';

const PATH = '/health_status?fields=display_phone_number,verified_name';

export function healthApi(line: Line): Pick<WhatsAppApi, 'health'> {
  return {
    /** Also tells whether the key is good. The sandbox may not know the path: then the key counts as good. */
    async health(): Promise<Result<NumberHealth>> {
      const answer = await line.transport.get(line.base + PATH);
      if (answer.ok && line.isMissingInSandbox(answer.value)) {
        return ok({});
      }
      const health = readAnswer(healthSchema, answer);
      if (!health.ok) {
        return health;
      }
      const {
        id,
        display_phone_number: phone,
        verified_name: verifiedName,
        health_status: status,
      } = health.value;
      const phoneNumberId =
        id ?? status?.entities.find(({ entity_type }) => entity_type === 'PHONE_NUMBER')?.id;
      return ok({
        ...(phoneNumberId && { phoneNumberId }),
        ...(phone && { displayNumber: phone.startsWith('+') ? phone : `+${phone}` }),
        ...(verifiedName && { verifiedName }),
      });
    },
  };
}
