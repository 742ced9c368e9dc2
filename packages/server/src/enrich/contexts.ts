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
import { readSites } from './site-file.js';
import { type Context, type ContextParts, contextOf, NO_CONTEXT } from './tables.js';
import { readWatchList } from './watch-file.js';

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
  readonly isComplete: boolean;
  readonly againInMs: number | null;
}

async function readFolder({ id, path }: CustomerFolder, request: ContextsRequest): Promise<FolderReading> {
  const { trustedProxies, cacheFolder } = request;
  const files = new FolderFiles();
  const sites = await files.read(join(path, 'sites.csv'), readSites);
  const people = await files.read(join(path, 'people.csv'), readPeople);
  const directory = await files.read(join(path, 'directory.yaml'), (file, problems) =>
    readDirectory(file, { cacheFolder, customerId: id }, problems),
  );
  if (directory?.people === null) files.isComplete = false;
  const watchLists: { name: string; networks: readonly string[]; users: readonly string[] }[] = [];
  for (const file of await watchFiles(path)) {
    const entries = await files.read(file, readWatchList);
    if (entries !== null) watchLists.push({ name: listName(file), ...entries });
  }
  const parts = { trustedProxies, sites: sites ?? [], people: directories(directory?.people, people), watchLists };
  return { id, parts, problems: files.problems, isComplete: files.isComplete, againInMs: directory?.againInMs ?? null };
}

/** What the file says weighs more than the directory: it is how somebody on the spot mends it. Null without either. */
function directories(...lists: readonly (readonly Person[] | null | undefined)[]): ContextParts['people'] {
  const known = lists.filter((list): list is readonly Person[] => list !== null && list !== undefined);
  return known.length === 0 ? null : known;
}

/** Reads files that may be missing; one that cannot be used makes the reading incomplete. */
class FolderFiles {
  readonly problems: Problem[] = [];
  isComplete = true;

  /** Null for a file that is not there, or is of no use. */
  async read<T>(path: string, reader: (path: string, problems: Problems) => Promise<T | null>): Promise<T | null> {
    if (!existsSync(path)) return null;
    const problems = new Problems(path);
    const content = await reader(path, problems).catch((error: unknown) => {
      problems.add(null, fileError(error, path).message);
      return null;
    });
    if (content === null) this.isComplete = false;
    this.problems.push(...problems.all());
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
