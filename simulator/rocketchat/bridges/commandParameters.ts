/** A quoted part, with a backslash protecting the sign after it; or white space; or any other sign. */
const PIECE = /(["'])((?:\\.|[^\\])*?)\1|(\s+)|[^\s]/gs;

/**
 * Splits what follows a slash command into arguments as Rocket.Chat does: at white space, except in single or double
 * quotes, which are dropped wherever they stand. Two quoted parts side by side are two arguments.
 */
export function parseParameters(parameters: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let afterQuote = false;
  const finish = (): void => {
    if (word !== undefined) {
      words.push(word.replace(/\\"/g, '"'));
    }
    word = undefined;
  };
  for (const [piece, quote, quoted, space] of parameters.matchAll(PIECE)) {
    if (space !== undefined || (quote && afterQuote)) {
      finish();
    }
    if (space === undefined) {
      word = (word ?? '') + (quote ? (quoted ?? '') : piece);
    }
    afterQuote = Boolean(quote);
  }
  finish();
  return words;
}
