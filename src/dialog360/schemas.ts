import * as v from 'valibot';
import { ABILITIES, QUALITIES } from '../domain/health';
import { VERTICALS } from '../domain/profile';
import { lenient, wireText } from '../whatsapp/wire/fields';

const optionalWord = lenient(wireText);

const ability = lenient(v.picklist(ABILITIES));

/** `GET /health_status?fields=…`: Graph fields of the number beside `health_status`. */
export const healthSchema = v.object({
  id: optionalWord,
  display_phone_number: optionalWord,
  verified_name: optionalWord,
  quality_rating: lenient(v.picklist(QUALITIES)),
  whatsapp_business_manager_messaging_limit: optionalWord,
  health_status: lenient(
    v.object({
      can_send_message: ability,
      entities: v.array(
        v.object({
          entity_type: v.string(),
          id: optionalWord,
          can_send_message: ability,
          additional_info: lenient(v.array(v.string())),
          errors: lenient(
            v.array(
              v.object({
                error_code: lenient(v.pipe(wireText, v.transform(Number), v.integer())),
                error_description: optionalWord,
                possible_solution: optionalWord,
              }),
            ),
          ),
        }),
      ),
    }),
  ),
});

/** `GET /v1/configs/webhook`. Both may be missing: no webhook is set. */
export const webhookSchema = v.object({
  url: v.fallback(v.nullish(v.string(), ''), ''),
  headers: v.fallback(v.nullish(v.record(v.string(), v.string()), {}), {}),
});

/** `GET /whatsapp_business_profile`. */
export const profileSchema = v.object({
  data: v.array(
    v.object({
      about: lenient(v.string()),
      address: lenient(v.string()),
      description: lenient(v.string()),
      email: lenient(v.string()),
      websites: lenient(v.array(v.string())),
      vertical: lenient(v.picklist(VERTICALS)),
      profile_picture_url: optionalWord,
    }),
  ),
});

/** `POST /upload:…`. */
export const handleSchema = v.object({ h: wireText });

/** `POST /messages`. */
export const sentSchema = v.object({
  messages: v.looseTuple([v.object({ id: wireText })]),
});

/** `POST /media`. */
export const uploadedSchema = v.object({ id: wireText });

/** `GET /{media-id}`. The URL is good for 5 minutes. */
export const mediaSchema = v.object({
  url: wireText,
  mime_type: optionalWord,
  sha256: optionalWord,
  file_size: lenient(v.pipe(wireText, v.transform(Number), v.number())),
});
