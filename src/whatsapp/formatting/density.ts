/** Characters that Rocket.Chat's parser looks at twice; emoji are among them. */
const MARK = /[*_~@\-{|\\[]|\p{Extended_Pictographic}/gu;

/** A word in which the parser looks for an address from every letter on. */
const ENDLESS_WORD = /[\p{L}\p{N}/=%+]{400}/u;

const WEB_ADDRESS = /https?:\/\/\S+/g;

const MAX_MARKS_PER_LINE = 200;
/** From every bracket on the parser looks for the end of a link, over all lines that follow. */
const MAX_BRACKETS = 25;

export function countMarks(text: string): number {
  return text.match(MARK)?.length ?? 0;
}

export function hasManyBrackets(text: string): boolean {
  return text.split('[').length - 1 > MAX_BRACKETS;
}

/**
 * Whether a line would keep Rocket.Chat's parser busy. It takes quadratic time for marks and within words: a line of
 * 4000 dashes or letters takes it seconds, one within these bounds milliseconds (measured with version 0.31). No line
 * of a person comes near them.
 */
export function isDenseLine(line: string): boolean {
  return (
    hasManyBrackets(line) ||
    countMarks(line) > MAX_MARKS_PER_LINE ||
    ENDLESS_WORD.test(line.replace(WEB_ADDRESS, ' '))
  );
}
