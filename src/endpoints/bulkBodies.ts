import * as v from 'valibot';

import type { Filling } from '../domain/bulk';
import type { TemplateValues } from '../domain/template';
import type { BulkRequest } from '../services/bulk/request';
import type { GivenRecipient } from '../services/bulk/recipients';
import { commonFields, commonSchema, optionalWords, readBody, words, type Read } from './bodies';

/** What fills a template: texts of its body in order, values by the ids of its inputs, or WhatsApp's own components. */
const fillingFields = {
  variables: v.nullish(v.union([v.array(words), v.record(v.string(), v.union([words, v.looseObject({})]))])),
  components: v.nullish(v.array(v.looseObject({}))),
};

const recipientSchema = v.union([
  v.pipe(
    words,
    v.transform((phoneNumber) => ({ phoneNumber, variables: undefined, components: undefined })),
  ),
  v.object({ phoneNumber: words, ...fillingFields }),
]);

const bulkSchema = v.object({
  ...commonSchema.entries,
  ...fillingFields,
  recipients: v.nullish(v.array(recipientSchema), []),
  idempotencyKey: optionalWords,
  open: v.nullish(v.boolean(), false),
});

const chunkSchema = v.object({ recipients: v.pipe(v.array(recipientSchema), v.minLength(1)) });

export function readBulk(input: unknown): Read<BulkRequest> {
  const given = readBody(bulkSchema, input);
  if (!('body' in given)) {
    return given;
  }
  const { idempotencyKey, open, recipients, template } = given.body;
  if (recipients.length === 0 && !open) {
    return { field: 'recipients', missing: true };
  }
  const { components, ...name } = template;
  return {
    body: {
      ...commonFields(given.body),
      template: name,
      filling: fillingOf(given.body) ?? { components },
      recipients: recipients.map(recipientOf),
      open,
      ...(idempotencyKey && { idempotencyKey }),
    },
  };
}

export function readRecipients(input: unknown): Read<GivenRecipient[]> {
  const given = readBody(chunkSchema, input);
  return 'body' in given ? { body: given.body.recipients.map(recipientOf) } : given;
}

function recipientOf(given: v.InferOutput<typeof recipientSchema>): GivenRecipient {
  const filling = fillingOf(given);
  return { phoneNumber: given.phoneNumber, ...(filling && { filling }) };
}

function fillingOf({
  variables,
  components,
}: Pick<v.InferOutput<typeof bulkSchema>, 'variables' | 'components'>): Filling | undefined {
  if (components) {
    return { components };
  }
  if (Array.isArray(variables)) {
    const parameters = variables.map((text) => ({ type: 'text', text }));
    return { components: [{ type: 'body', parameters }] };
  }
  return variables ? { values: variables as TemplateValues } : undefined;
}
