import * as v from 'valibot';

import { type ApiError, graphError } from '../api/errors';

/** Checks a part of a request body. @throws ApiError in Meta's words: 131008 missing, 131009 bad value, else 100. */
export function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  name: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) {
    return result.output;
  }
  throw errorOf(result.issues[0], name);
}

/** A text between lengths, in characters. */
export function text(max: number, min = 1) {
  return v.pipe(v.string(), v.minLength(min), v.maxLength(max));
}

const LENGTHS = new Set(['min_length', 'max_length']);

function errorOf(issue: v.BaseIssue<unknown>, name: string): ApiError {
  const keys = issue.path?.map((item) => String(item.key)) ?? [];
  const param = name + keys.map((key) => `['${key}']`).join('');
  const isKeyProblem = issue.type.endsWith('object') && issue.path !== undefined;
  if (isKeyProblem && issue.expected === 'never') {
    const parent =
      name +
      keys
        .slice(0, -1)
        .map((key) => `['${key}']`)
        .join('');
    return graphError(100, `Unexpected key "${keys.at(-1)}" on param "${parent}".`);
  }
  if (isKeyProblem && issue.received === 'undefined') {
    return graphError(131008, `Parameter ${param} is mandatory.`);
  }
  if (issue.type === 'check') {
    return graphError(131009, issue.message);
  }
  if (LENGTHS.has(issue.type)) {
    const details = `Param ${param} has a length of ${issue.received}, allowed is ${issue.expected}.`;
    return graphError(name === 'interactive' ? 131009 : 100, details);
  }
  return graphError(100, `Param ${param} must be ${issue.expected ?? 'valid'} - got ${issue.received}.`);
}
