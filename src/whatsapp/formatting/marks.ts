/** Characters that Rocket.Chat's parser looks at twice; emoji are among them. */
const MARK = /[*_~@\-{|\\[]|\p{Extended_Pictographic}/gu;

/**
 * Rocket.Chat's parser needs quadratic time for lines of such characters: a line of 4000 dashes takes seconds, one of
 * 200 some milliseconds (measured with version 0.31). No text of a person comes near it.
 */
export const MAX_MARKS_PER_LINE = 200;

export function countMarks(text: string): number {
  return text.match(MARK)?.length ?? 0;
}

/** Rocket.Chat and WhatsApp write code blocks alike. */
export const FENCE = '```';
