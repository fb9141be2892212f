import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** A password as clients send it: in plain, or as hex SHA-256. */
export type Password = string | { digest: string };

const derive = promisify(scrypt) as (secret: string, salt: Buffer, length: number) => Promise<Buffer>;
const keyBytes = 32;

/** @returns `<salt>:<key>`, both hex */
export async function hashPassword(password: Password): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${(await derive(digest(password), salt, keyBytes)).toString('hex')}`;
}

export async function passwordMatches(hash: string, password: Password): Promise<boolean> {
  const [salt, key] = hash.split(':').map((part) => Buffer.from(part, 'hex'));
  return !!salt && !!key && timingSafeEqual(await derive(digest(password), salt, keyBytes), key);
}

/** How login tokens are kept. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

function digest(password: Password): string {
  return typeof password === 'string' ? createHash('sha256').update(password).digest('hex') : password.digest;
}
