import * as v from 'valibot';
import { failed, ok, type Result } from '../domain/failure';
import { isSuccess, type Answer } from './answer';
import { failureOfAnswer } from './errors';
import { failures } from './failures';

/** The body of a 2xx answer as the schema reads it; of any other answer the failure that it stands for. */
export function readAnswer<const TSchema extends v.GenericSchema>(
  schema: TSchema,
  answer: Result<Answer>,
): Result<v.InferOutput<TSchema>> {
  if (!answer.ok) {
    return answer;
  }
  if (!isSuccess(answer.value)) {
    return failed(failureOfAnswer(answer.value));
  }
  const parsed = v.safeParse(schema, parseJson(answer.value.bytes));
  return parsed.success ? ok(parsed.output) : failed(failures.unexpectedAnswer());
}

/** By hand: the host parses JSON only where the content type says so, and not at all where bytes were asked for. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
