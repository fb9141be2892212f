import { text, type Say } from '../domain/text';
import type { ConnectForm, ConnectResult, Refusal } from '../services/connectionForm';
import type { ReplaceQuestion } from '../services/earlierWebhook';
import { section } from './blocks';
import { NextView, type Desk, type FieldErrors, type Submit } from './desk';
import { fieldErrors, modal, readNumberForm, viewButton } from './numberForm';
import type { View } from './views';

/** Makes a number's form, with what was entered in it where that is given; never with the key. */
type MakeForm = (entered?: ConnectForm) => Promise<View>;

/** What somebody gets to see instead of a number's form that was not accepted. */
export async function refused(
  { services, say }: Desk,
  result: Exclude<ConnectResult, { ok: true }>,
  { state, user }: Submit,
  form: MakeForm,
): Promise<FieldErrors | NextView> {
  if ('question' in result) {
    return replaceView(say, result.question, { state, form });
  }
  // After the question the fields are not there to show what is wrong with them.
  return (await services.replacements.isAsking(user.id))
    ? withReasons(say, await form(), result.refusal)
    : fieldErrors(say, result.refusal);
}

/** Clients keep what was entered meanwhile, and submit it with the answer. */
async function replaceView(
  say: Say,
  { number, address }: ReplaceQuestion,
  { state, form }: { state: unknown; form: MakeForm },
): Promise<NextView> {
  const { id } = await form();
  const view = { id, title: say('connect.replaceTitle'), submit: say('connect.replace'), danger: true };
  const question = section(say('connect.replaceQuestion', { number, address }));
  return new NextView(modal(say, view, [question]), {
    reason: text('connect.replaceLate', { number, address }),
    // A form that is opened anew knows nothing of what was entered before.
    view: async () => {
      const again = await form(readNumberForm(state));
      const submit = viewButton('submit', say('connect.replace'), true);
      return { ...again, submit, blocks: [question, ...again.blocks] };
    },
  });
}

function withReasons(say: Say, form: View, refusal: Refusal): NextView {
  const reasons = Object.values(refusal);
  const warnings = reasons.map((reason) => section(`⚠️ ${say(reason)}`));
  const view = { ...form, blocks: [...warnings, ...form.blocks] };
  return new NextView(view, { reason: reasons[0] ?? text('form.broken') });
}
