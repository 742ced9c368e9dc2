// What customers know of their networks and people, read from their folders:
//
//   sites.csv  people.csv  directory.yaml  watch/<list>.txt        each may be missing
//
// The folder of the configuration belongs to its customer; another customer has a folder of its own, `customers/<id>` in it.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileError } from '../errors.js';
import { readDirectory } from './directory.js';
import type { Person } from './people.js';
import { readPeople } from './people-file.js';
import { cleanText } from './place.js';
import { type Problem, Problems } from './problem.js';
import { type ReadTable, readTable, type TableKind } from './read-table.js';
import { readSites } from './site-file.js';
import { type Context, type ContextParts, contextOf, NO_CONTEXT } from './tables.js';
import { readWatchList, type WatchEntries } from './watch-file.js';

export interface ContextsRequest {
  readonly folder: string | null;
  /** Whose folder it is. */
  readonly customerId: string;
  readonly trustedProxies: readonly string[];
  /** Where the people of directories are kept. */
  readonly cacheFolder: string;
}

export interface LoadedContexts {
  readonly contexts: Readonly<Record<string, Context>>;
  readonly others: Context;
  readonly problems: readonly Problem[];
  readonly tables: readonly ReadTable[];
  /** Customers of whom some file could not be used at all. */
  readonly incomplete: readonly string[];
  /** Milliseconds until a directory is to be asked again; null where there is none. */
  readonly againInMs: number | null;
}

export async function loadContexts(request: ContextsRequest): Promise<LoadedContexts> {
  const { trustedProxies } = request;
  const folders = await foldersOf(request);
  const readings = await Promise.all(folders.map((folder) => readFolder(folder, request)));
  const again = readings.flatMap(({ againInMs }) => (againInMs === null ? [] : [againInMs]));
  return {
    contexts: Object.fromEntries(readings.map(({ id, parts }) => [id, contextOf(parts)])),
    others: contextOf({ ...NO_CONTEXT, trustedProxies }),
    problems: readings.flatMap(({ problems }) => problems),
    tables: readings.flatMap(({ tables }) => tables),
    incomplete: readings.filter(({ isComplete }) => !isComplete).map(({ id }) => id),
    againInMs: again.length === 0 ? null : Math.min(...again),
  };
}

interface CustomerFolder {
  readonly id: string;
  readonly path: string;
}

async function foldersOf({ folder, customerId }: ContextsRequest): Promise<CustomerFolder[]> {
  if (folder === null) return [];
  const others = await readdir(join(folder, 'customers')).catch(() => []);
  const own = { id: customerId, path: folder };
  return [own, ...others.filter((id) => id !== customerId).map((id) => ({ id, path: join(folder, 'customers', id) }))];
}

/** Files of a folder whose change is a reason to read it again. */
export async function contextFiles(request: ContextsRequest): Promise<readonly string[]> {
  const folders = await foldersOf(request);
  const files = await Promise.all(
    folders.map(async ({ path }) => [
      ...['sites.csv', 'people.csv', 'directory.yaml'].map((name) => join(path, name)),
      ...(await watchFiles(path)),
    ]),
  );
  return files.flat();
}

interface FolderReading {
  readonly id: string;
  readonly parts: ContextParts;
  readonly problems: readonly Problem[];
  readonly tables: readonly ReadTable[];
  readonly isComplete: boolean;
  readonly againInMs: number | null;
}

async function readFolder({ id, path }: CustomerFolder, request: ContextsRequest): Promise<FolderReading> {
  const { trustedProxies, cacheFolder } = request;
  const files = new FolderFiles(id);
  const sites = await files.read(join(path, 'sites.csv'), { kind: 'sites', reader: readSites, count: lengthOf });
  const people = await files.read(join(path, 'people.csv'), { kind: 'people', reader: readPeople, count: lengthOf });
  const directory = await files.read(join(path, 'directory.yaml'), {
    kind: 'directory',
    reader: (file, problems) => readDirectory(file, { cacheFolder, customerId: id }, problems),
    count: ({ people: found }) => found?.length ?? null,
  });
  if (directory?.people === null) files.isComplete = false;
  const watchLists: { name: string; networks: readonly string[]; users: readonly string[] }[] = [];
  for (const file of await watchFiles(path)) {
    const entries = await files.read(file, { kind: 'watch list', reader: readWatchList, count: watchedIn });
    if (entries !== null) watchLists.push({ name: listName(file), ...entries });
  }
  const parts = { trustedProxies, sites: sites ?? [], people: directories(directory?.people, people), watchLists };
  const { problems, tables, isComplete } = files;
  return { id, parts, problems, tables, isComplete, againInMs: directory?.againInMs ?? null };
}

function lengthOf({ length }: readonly unknown[]): number {
  return length;
}

function watchedIn({ networks, users }: WatchEntries): number {
  return networks.length + users.length;
}

/** What the file says weighs more than the directory: it is how somebody on the spot mends it. Null without either. */
function directories(...lists: readonly (readonly Person[] | null | undefined)[]): ContextParts['people'] {
  const known = lists.filter((list): list is readonly Person[] => list !== null && list !== undefined);
  return known.length === 0 ? null : known;
}

interface Reading<T> {
  readonly kind: TableKind;
  readonly reader: (path: string, problems: Problems) => Promise<T | null>;
  readonly count: (content: T) => number | null;
}

/** Reads files that may be missing; one that cannot be used makes the reading incomplete. */
class FolderFiles {
  readonly problems: Problem[] = [];
  readonly tables: ReadTable[] = [];
  isComplete = true;
  readonly #customerId: string;

  constructor(customerId: string) {
    this.#customerId = customerId;
  }

  /** Null for a file that is not there, or is of no use. */
  async read<T>(path: string, { kind, reader, count }: Reading<T>): Promise<T | null> {
    if (!existsSync(path)) return null;
    const problems = new Problems(path);
    const content = await reader(path, problems).catch((error: unknown) => {
      problems.add(null, fileError(error, path).message);
      return null;
    });
    if (content === null) this.isComplete = false;
    this.problems.push(...problems.all());
    const entries = content === null ? null : count(content);
    this.tables.push(readTable({ customerId: this.#customerId, kind, path, entries }));
    return content;
  }
}

/** Each costs a question for every user and address. */
const MOST_LISTS = 64;

async function watchFiles(folder: string): Promise<readonly string[]> {
  const path = join(folder, 'watch');
  const names = await readdir(path).catch(() => []);
  const lists = names.filter((name) => /^[^.].*\.txt$/.test(name)).sort();
  return lists.slice(0, MOST_LISTS).map((name) => join(path, name));
}

function listName(file: string): string {
  return cleanText(basename(file, '.txt'));
}
