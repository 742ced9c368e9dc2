// Failed logins, counted by where they come from and by whom they name. Refusing depends on nothing else: a name that no account has is
// locked like any other, and the right password does not help while it is.
//
//   the same name from the same address    5 failures: 30 s, doubled with each further one, up to 15 min
//   the same address, whatever the names  20 failures: likewise; an IPv6 address stands for its /64
//   the same name, wherever from          50 failures: likewise, so that many addresses cannot try one account for ever
//
// Counts end 30 minutes after the last failure; a success ends that of its name and address alone. They are kept in memory:
// a restart is nothing that a guesser can cause.

import { isIPv6 } from 'node:net';
import { AppError } from '../errors.js';

const LIMITS = { both: 5, address: 20, name: 50 } as const;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 15 * 60_000;
const FORGET_MS = 30 * 60_000;
/** Of each kind; beyond it the oldest are forgotten. */
const MOST_COUNTED = 20_000;

type Kind = keyof typeof LIMITS;

interface Count {
  failures: number;
  lastAt: number;
  lockedUntil: number;
}

export interface Attempt {
  readonly name: string;
  readonly address: string;
}

export class Attempts {
  readonly #now: () => number;
  readonly #counts = {
    both: new Map<string, Count>(),
    address: new Map<string, Count>(),
    name: new Map<string, Count>(),
  };

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts the attempt as failed until it has succeeded: many at once count as many. Throws `access.locked`. */
  begin(attempt: Attempt): void {
    const until = Math.max(...this.#keys(attempt).map(([kind, key]) => this.#counts[kind].get(key)?.lockedUntil ?? 0));
    const wait = until - this.#now();
    if (wait > 0) throw new AppError('access.locked', { seconds: String(Math.ceil(wait / 1000)) });
    for (const [kind, key] of this.#keys(attempt)) this.#count(kind, key);
  }

  succeeded(attempt: Attempt): void {
    for (const [kind, key] of this.#keys(attempt)) {
      const count = this.#counts[kind].get(key);
      if (count === undefined) continue;
      if (kind === 'both' || count.failures <= 1) this.#counts[kind].delete(key);
      else this.#counts[kind].set(key, { ...count, failures: count.failures - 1, lockedUntil: 0 });
    }
  }

  #count(kind: Kind, key: string): void {
    const counts = this.#counts[kind];
    const before = counts.get(key);
    const now = this.#now();
    const failures = before === undefined || now - before.lastAt > FORGET_MS ? 1 : before.failures + 1;
    const excess = failures - LIMITS[kind];
    const lockMs = excess < 0 ? 0 : Math.min(FIRST_LOCK_MS * 2 ** Math.min(excess, 10), LONGEST_LOCK_MS);
    // Deleted first: a Map is in the order of insertion, and so the first is the one that was counted longest ago.
    counts.delete(key);
    counts.set(key, { failures, lastAt: now, lockedUntil: now + lockMs });
    const oldest = counts.keys().next().value;
    if (counts.size > MOST_COUNTED && oldest !== undefined) counts.delete(oldest);
  }

  #keys({ name, address }: Attempt): readonly (readonly [Kind, string])[] {
    // Names come from outside and may be long.
    const who = name.slice(0, 100);
    const where = networkOf(address);
    return [
      ['both', `${where} ${who}`],
      ['address', where],
      ['name', who],
    ];
  }
}

/** Whoever has an IPv6 address has 2^64 of them. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
