import { failed, type Failure, type Result } from '../domain/failure';
import { text } from '../domain/text';

/** How the host's codes look, wherever in an error's message they stand. */
const CODE = /\berror(?:-[a-z]+)+\b/i;

/** The code of an error of the host, if it has one of those that are its answers rather than its troubles. */
export function codeOf(error: unknown): string | undefined {
  return CODE.exec(messageOf(error))?.[0];
}

/** The first of these codes, or signs, that an error of the host bears. */
export function codeIn(error: unknown, codes: readonly string[]): string | undefined {
  const message = messageOf(error);
  return codes.find((code) => message.includes(code));
}

/** @param sentence says to people why; gets the code as its `reason` besides its parameters */
export function failureOf(code: string, sentence: string, params: Record<string, string> = {}): Failure {
  return {
    code,
    scope: 'message',
    retryable: false,
    human: text(sentence, { ...params, reason: code }),
    log: `The host refused: ${code}`,
  };
}

/** An error of the host as a failure, where it is expected; throws it where it is not. */
export function refusal(error: unknown, expected: readonly string[], sentence: string): Result<never> {
  const code = codeIn(error, expected);
  if (!code) {
    throw error;
  }
  return failed(failureOf(code, sentence));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
