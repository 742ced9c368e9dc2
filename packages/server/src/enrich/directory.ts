// People of a directory, kept on the disk between two readings: then only what has changed is read, and people are known also while the
// directory is away. Entries that are gone are noticed by the complete reading once a day.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DirectorySettings, readDirectorySettings } from './directory-settings.js';
import { type DirectoryEntry, readLdap } from './ldap-people.js';
import type { Person } from './people.js';
import type { Problems } from './problem.js';

export interface DirectoryPeople {
  /** Null when nothing is known of anybody: the directory has never answered. */
  readonly people: readonly Person[] | null;
  /** Milliseconds until they are to be read again. */
  readonly againInMs: number;
}

export interface DirectoryOptions {
  readonly cacheFolder: string;
  readonly customerId: string;
  readonly now?: () => number;
}

interface Kept {
  /** Of the settings that they were read with: under others they count for nothing. */
  readonly settings: string;
  readonly readAt: number;
  readonly completeAt: number;
  readonly latest: string;
  readonly entries: readonly DirectoryEntry[];
}

const DAY_MS = 86_400_000;

/** How soon a directory that does not answer is asked again. */
const RETRY_MS = 60_000;

/** Null when the file is wrong. */
export async function readDirectory(
  path: string,
  { cacheFolder, customerId, now = Date.now }: DirectoryOptions,
  problems: Problems,
): Promise<DirectoryPeople | null> {
  const settings = readDirectorySettings(path, problems);
  if (settings === null) return null;
  const file = join(cacheFolder, `${customerId}.people.json`);
  const before = keptIn(file, settingsMark(settings));
  const kept = await refreshed(before, { settings, now: now(), problems });
  if (kept !== null && kept !== before) keep(file, kept);
  const dueInMs = kept === null ? 0 : kept.readAt + settings.refreshMs - now();
  return { people: kept === null ? null : withManagers(kept.entries), againInMs: Math.max(RETRY_MS, dueInMs) };
}

interface Refreshing {
  readonly settings: DirectorySettings;
  readonly now: number;
  readonly problems: Problems;
}

async function refreshed(before: Kept | null, { settings, now, problems }: Refreshing): Promise<Kept | null> {
  if (before !== null && now - before.readAt < settings.refreshMs) return before;
  const isComplete = before === null || before.latest === '' || now - before.completeAt >= DAY_MS;
  try {
    const { entries, latest } = await readLdap(settings, isComplete ? null : before.latest);
    const completeAt = isComplete ? now : before.completeAt;
    const all = isComplete ? entries : withChanges(before.entries, entries);
    return { settings: settingsMark(settings), readAt: now, completeAt, latest, entries: all };
  } catch (error) {
    const reason = (error as Error).message || (error as Error).name;
    problems.add(
      null,
      `${settings.url} does not answer: ${reason}${before === null ? '' : '; who was known stays known'}`,
    );
    return before;
  }
}

function withChanges(entries: readonly DirectoryEntry[], changed: readonly DirectoryEntry[]): DirectoryEntry[] {
  return [...new Map([...entries, ...changed].map((entry) => [entry.dn.toLowerCase(), entry])).values()];
}

/** The directory names the entry of a manager; people want to read how that person is called. */
function withManagers(entries: readonly DirectoryEntry[]): Person[] {
  const names = new Map(entries.map(({ dn, displayName }) => [dn.toLowerCase(), displayName]));
  return entries.map(({ person }) => {
    const [, commonName] = /^cn=((?:[^,\\]|\\.)+),/i.exec(person.manager) ?? [];
    const manager = names.get(person.manager.toLowerCase()) ?? commonName?.replaceAll(/\\(.)/g, '$1');
    return { ...person, manager: manager ?? person.manager };
  });
}

/** Passwords do not decide who is there, and stay out. */
function settingsMark({ password: _password, refreshMs: _refreshMs, ...settings }: DirectorySettings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}

function keptIn(file: string, settings: string): Kept | null {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
    return kept.settings === settings && Array.isArray(kept.entries) ? kept : null;
  } catch {
    return null; // none yet, or damaged: then all is read
  }
}

/** For its owner alone: it says who everybody is. */
function keep(file: string, kept: Kept): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
