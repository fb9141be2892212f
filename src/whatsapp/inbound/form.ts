import * as v from 'valibot';
import type { FormField, InboundContent } from '../../domain/inboundContent';
import { compact } from '../compact';
import { read } from '../wire/fields';

type FormContent = Extract<InboundContent, { kind: 'form' }>;

interface WireForm {
  name?: string;
  body?: string;
  response_json?: string;
}

/** How deep answers may be nested before they are shown as they came. */
const MAX_DEPTH = 3;

/** Reads a filled form. Its answers are written by whoever built it: nothing about them is certain. */
export function readForm({ name = 'form', body, response_json: json }: WireForm): InboundContent {
  const fields = Object.entries(parseObject(json))
    .filter(([field]) => field !== 'flow_token')
    .flatMap(([field, value]) => fieldsOf(field, value, MAX_DEPTH));
  return compact<FormContent>({ kind: 'form', form: name, fields, summary: body });
}

/** An address comes as an object inside of the answers: each of its lines is a field of its own. */
function fieldsOf(name: string, value: unknown, depth: number): FormField[] {
  if (value === null || value === '') {
    return [];
  }
  if (Array.isArray(value) && value.every(isPlain)) {
    return [{ name, value: value.join(', ') }];
  }
  const nested =
    depth > 0 && !Array.isArray(value) ? read(v.record(v.string(), v.unknown()), value) : undefined;
  if (nested) {
    return Object.entries(nested).flatMap(([field, inner]) => fieldsOf(field, inner, depth - 1));
  }
  return [{ name, value: isPlain(value) ? String(value) : JSON.stringify(value) }];
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function parseObject(json: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return Array.isArray(value) ? {} : (read(v.record(v.string(), v.unknown()), value) ?? {});
  } catch {
    return {};
  }
}
