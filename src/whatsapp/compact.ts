/** An object whose optional fields may be given as undefined. */
type Loose<T> = { [K in keyof T]: T[K] | (undefined extends T[K] ? undefined : never) };

/**
 * Leaves out the fields that are undefined. What we store crosses the engine's wire format, which would turn them
 * into null.
 */
export function compact<T extends object>(value: Loose<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
