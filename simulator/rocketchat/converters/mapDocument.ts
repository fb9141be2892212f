/** What no field of the app's object stands for; it finds its way back into the document. */
export interface Unmapped {
  _unmappedProperties_?: Record<string, unknown>;
}

/** How a document becomes an app's object. */
export interface Mapping {
  /** The app's field -> the document's. */
  fields: Readonly<Record<string, string>>;
  /** Fields of the app's object that had to be looked up or made from several; undefined ones are left out. */
  derived?: Readonly<Record<string, unknown>>;
  /** Fields of the document that `derived` stands for: they are not unmapped. */
  consumed?: readonly string[];
}

/**
 * Makes an app's object of a document, with everything that the mapping does not name under `_unmappedProperties_`.
 * The document is copied, not changed.
 * @typeParam Made what the mapping makes; the compiler can't see that it does
 */
export function mapDocument<Made>(document: object, { fields, derived = {}, consumed = [] }: Mapping): Made {
  const rest = structuredClone(document) as Record<string, unknown>;
  const made: Record<string, unknown> = {};
  for (const [field, source] of Object.entries(fields)) {
    if (rest[source] !== undefined) {
      made[field] = rest[source];
    }
    delete rest[source];
  }
  for (const [field, value] of Object.entries(derived)) {
    if (value !== undefined) {
      made[field] = value;
    }
  }
  for (const field of consumed) {
    delete rest[field];
  }
  return { ...made, _unmappedProperties_: rest } as Made;
}
