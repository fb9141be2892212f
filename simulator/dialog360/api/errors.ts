import { newTraceId } from '../ids';
import { metaError } from '../meta-errors';
import type { ErrorShape } from '../options';

/** A request that ends in an error answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    message: string,
  ) {
    super(message);
  }
}

/** An error of Meta's that 360dialog passes on as it is. */
export function graphError(
  code: number,
  details: string,
  extra: { subcode?: number; http?: number; userMessage?: string } = {},
): ApiError {
  const { http, title } = metaError(code);
  const message = code === 100 ? `(#100) ${details}` : `(#${code}) ${title}`;
  const body = {
    error: {
      message,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      ...(extra.subcode ? { error_subcode: extra.subcode } : {}),
      ...(extra.userMessage ? { error_user_msg: extra.userMessage } : {}),
      fbtrace_id: newTraceId(),
    },
  };
  return new ApiError(extra.http ?? http, body, message);
}

/** Meta's answer for an object that isn't there or belongs to somebody else. */
export function missingObject(id: string): ApiError {
  const details =
    `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
    'permissions, or does not support this operation';
  return graphError(100, details, { subcode: 33 });
}

/** An error of 360dialog's own. */
export class OwnError extends Error {
  constructor(
    readonly status: number,
    readonly text: string,
  ) {
    super(text);
  }

  body(shape: ErrorShape): unknown {
    switch (shape) {
      case 'meta':
        return { meta: { success: false, http_code: this.status, developer_message: this.text } };
      case 'metaCamel':
        return { meta: { httpCode: this.status, developerMessage: this.text, success: false } };
      case 'error':
        return { error: this.text };
      case 'message':
        return { message: this.text };
      case 'text':
        return this.text;
    }
  }
}

/** Texts of 360dialog's error list. */
export const OWN_TEXTS = {
  invalidKey: 'Invalid api_key or token expired',
  disabled:
    'Your WhatsApp for Business API has been disabled. If you believe this is a mistake, please contact our support team.',
  unpaid:
    'Could not send message due to lack of payment. Messaging can resume once overdue invoices towards 360dialog ' +
    'are settled. Please reach out to our integration partner.',
  blocked: 'The endpoint is blocked',
  rateLimit: 'You have exceeded the endpoint rate limit.',
  internal: 'Internal server error',
  unavailable: 'WhatsApp for Business API not available',
} as const;
