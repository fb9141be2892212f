import * as v from 'valibot';
import type { InboundContent } from '../../domain/inbound';
import { read } from '../wire/fields';
import { buttonBodySchema, interactiveBodySchema } from '../wire/message';

/** Reads a tap on a reply button or list row, or a filled form (`nfm_reply`: a flow or an address). */
export function readInteractiveReply(message: unknown): InboundContent | undefined {
  const interactive = read(interactiveBodySchema, message)?.interactive;
  switch (interactive?.type) {
    case 'button_reply':
      return { kind: 'reply', ...interactive.button_reply };
    case 'list_reply':
      return { kind: 'reply', ...interactive.list_reply };
    case 'nfm_reply': {
      const { name = 'form', body = '', response_json: answers } = interactive.nfm_reply;
      return { kind: 'reply', id: name, title: formLines(answers).join('\n') || body || name };
    }
    default:
      return undefined;
  }
}

/** Reads a tap on a quick reply of a template. */
export function readTemplateReply(message: unknown): InboundContent | undefined {
  const { text, payload } = read(buttonBodySchema, message)?.button ?? {};
  const title = text ?? payload;
  return title === undefined ? undefined : { kind: 'reply', id: payload ?? title, title };
}

/** The answers of a form, one a line. Its JSON is written by whoever built the form: nothing about it is certain. */
function formLines(json: string | undefined): string[] {
  const answers = parseObject(json);
  return Object.entries(answers)
    .filter(([field]) => field !== 'flow_token')
    .map(([field, value]) => `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
}

function parseObject(json: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return Array.isArray(value) ? {} : (read(v.record(v.string(), v.unknown()), value) ?? {});
  } catch {
    return {};
  }
}
