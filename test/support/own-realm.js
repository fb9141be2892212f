/**
 * Jest runs tests in a realm of their own, while `structuredClone` makes Node's objects: a Date that it copied is no
 * `instanceof Date` here, and the engine's codec would send it as an empty object. This one stays in the realm.
 */
globalThis.structuredClone = function copy(value) {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (value instanceof Date) {
    return new Date(value);
  }
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value);
  }
  if (Array.isArray(value)) {
    return value.map(copy);
  }
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, copy(field)]));
};
