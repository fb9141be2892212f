/** Somebody named a number, phone, message or medium that doesn't exist. */
export class NotFoundError extends Error {
  constructor(what: string, reference: string) {
    super(`There is no ${what} ${reference}.`);
  }
}
