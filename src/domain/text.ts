/**
 * A sentence for a person, kept as key and parameters until a door knows the reader's language.
 * The sentences stand in `i18n/<language>.json`; `{name}` there is replaced by the parameter of that name.
 */
export interface Text {
  key: string;
  params?: Record<string, string | number>;
}

export function text(key: string, params?: Text['params']): Text {
  return params ? { key, params } : { key };
}
