// Which server the command line talks to when nothing else is said: one file in the configuration folder of the person, readable by them
// alone, since it holds their token.

import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError, fileError } from '../errors.js';
import type { Environment } from './io.js';

export interface Profile {
  readonly url: string;
  readonly token: string;
  /** Authorities in PEM; empty: none of one's own. */
  readonly ca: string;
}

export function profilePath(env: Environment): string {
  const base = env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config');
  return join(base, 'gatehouse', 'profile.json');
}

/** Null where there is none. Throws `profile.exposed` when others may read it. */
export function readProfile(env: Environment): Profile | null {
  const path = profilePath(env);
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) return null;
  if ((mode & 0o077) !== 0) throw new AppError('profile.exposed', { path });
  try {
    const { url, token = '', ca = '' } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Profile>;
    if (typeof url === 'string' && typeof token === 'string' && typeof ca === 'string') return { url, token, ca };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw fileError(error, path);
  }
  throw new AppError('file.corrupt', { path, reason: 'it is no profile; write it anew with `gatehouse login`' });
}

export function writeProfile(env: Environment, profile: Profile): string {
  const path = profilePath(env);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600 });
    // A file that was there keeps its mode otherwise.
    chmodSync(path, 0o600);
  } catch (error) {
    throw new AppError('file.unwritable', { path, reason: String(error) }, { cause: error });
  }
  return path;
}

/** False where there was none. */
export function removeProfile(env: Environment): boolean {
  const path = profilePath(env);
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  rmSync(path, { force: true });
  return isThere;
}
