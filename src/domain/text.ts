/**
 * A sentence for a person, kept as key and parameters until a door knows the reader's language.
 * The sentences stand in `i18n/<language>.json`; `{name}` there is replaced by the parameter of that name.
 */
export interface Text {
  key: string;
  params?: Params;
}

/** By name; what is a sentence itself is put into the same language. */
export type Params = Record<string, string | number | Text>;

/** Puts a sentence of ours into the language of whoever reads it. */
export type Say = (sentence: string | Text, params?: Params) => string;

export function text(key: string, params?: Params): Text {
  return params ? { key, params } : { key };
}
