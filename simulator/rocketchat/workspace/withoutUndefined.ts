/** Drops undefined fields, as MongoDB's driver does on the way to the database (`ignoreUndefined`). */
export function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
