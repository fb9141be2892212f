import { createHash } from 'node:crypto';

const BYTES = 32;

/**
 * Whether these bytes have that SHA-256, which webhooks write in base64 and look-ups in hexadecimal. What is neither
 * proves nothing against them.
 */
export function hasHash(bytes: Buffer, sha256: string): boolean {
  const told = sha256.trim();
  const expected = Buffer.from(told, /^[0-9a-f]{64}$/i.test(told) ? 'hex' : 'base64');
  return expected.length !== BYTES || createHash('sha256').update(bytes).digest().equals(expected);
}
