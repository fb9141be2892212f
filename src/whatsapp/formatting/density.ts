import { LIMITS } from '../../domain/limits';

/** Characters that Rocket.Chat's parser looks at twice; emoji are among them. */
const MARK = /[*_~@\-{|\\[]|\p{Extended_Pictographic}/gu;

/** An address is one thing to the parser, however long. */
const WEB_ADDRESS = /https?:\/\/\S+/g;

/**
 * As much of a text, from its start, as Rocket.Chat's parser gets through in no time: see `LIMITS.parsing`. Texts of
 * people are returned whole; what people paste to break things is not.
 */
export function harmlessStart(text: string): string {
  const { marks, marksPerLine, brackets } = LIMITS.parsing;
  const seen = { marks: 0, inLine: 0, brackets: 0, line: 0 };
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    const line = text.lastIndexOf('\n', index);
    seen.inLine = line === seen.line ? seen.inLine + 1 : 1;
    seen.line = line;
    seen.marks++;
    seen.brackets += mark === '[' ? 1 : 0;
    if (seen.marks > marks || seen.inLine > marksPerLine || seen.brackets > brackets) {
      return text.slice(0, index);
    }
  }
  return text;
}

/** Whether Rocket.Chat's parser would be busy with a text for long. */
export function isHeavy(text: string): boolean {
  return harmlessStart(text) !== text || squaredWords(text) > LIMITS.parsing.squaredWords;
}

/** The parser starts again at each character of a word, which runs up to the next white space. */
function squaredWords(text: string): number {
  return text
    .replace(WEB_ADDRESS, ' ')
    .split(/\s+/)
    .reduce((sum, word) => sum + word.length ** 2, 0);
}
