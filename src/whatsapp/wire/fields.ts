import * as v from 'valibot';

// As seconds this is the year 33658, as milliseconds September 2001: no real message is on the wrong side of it.
const FIRST_MILLISECONDS = 1e12;

/** Unix milliseconds of the latest time that a Date can hold. ECMAScript: Time Values and Time Range. */
const LAST_DATE = 8.64e15;

/** Ids and codes: strings by the documentation, numbers now and then. */
export const wireText = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.check((value) => value.trim() !== '', 'must not be empty'),
);

/** Unix seconds as text by the documentation; Meta has sent milliseconds too. Read as milliseconds. */
export const wireTime = v.pipe(
  wireText,
  v.transform(Number),
  v.number(),
  v.finite(),
  v.minValue(1),
  v.transform((value) => (value >= FIRST_MILLISECONDS ? value : value * 1000)),
  v.maxValue(LAST_DATE),
);

/** A field that we can do without: missing, null, empty and malformed are all the same. */
export function lenient<const TSchema extends v.GenericSchema>(schema: TSchema) {
  return v.optional(v.fallback(v.union([schema, v.undefined_()]), undefined));
}

/** The input as the schema reads it, or undefined when it does not fit. */
export function read<const TSchema extends v.GenericSchema>(
  schema: TSchema,
  input: unknown,
): v.InferOutput<TSchema> | undefined {
  const parsed = v.safeParse(schema, input);
  return parsed.success ? parsed.output : undefined;
}

/** What is wrong with an input, by the names of its fields alone: values do not belong into logs. */
export function malformed(issues: readonly v.BaseIssue<unknown>[]): string {
  const paths = issues.map((issue) => v.getDotPath(issue) ?? 'value');
  return `malformed: ${[...new Set(paths)].join(', ')}`;
}
