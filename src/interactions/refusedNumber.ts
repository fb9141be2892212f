import { text, type Say } from '../domain/text';
import type { ConnectResult, Refusal } from '../services/connectionForm';
import type { ReplaceQuestion } from '../services/earlierWebhook';
import { section } from './blocks';
import { NextView, type FieldErrors, type Submit } from './desk';
import { FIELD, fieldErrors, modal } from './numberForm';
import type { View } from './views';

/** What somebody gets to see instead of a number's form that was not accepted. */
export async function refused(
  say: Say,
  result: Exclude<ConnectResult, { ok: true }>,
  { blockIds }: Submit,
  form: () => Promise<View>,
): Promise<FieldErrors | NextView> {
  if ('question' in result) {
    return replaceView(say, (await form()).id, result.question);
  }
  if (blockIds.includes(FIELD.apiKey)) {
    return fieldErrors(say, result.refusal);
  }
  return withReasons(say, await form(), result.refusal);
}

/** Clients keep what was entered meanwhile, and submit it with the answer. */
function replaceView(say: Say, id: string, { number, address }: ReplaceQuestion): NextView {
  const view = { id, title: say('connect.replaceTitle'), submit: say('connect.replace'), danger: true };
  const question = section(say('connect.replaceQuestion', { number, address }));
  return new NextView(modal(say, view, [question]), text('connect.replaceUnasked', { number, address }));
}

/** After the question the fields are not there to show what is wrong with them. */
function withReasons(say: Say, form: View, refusal: Refusal): NextView {
  const reasons = Object.values(refusal);
  const warnings = reasons.map((reason) => section(`⚠️ ${say(reason)}`));
  return new NextView({ ...form, blocks: [...warnings, ...form.blocks] }, reasons[0]);
}
