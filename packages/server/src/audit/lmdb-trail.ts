// The audit over LMDB: `<folder>/data.mdb` with two tables. Adding looks up the latest record and writes the next one within one
// transaction, of which there is one at a time on the machine: the command line may add beside a running server.
//
//   records  sequence → text (chain.ts)
//   marks    'head', 'base' → mark: the latest record; the one before the oldest that is kept
//
// A commit resolves when it is on disk. Not overlappingSync: there a process that is killed while it commits can take the latest record
// of another process with it, though that was acknowledged (2 of 25 runs of the test that kills two).

import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Database, RootDatabase } from 'lmdb';
import { AppError } from '../errors.js';
import { openLmdbRoot } from '../lmdb-root.js';
import type { AuditEntry, AuditMark, AuditPage, AuditRange, AuditRecord, AuditTrail, Verification } from './audit.js';
import { checkLink, NO_RECORD, nextLink, recordOf } from './chain.js';

export interface LmdbTrailOptions {
  readonly folder: string;
  readonly now?: () => number;
  /** The oldest give way beyond so many. */
  readonly mostRecords?: number;
}

/** Where the audit of a data folder is. */
export function auditFolder(dataFolder: string): string {
  return join(dataFolder, 'audit');
}

export function openLmdbTrail({ folder, now = Date.now, mostRecords = MOST_RECORDS }: LmdbTrailOptions): AuditTrail {
  return new LmdbTrail(openTables(folder), now, mostRecords);
}

/** At 500 bytes each a gigabyte. */
const MOST_RECORDS = 2_000_000;
/** Looked at for one page; what was not found until then, the next page looks for. */
const MOST_SEARCHED = 50_000;
/** Then others have their turn. */
const AT_ONCE = 500;

interface Tables {
  readonly root: RootDatabase;
  readonly records: Database<string, number>;
  readonly marks: Database<AuditMark, string>;
}

function openTables(folder: string): Tables {
  return openLmdbRoot({
    folder,
    code: 'audit.failed',
    options: { maxDbs: 2, overlappingSync: false },
    tables: (root) => ({
      root,
      records: root.openDB<string, number>('records', { encoding: 'string' }),
      marks: root.openDB<AuditMark, string>('marks', { encoding: 'json' }),
    }),
  });
}

class LmdbTrail implements AuditTrail {
  readonly #tables: Tables;
  readonly #now: () => number;
  readonly #mostRecords: number;
  #isClosed = false;

  constructor(tables: Tables, now: () => number, mostRecords: number) {
    this.#tables = tables;
    this.#now = now;
    this.#mostRecords = mostRecords;
  }

  async append(entry: AuditEntry): Promise<AuditMark> {
    if (this.#isClosed) throw new AppError('audit.failed', { reason: 'it has been closed' });
    try {
      return await this.#tables.root.transaction(() => this.#appendNow(entry));
    } catch (error) {
      throw new AppError(
        'audit.failed',
        { reason: error instanceof Error ? error.message : String(error) },
        { cause: error },
      );
    }
  }

  async search({ before = Number.MAX_SAFE_INTEGER, limit, isWanted, signal }: AuditRange): Promise<AuditPage> {
    const found: AuditRecord[] = [];
    let next = Math.min(before, this.head().sequence + 1);
    for (let searched = 0; searched < MOST_SEARCHED && next > 1 && !this.#isClosed; searched += AT_ONCE) {
      signal?.throwIfAborted();
      const part = [...this.#tables.records.getRange({ start: next - 1, end: 0, reverse: true, limit: AT_ONCE })];
      for (const { key, value } of part) {
        if (found.length === limit) return { records: found, next };
        next = key;
        const record = recordOf(value);
        if (record !== null && isWanted(record)) found.push(record);
      }
      if (part.length < AT_ONCE) return { records: found, next: null };
      await setImmediate();
    }
    return { records: found, next: next > 1 ? next : null };
  }

  async verify(expected?: AuditMark): Promise<Verification> {
    const base = this.#mark('base');
    const head = this.head();
    let last = base;
    const result = (broken: Verification['broken']): Verification => ({
      ...{ isIntact: broken === null, records: head.sequence - base.sequence, first: base.sequence + 1, head, broken },
    });
    while (last.sequence < head.sequence) {
      const start = last.sequence + 1;
      const part = [...this.#tables.records.getRange({ start, end: head.sequence + 1, limit: AT_ONCE })];
      for (const { key, value } of part) {
        const checked = checkLink(last, key, value);
        if (typeof checked === 'string') return result({ sequence: last.sequence + 1, reason: checked });
        if (expected?.sequence === key && expected.hash !== checked.hash)
          return result({ sequence: key, reason: 'unexpected' });
        last = checked;
      }
      if (part.length === 0) return result({ sequence: start, reason: 'missing' });
      await setImmediate();
    }
    if (last.hash !== head.hash) return result({ sequence: head.sequence, reason: 'unexpected' });
    return result(expected === undefined ? null : missingOf(expected, { base, head }));
  }

  head(): AuditMark {
    return this.#mark('head');
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#tables.root.close();
  }

  #appendNow(entry: AuditEntry): AuditMark {
    const { records, marks } = this.#tables;
    const { text, mark } = nextLink(this.head(), entry, new Date(this.#now()).toISOString());
    void records.put(mark.sequence, text);
    void marks.put('head', mark);
    this.#dropOldest(mark.sequence);
    return mark;
  }

  /** What the oldest that is kept carries has to be known still. */
  #dropOldest(latest: number): void {
    const { records, marks } = this.#tables;
    const base = this.#mark('base');
    const sequence = base.sequence + 1;
    if (latest - base.sequence <= this.#mostRecords) return;
    const text = records.get(sequence);
    void records.remove(sequence);
    void marks.put('base', { sequence, hash: text?.slice(0, 64) ?? '' });
  }

  #mark(name: 'head' | 'base'): AuditMark {
    return this.#tables.marks.get(name) ?? NO_RECORD;
  }
}

/** Behind the end, or given way to new ones; of the one before the oldest the hash is known still. */
function missingOf(
  { sequence, hash }: AuditMark,
  { base, head }: { readonly base: AuditMark; readonly head: AuditMark },
): Verification['broken'] {
  if (sequence > head.sequence) return { sequence: head.sequence + 1, reason: 'missing' };
  if (sequence < base.sequence) return { sequence, reason: 'missing' };
  return sequence === base.sequence && hash !== base.hash ? { sequence, reason: 'unexpected' } : null;
}
