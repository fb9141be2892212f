import * as v from 'valibot';
import type { Failure, FailureScope } from '../domain/failure';
import { text } from '../domain/text';
import { failureOf, isKnownError } from '../whatsapp/errors';
import type { Answer } from './answer';

/** What an error body says, in whichever of its shapes. */
interface ErrorBody {
  code?: number;
  message: string;
}

/** Characters of a plain-text error that are shown. */
const MAX_TEXT = 300;

const words = v.pipe(v.string(), v.nonEmpty());

const metaError = v.object({
  code: v.optional(v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.integer())),
  message: v.optional(v.string()),
  title: v.optional(v.string()),
  details: v.optional(v.string()),
  /** Of templates: what to change, in the words of Meta's own pages. */
  error_user_msg: v.optional(v.string()),
  error_data: v.optional(v.object({ details: v.optional(v.string()) })),
});

function fromMeta(error: v.InferOutput<typeof metaError>): ErrorBody {
  const message =
    error.error_user_msg ?? error.error_data?.details ?? error.details ?? error.message ?? error.title ?? '';
  return { code: error.code, message };
}

const fromText = (message: string): ErrorBody => ({ message });

/**
 * The shapes that errors come in: Meta's passed through (bare, or under `detail`), 360dialog's own three, and the
 * list of the former API.
 */
const errorBodySchema = v.union([
  v.pipe(
    v.object({ error: metaError }),
    v.transform(({ error }) => fromMeta(error)),
  ),
  v.pipe(
    v.object({ error: words }),
    v.transform(({ error }) => fromText(error)),
  ),
  v.pipe(
    v.object({ message: words }),
    v.transform(({ message }) => fromText(message)),
  ),
  v.pipe(
    v.object({ meta: v.object({ developer_message: words }) }),
    v.transform(({ meta }) => fromText(meta.developer_message)),
  ),
  v.pipe(
    v.object({ meta: v.object({ developerMessage: words }) }),
    v.transform(({ meta }) => fromText(meta.developerMessage)),
  ),
  v.pipe(
    v.object({ detail: v.object({ error: metaError }) }),
    v.transform(({ detail }) => fromMeta(detail.error)),
  ),
  v.pipe(
    v.object({ errors: v.looseTuple([metaError]) }),
    v.transform(({ errors: [error] }) => fromMeta(error)),
  ),
]);

interface TextRule {
  says: RegExp;
  sentence: string;
  scope: FailureScope;
  retryable: boolean;
}

/** Texts of 360dialog's own errors, which come with status 400 or 403. 360dialog: API error message list. */
const TEXT_RULES: readonly TextRule[] = [
  { says: /rate limit|limit of \d+ request/i, sentence: 'too-fast', scope: 'message', retryable: true },
  { says: /has been disabled/i, sentence: 'disabled', scope: 'channel', retryable: false },
  { says: /payment/i, sentence: 'payment', scope: 'channel', retryable: false },
  { says: /is blocked/i, sentence: 'endpoint-blocked', scope: 'channel', retryable: false },
];

const STATUS_RULES: readonly (Omit<TextRule, 'says'> & { applies: (status: number) => boolean })[] = [
  { applies: (status) => status === 401, sentence: 'bad-key', scope: 'channel', retryable: false },
  { applies: (status) => status === 403, sentence: 'forbidden', scope: 'channel', retryable: false },
  { applies: (status) => status === 404, sentence: 'not-found', scope: 'message', retryable: false },
  { applies: (status) => status === 413, sentence: 'upload-too-big', scope: 'message', retryable: false },
  { applies: (status) => status === 429, sentence: 'too-fast', scope: 'message', retryable: true },
  { applies: (status) => status >= 500, sentence: 'provider-down', scope: 'message', retryable: true },
];

/** The failure that an answer other than 2xx stands for: by Meta's code, else by 360dialog's text, else by status. */
export function failureOfAnswer({ status, headers, bytes }: Answer): Failure {
  const { code, message } = readBody(bytes.toString('utf8'));
  const retryAfter = secondsOf(headers['retry-after']);
  const asked = retryAfter !== undefined && { retryAfter };
  if (code !== undefined && isKnownError(code)) {
    return { ...failureOf(code, message), ...asked };
  }
  const rule = textRuleOf(status, message) ?? STATUS_RULES.find(({ applies }) => applies(status));
  if (!rule) {
    return {
      ...failureOf(code ?? status, message),
      code: code ?? `http-${status}`,
      log: `360dialog: HTTP ${status}`,
    };
  }
  return {
    code: code ?? `http-${status}`,
    scope: rule.scope,
    retryable: rule.retryable,
    ...asked,
    human: text(`failure.${rule.sentence}`, { code: code ?? status, details: message }),
    log: `360dialog: HTTP ${status}`,
  };
}

/** What a bad key or a server in trouble says besides is of no interest. */
function textRuleOf(status: number, message: string): TextRule | undefined {
  return status === 401 || status >= 500 ? undefined : TEXT_RULES.find(({ says }) => says.test(message));
}

function readBody(content: string): ErrorBody {
  try {
    const parsed = v.safeParse(errorBodySchema, JSON.parse(content));
    return parsed.success ? parsed.output : fromText('');
  } catch {
    // Plain text is worth showing; a page of HTML from something in between is not.
    return fromText(content.includes('<') ? '' : content.trim().slice(0, MAX_TEXT));
  }
}

function secondsOf(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
}
