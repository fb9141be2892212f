import { LIMITS } from '../domain/limits';
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

export function checkTexts(messages: AutomaticMessages): Wrong<keyof AutomaticMessages> {
  const refusals = TEXTS.flatMap((field) => {
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
