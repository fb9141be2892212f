import * as v from 'valibot';

import { text } from './issues';

const parameter = v.looseObject({
  type: text(40),
  parameter_name: v.optional(text(512)),
  text: v.optional(v.string()),
});

const component = v.looseObject({
  type: v.picklist(['header', 'body', 'button', 'limited_time_offer', 'carousel', 'order_status']),
  sub_type: v.optional(v.string()),
  index: v.optional(v.union([v.string(), v.number()])),
  parameters: v.optional(v.array(parameter)),
});

/** A filled-in template. What has to be in it depends on the template: see `messaging/template-check.ts`. */
export const templateContent = v.looseObject({
  name: text(512),
  language: v.looseObject({ code: text(10) }),
  components: v.optional(
    v.array(
      v.looseObject({
        ...component.entries,
        cards: v.optional(
          v.array(v.looseObject({ card_index: v.number(), components: v.optional(v.array(component)) })),
        ),
      }),
    ),
  ),
});

export type TemplateContent = v.InferOutput<typeof templateContent>;
export type FilledComponent = v.InferOutput<typeof component>;
export type FilledParameter = v.InferOutput<typeof parameter>;
