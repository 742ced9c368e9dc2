// Random values that prove something: sessions, API tokens, the setup link. Only a digest of them is kept: they are random through and
// through (256 bits), so that a plain SHA-256 cannot be searched, unlike that of a password.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A short name that is never given twice, of letters and digits. */
export function newId(prefix: string): string {
  return `${prefix}${randomBytes(9).toString('hex')}`;
}

export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** In a time that does not tell how much of it is right. */
export function isSameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
