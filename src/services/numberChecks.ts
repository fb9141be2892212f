import { LIMITS } from '../domain/limits';
import { AUTOMATIC_MESSAGES, type AutomaticMessages } from '../domain/number';
import { PACE_RANGES, wrongPaceFields, type PaceField, type PaceForm } from '../domain/pace';
import { placeholder, PLACEHOLDERS, unknownPlaceholders } from '../domain/placeholders';
import { text, type Text } from '../domain/text';
import type { ConnectForm, Refusal } from './connectionForm';
import type { Workspace } from './ports';
import type { WebhookKeeper } from './webhookKeeper';

/** Sentences by the field where they can be mended; none where all is well. */
type Wrong<Field extends string> = Partial<Record<Field, Text>>;

/**
 * What can be said of a form without asking 360dialog.
 * @param present the department that the number has, which may stay while it has no agents
 */
export async function checkForm(
  form: ConnectForm,
  { webhooks, workspace }: { webhooks: WebhookKeeper; workspace: Workspace },
  present?: string,
): Promise<Refusal | undefined> {
  const wrongKey = checkKey(form.apiKey);
  if (wrongKey) {
    return { apiKey: wrongKey };
  }
  const { departmentId } = form;
  const isGone =
    departmentId === present
      ? departmentId && (await workspace.isDepartmentGone(departmentId))
      : departmentId && !(await workspace.departmentName(departmentId));
  if (isGone) {
    return { departmentId: text('connect.departmentGone') };
  }
  const wrong = { ...checkTexts(form.messages), ...checkPace(form.pace) };
  if (Object.keys(wrong).length > 0) {
    return wrong;
  }
  const unreachable = await webhooks.whyUnreachable();
  return unreachable && { apiKey: unreachable };
}

/** Keys have no form of their own by which more could be told. 360dialog: API key. */
export function checkKey(apiKey: string): Text | undefined {
  if (!apiKey) {
    return text('connect.keyMissing');
  }
  return /\s/.test(apiKey) ? text('connect.keyMalformed') : undefined;
}

export function checkTexts(messages: AutomaticMessages): Wrong<keyof AutomaticMessages> {
  const refusals = AUTOMATIC_MESSAGES.flatMap((field) => {
    const wrong = checkText(messages[field] ?? '', PLACEHOLDERS[field]);
    return wrong ? [[field, wrong] as const] : [];
  });
  return Object.fromEntries(refusals);
}

/** What a text cannot be filled with would reach customers as it stands there. */
function checkText(words: string, known: readonly string[]): Text | undefined {
  const { textLength: max } = LIMITS;
  if (words.length > max) {
    return text('connect.textTooLong', { length: words.length, max });
  }
  const unknown = unknownPlaceholders(words, known);
  return unknown.length > 0
    ? text('connect.placeholderUnknown', { unknown: listed(unknown), known: listed(known) })
    : undefined;
}

function checkPace(pace: PaceForm = {}): Wrong<PaceField> {
  const refusals = wrongPaceFields(pace).map((field) => {
    const { min, max } = PACE_RANGES[field];
    return [field, text('edit.paceWrong', { min, max })] as const;
  });
  return Object.fromEntries(refusals);
}

function listed(names: readonly string[]): string {
  return names.map(placeholder).join(', ');
}
