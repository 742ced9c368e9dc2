// The tables in force: read at the start, and again when one of their files changes. In: settings. Out: tables for the worker threads.
// What cannot be read is told and leaves in force what was there before.

import { stat } from 'node:fs/promises';
import { type ContextsRequest, contextFiles, type LoadedContexts } from './contexts.js';
import type { LoadedDatabases } from './databases.js';
import type { Loader } from './load.js';
import type { Problem } from './problem.js';
import type { ReadTable } from './read-table.js';
import { contextOf, type Databases, type EnrichTables, NO_CONTEXT, NO_DATABASES } from './tables.js';

export interface EnrichSettings extends ContextsRequest {
  /** Databases in MaxMind's format that are asked before the installed ones. */
  readonly databases: readonly string[];
}

export interface EnrichmentParts {
  readonly settings: EnrichSettings;
  readonly loader: Loader;
  /** What is known of customers without any file: those of a folder count instead. */
  readonly known?: EnrichTables['contexts'];
  /** Files that cannot be used, or in part. */
  readonly onProblems: (problems: readonly Problem[]) => void;
  readonly clock?: () => number;
  /** Tables have been read again. */
  readonly onReload?: (what: 'contexts' | 'databases') => void;
}

/** How the last reading went. */
export interface Reading {
  readonly at: number;
  readonly tables: readonly ReadTable[];
  readonly problems: readonly Problem[];
}

type Readings = Readonly<Record<'contexts' | 'databases', Reading>>;

const NOT_READ: Reading = { at: 0, tables: [], problems: [] };

/** How often files are looked at. One that is being written is read when it has stayed the same from one look to the next. */
const LOOK_MS = 2_000;
const RETRY_MS = 60_000;

export class Enrichment {
  readonly #parts: EnrichmentParts;
  #tables: EnrichTables;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  /** When a directory is to be asked again. */
  #dueAt = Number.POSITIVE_INFINITY;
  readonly #read = { contexts: '', databases: '' };
  #readings: Readings = { contexts: NOT_READ, databases: NOT_READ };
  readonly #seen = { contexts: '', databases: '' };

  private constructor(parts: EnrichmentParts) {
    this.#parts = parts;
    const { trustedProxies } = parts.settings;
    const others = contextOf({ ...NO_CONTEXT, trustedProxies });
    this.#tables = { version: 0, databases: NO_DATABASES, contexts: parts.known ?? {}, others };
  }

  static async open(parts: EnrichmentParts): Promise<Enrichment> {
    const enrichment = new Enrichment(parts);
    enrichment.#read.contexts = await enrichment.#signature('contexts');
    enrichment.#read.databases = await enrichment.#signature('databases');
    await enrichment.#load('databases');
    await enrichment.#load('contexts');
    return enrichment;
  }

  #clock(): number {
    return this.#parts.clock?.() ?? Date.now();
  }

  get tables(): EnrichTables {
    return this.#tables;
  }

  get readings(): Readings {
    return this.#readings;
  }

  /** Looks after the files until `stop`. */
  watch(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.look());
    }, LOOK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
  }

  /** Reads again what has changed and stayed so since it was last looked at. */
  async look(): Promise<void> {
    for (const what of ['databases', 'contexts'] as const) {
      const signature = await this.#signature(what);
      const isSettled = signature === this.#seen[what];
      this.#seen[what] = signature;
      const isDue = what === 'contexts' && this.#clock() >= this.#dueAt;
      if (!isDue && (!isSettled || signature === this.#read[what])) continue;
      if (isDue) this.#dueAt = this.#clock() + RETRY_MS; // whatever becomes of it
      this.#read[what] = signature;
      await this.#load(what);
      this.#parts.onReload?.(what);
    }
  }

  async #load(what: 'contexts' | 'databases'): Promise<void> {
    const { loader, settings, onProblems } = this.#parts;
    try {
      const loaded =
        what === 'databases' ? await loader.databases(settings.databases) : await loader.contexts(settings);
      if ('databases' in loaded) this.#takeDatabases(loaded);
      else this.#takeContexts(loaded);
      this.#note(what, loaded);
    } catch (error) {
      const problem = { path: settings.folder ?? 'databases', line: null, reason: (error as Error).message };
      onProblems([problem]);
      this.#note(what, { tables: this.#readings[what].tables, problems: [problem] });
    }
  }

  #note(what: 'contexts' | 'databases', { tables, problems }: Omit<Reading, 'at'>): void {
    this.#readings = { ...this.#readings, [what]: { at: this.#clock(), tables, problems } };
  }

  #takeDatabases({ databases, problems }: LoadedDatabases): void {
    this.#tell(problems);
    if (problems.length === 0 || this.#tables.version === 0) this.#replace({ databases });
  }

  #takeContexts({ contexts, others, problems, incomplete, againInMs }: LoadedContexts): void {
    this.#tell(problems);
    this.#dueAt = againInMs === null ? Number.POSITIVE_INFINITY : this.#clock() + againInMs;
    const before = this.#tables.contexts;
    const kept = Object.entries(before).filter(([id]) => incomplete.includes(id));
    this.#replace({ contexts: { ...this.#parts.known, ...contexts, ...Object.fromEntries(kept) }, others });
  }

  #replace(changed: { readonly databases: Databases } | Pick<EnrichTables, 'contexts' | 'others'>): void {
    this.#tables = { ...this.#tables, ...changed, version: this.#tables.version + 1 };
  }

  #tell(problems: readonly Problem[]): void {
    if (problems.length > 0) this.#parts.onProblems(problems);
  }

  async #signature(what: 'contexts' | 'databases'): Promise<string> {
    const { settings } = this.#parts;
    const files = what === 'databases' ? settings.databases : await contextFiles(settings);
    return (await Promise.all(files.map(signatureOf))).join('\n');
  }
}

/** Another file, or another content. */
async function signatureOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${path} ${ino} ${size} ${mtimeMs}`;
  } catch {
    return `${path} -`; // missing; whoever reads it says so
  }
}
