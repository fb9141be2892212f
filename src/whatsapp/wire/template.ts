import * as v from 'valibot';
import { lenient, wireText } from './fields';

const optionalText = lenient(wireText);

/** `APPROVED` in Graph's style, `approved` in 360dialog's older one. */
const word = v.pipe(
  wireText,
  v.transform((value) => value.trim().toUpperCase()),
);
const optionalWord = lenient(word);

/** One example, or a list of them; texts of a body come as a list of lists, of which the first counts. */
const samples = lenient(
  v.pipe(
    v.union([wireText, v.array(v.union([wireText, v.array(wireText)]))]),
    v.transform((value) => (typeof value === 'string' ? [value] : value.flatMap((inner) => inner))),
  ),
);

const namedSamples = lenient(v.array(v.object({ param_name: wireText, example: wireText })));

const example = v.object({
  header_text: samples,
  header_text_named_params: namedSamples,
  body_text: samples,
  body_text_named_params: namedSamples,
});

const button = v.object({
  type: word,
  text: optionalText,
  url: optionalText,
  phone_number: optionalText,
  example: samples,
  flow_id: optionalText,
  flow_name: optionalText,
  flow_action: optionalWord,
  navigate_screen: optionalText,
  otp_type: optionalWord,
  supported_apps: lenient(v.array(v.object({ package_name: wireText, signature_hash: wireText }))),
});

/** What cards can have, which have no cards themselves. */
const part = {
  type: word,
  format: optionalWord,
  text: optionalText,
  example: lenient(example),
  buttons: lenient(v.array(button)),
  limited_time_offer: lenient(v.object({ text: optionalText, has_expiration: lenient(v.boolean()) })),
  add_security_recommendation: lenient(v.boolean()),
  code_expiration_minutes: lenient(v.pipe(wireText, v.transform(Number), v.integer())),
};

export const wirePartSchema = v.object(part);

export const wireComponentSchema = v.object({
  ...part,
  cards: lenient(v.array(v.object({ components: v.array(wirePartSchema) }))),
});

/** One template as `GET /message_templates` and, in its older form, `GET /v1/configs/templates` list it. */
export const wireTemplateSchema = v.object({
  id: optionalText,
  /** Meta's id, in the older form, where `id` is 360dialog's. */
  external_id: optionalText,
  name: wireText,
  language: wireText,
  status: word,
  category: lenient(word),
  parameter_format: optionalWord,
  components: v.array(wireComponentSchema),
  rejected_reason: optionalWord,
  quality_score: lenient(
    v.union([
      v.pipe(
        v.object({ score: word }),
        v.transform(({ score }) => score),
      ),
      word,
    ]),
  ),
});

export type WirePart = v.InferOutput<typeof wirePartSchema>;
export type WireComponent = v.InferOutput<typeof wireComponentSchema>;
export type WireButton = v.InferOutput<typeof button>;
export type WireTemplate = v.InferOutput<typeof wireTemplateSchema>;
