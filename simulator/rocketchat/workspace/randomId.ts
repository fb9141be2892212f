import { randomInt } from 'node:crypto';

/** Meteor's alphabet for ids: nothing in it can be mistaken for something else. */
const letters = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';

/** An id as Meteor makes them. 17 characters are the length of its document ids, 43 that of a login token. */
export function randomId(length = 17): string {
  return Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
}
