// Passwords: argon2id (RFC 9106) with what OWASP's password storage cheat sheet asks for, 19 MiB and two passes. Checking takes the same
// work whether or not there is such an account, so that its time tells nobody which names exist.
//
// A check holds 19 MiB and a thread that queries need as well: few run at once, some wait, more are refused.

import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../errors.js';

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The work itself; tests count it. */
export interface PasswordWork {
  hash(password: string, cost: typeof COST): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

export interface Passwords {
  /** Throws `access.weak-password`. */
  hash(password: string, userName: string): Promise<string>;
  /** Null: there is no such account, or none with a password; takes as long and is never right. */
  verify(hash: string | null, password: string): Promise<boolean>;
  /** Made when less work was thought enough: to be renewed when the password is known. */
  isOutdated(hash: string): boolean;
  renew(password: string): Promise<string>;
}

const AT_ONCE = 2;
const MOST_WAITING = 64;

export async function createPasswords(work: PasswordWork = { hash, verify }): Promise<Passwords> {
  const run = limited(AT_ONCE, MOST_WAITING);
  const nobodys = await work.hash('nobody has this password', COST);
  return {
    async hash(password, userName) {
      requireStrong(password, userName);
      return run(() => work.hash(normalised(password), COST));
    },
    async verify(known, password) {
      // What is longer than any password is cut, not refused: a refusal would take less time.
      const isRight = await run(() => work.verify(known ?? nobodys, normalised(password.slice(0, MOST_LETTERS + 1))));
      return isRight && known !== null;
    },
    renew: (password) => run(() => work.hash(normalised(password), COST)),
    isOutdated: (known) => !known.startsWith(`$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},`),
  };
}

/** The same letters are the same password, however a keyboard composes them. */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

const FEWEST_LETTERS = 12;
const MOST_LETTERS = 256;
const FEWEST_DIFFERENT = 5;

/** Length is what counts (NIST SP 800-63B 3.1.1.2); kinds of characters are not asked for. */
function requireStrong(password: string, userName: string): void {
  const letters = [...normalised(password)];
  const refuse = (reason: string) => {
    throw new AppError('access.weak-password', { reason });
  };
  if (letters.length < FEWEST_LETTERS) refuse(`it has fewer than ${FEWEST_LETTERS} characters`);
  if (letters.length > MOST_LETTERS) refuse(`it has more than ${MOST_LETTERS} characters`);
  if (new Set(letters).size < FEWEST_DIFFERENT) refuse(`it has fewer than ${FEWEST_DIFFERENT} different characters`);
  if (normalised(password).toLowerCase().includes(userName.toLowerCase())) refuse('the name of the user is in it');
}

function limited(most: number, mostWaiting: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (waiting.length >= mostWaiting) throw new AppError('access.busy', {});
    if (running >= most) await new Promise<void>((resolve) => void waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
