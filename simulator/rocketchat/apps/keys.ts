/**
 * Field names with a dot or a leading dollar sign are allowed in documents by MongoDB and refused by the embedded
 * database; they come from apps' log entries and translations. They are stored under look-alike characters.
 */
export function toStorable<T>(value: T): T {
  return renameKeys(value, (key) => key.replace(/\./g, '．').replace(/^\$/, '＄')) as T;
}

export function fromStorable<T>(value: T): T {
  return renameKeys(value, (key) => key.replace(/．/g, '.').replace(/^＄/, '$')) as T;
}

function renameKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => renameKeys(item, rename));
  }
  if (Buffer.isBuffer(value)) {
    return value.toString('base64');
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [rename(key), renameKeys(item, rename)]),
  );
}
