import * as v from 'valibot';
import { lenient, wireText } from '../whatsapp/wire/fields';

const optionalWord = lenient(wireText);

/** `GET /health_status?fields=…`: Graph fields of the number beside `health_status`. */
export const healthSchema = v.object({
  id: optionalWord,
  display_phone_number: optionalWord,
  verified_name: optionalWord,
  health_status: lenient(
    v.object({ entities: v.array(v.object({ entity_type: v.string(), id: optionalWord })) }),
  ),
});

/** `GET /v1/configs/webhook`. Both may be missing: no webhook is set. */
export const webhookSchema = v.object({
  url: v.fallback(v.nullish(v.string(), ''), ''),
  headers: v.fallback(v.nullish(v.record(v.string(), v.string()), {}), {}),
});

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
