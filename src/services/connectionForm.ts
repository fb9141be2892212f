import type { Failure } from '../domain/failure';
import type { AutomaticMessages, ConnectedNumber, Environment } from '../domain/number';
import type { PaceField, PaceForm } from '../domain/pace';
import type { Text } from '../domain/text';
import type { ReplaceQuestion } from './earlierWebhook';

export interface ConnectForm {
  apiKey: string;
  environment: Environment;
  departmentId?: string;
  messages: AutomaticMessages;
  /** Only of numbers that are connected. */
  pace?: PaceForm;
}

export type ConnectField =
  Exclude<keyof ConnectForm, 'messages' | 'pace'> | keyof AutomaticMessages | PaceField;

/** Why a form was refused, at the field where it can be mended. */
export type Refusal = Partial<Record<ConnectField, Text>>;

export type ConnectResult =
  | { ok: true; number: ConnectedNumber }
  | { ok: false; refusal: Refusal }
  /** Nothing is changed until whoever entered the form agrees by submitting it again. */
  | { ok: false; question: ReplaceQuestion };

/** What is wrong with a number is told at its key. */
export function refuse(failure: Failure): ConnectResult {
  return { ok: false, refusal: { apiKey: failure.human } };
}
