import type { AutomaticMessages } from '../domain/number';
import { PACE_RANGES, wrongPaceFields, type PaceField, type PaceForm } from '../domain/pace';
import { placeholder, PLACEHOLDERS, unknownPlaceholders } from '../domain/placeholders';
import { text, type Text } from '../domain/text';

/** Sentences by the field where they can be mended; none where all is well. */
type Wrong<Field extends string> = Partial<Record<Field, Text>>;

const TEXTS = ['welcome', 'finished', 'offline'] as const;

/** Keys have no form of their own by which more could be told. 360dialog: API key. */
export function checkKey(apiKey: string): Text | undefined {
  if (!apiKey) {
    return text('connect.keyMissing');
  }
  return /\s/.test(apiKey) ? text('connect.keyMalformed') : undefined;
}

/** What a text cannot be filled with would reach customers as it stands there. */
export function checkTexts(messages: AutomaticMessages): Wrong<keyof AutomaticMessages> {
  const refusals = TEXTS.flatMap((field) => {
    const known = PLACEHOLDERS[field];
    const unknown = unknownPlaceholders(messages[field] ?? '', known);
    const names = { unknown: listed(unknown), known: listed(known) };
    return unknown.length > 0 ? [[field, text('connect.placeholderUnknown', names)] as const] : [];
  });
  return Object.fromEntries(refusals);
}

export function checkPace(pace: PaceForm = {}): Wrong<PaceField> {
  const refusals = wrongPaceFields(pace).map((field) => {
    const { min, max } = PACE_RANGES[field];
    return [field, text('edit.paceWrong', { min, max })] as const;
  });
  return Object.fromEntries(refusals);
}

function listed(names: readonly string[]): string {
  return names.map(placeholder).join(', ');
}
