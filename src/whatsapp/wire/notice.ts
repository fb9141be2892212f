import * as v from 'valibot';
import { wireText } from './fields';

export const recordSchema = v.record(v.string(), v.unknown());

/** `NONE` is Meta's word for nothing. */
export const factSchema = v.pipe(
  wireText,
  v.check((value) => value !== 'NONE'),
);
