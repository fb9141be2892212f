import type { Text } from '../../domain/text';

/** Puts a sentence of ours into the reader's language. */
export type Say = (sentence: Text) => string;
