import * as v from 'valibot';

import type { TemplateName } from '../domain/bulk';

/** Texts come as numbers now and then, and in fields of other systems with spaces around them. */
export const words = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((value) => String(value).trim()),
);

/** Left out, null and empty are the same. */
export const optionalWords = v.pipe(
  v.nullish(words),
  v.transform((value) => value || undefined),
);

/** Meta's template object. `namespace` and `policy` are of the past, and passed over like everything else unknown. */
const templateSchema = v.object({
  name: v.pipe(words, v.minLength(1)),
  language: v.pipe(
    v.union([words, v.object({ code: words })]),
    v.transform((language) => (typeof language === 'string' ? language : language.code)),
    v.minLength(1),
  ),
  components: v.nullish(v.array(v.looseObject({})), []),
});

export interface GivenTemplate extends TemplateName {
  components: object[];
}

export interface CommonFields {
  template: GivenTemplate;
  connectedNumber?: string;
  agent?: string;
  department?: string;
}

/** What was read, or the name of the field that is missing or malformed. */
export type Read<T> = { body: T } | { field: string; missing: boolean };

/** Fields that all requests to send a template have in common, by the names of Rocket.Chat's own app. */
export const commonSchema = v.object({
  template: templateSchema,
  connectedWhatsAppNo: optionalWords,
  targetAgent: optionalWords,
  targetDepartment: optionalWords,
});

/** A single number is as good as a list of one. */
const phoneNumbersSchema = v.pipe(
  v.union([v.array(words), words]),
  v.transform((value) => (Array.isArray(value) ? value : [value])),
  v.minLength(1),
);

const templateMessageSchema = v.object({ phoneNumbers: phoneNumbersSchema, ...commonSchema.entries });

export interface TemplateMessageBody extends CommonFields {
  phoneNumbers: string[];
}

export function readTemplateMessage(input: unknown): Read<TemplateMessageBody> {
  const given = readBody(templateMessageSchema, input);
  if (!('body' in given)) {
    return given;
  }
  const { phoneNumbers } = given.body;
  return { body: { phoneNumbers, ...commonFields(given.body) } };
}

export function commonFields(given: v.InferOutput<typeof commonSchema>): CommonFields {
  const { template, connectedWhatsAppNo, targetAgent, targetDepartment } = given;
  return {
    template,
    ...(connectedWhatsAppNo && { connectedNumber: connectedWhatsAppNo }),
    ...(targetAgent && { agent: targetAgent }),
    ...(targetDepartment && { department: targetDepartment }),
  };
}

export function readBody<const TSchema extends v.GenericSchema>(
  schema: TSchema,
  input: unknown,
): Read<v.InferOutput<TSchema>> {
  // A body that is no JSON object comes as anything.
  const parsed = v.safeParse(schema, typeof input === 'object' && input !== null ? input : {});
  if (parsed.success) {
    return { body: parsed.output };
  }
  const [issue] = parsed.issues;
  return { field: v.getDotPath(issue) ?? '', missing: issue.input === undefined };
}
