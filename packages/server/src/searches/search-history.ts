// What each person has searched in the page, for themselves alone: the latest run of each query, most recent first. One document a person,
// written behind the answers, one after the other.

import type { SearchRun } from '@gatehouse/model';
import { changeDocument } from '../documents/change-document.js';
import type { Collection, Documents } from '../documents/documents.js';

/** Room that a person's history may take beside the limit of a document. */
export const MOST_HISTORY = { runs: 200, bytes: 200 * 1024 } as const;

/** What has become known of a run: its page of events, or the number of all of them. */
export interface RunResult extends Pick<SearchRun, 'query' | 'from' | 'to' | 'timeToken' | 'timezone'> {
  readonly total?: number | null;
  readonly tookMs?: number;
}

export interface SearchHistoriesParts {
  readonly documents: Documents;
  readonly clock: () => number;
  /** What could not be written down; the search has its answer all the same. */
  readonly onError: (error: unknown) => void;
}

export class SearchHistories {
  readonly #histories: Collection<readonly SearchRun[]>;
  readonly #parts: SearchHistoriesParts;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(parts: SearchHistoriesParts) {
    this.#histories = parts.documents.collection('history');
    this.#parts = parts;
  }

  /** Returns at once. */
  record(person: string, result: RunResult): void {
    const at = new Date(this.#parts.clock()).toISOString();
    this.#write(() => changeDocument(this.#histories, person, (runs) => withRun(runs ?? [], { ...result, at }))).catch(
      this.#parts.onError,
    );
  }

  async list(person: string): Promise<readonly SearchRun[]> {
    await this.#writing;
    const runs = (await this.#histories.get(person))?.value ?? [];
    // Those of earlier versions do not say what their times are about.
    return runs.map((run) => ({ ...run, timeToken: run.timeToken ?? 'eventTime' }));
  }

  /** All of it, or one query. */
  async forget(person: string, query?: string): Promise<void> {
    await this.#write(async () => {
      if (query === undefined) return this.#histories.delete(person);
      return changeDocument(this.#histories, person, (runs) => runs?.filter((run) => run.query !== query) ?? null);
    });
  }

  /** Resolves when everything is written. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  #write<Result>(run: () => Promise<Result>): Promise<Result> {
    const written = this.#writing.then(run);
    this.#writing = written.catch(() => undefined);
    return written;
  }
}

/** The page of events and the number of all come one after the other, in any order. */
function withRun(runs: readonly SearchRun[], result: RunResult & { readonly at: string }): readonly SearchRun[] {
  const { query, from, to, timeToken, timezone, at } = result;
  const same = runs.find(
    (run) => run.query === query && run.from === from && run.to === to && run.timeToken === timeToken,
  );
  const known = same === undefined || isNewRun(same, result) ? null : same;
  const run: SearchRun = {
    ...{ at, query, from, to, timeToken, timezone },
    total: result.total ?? known?.total ?? null,
    tookMs: result.tookMs ?? known?.tookMs ?? 0,
  };
  const others = runs.filter((other) => other.query !== query).slice(0, MOST_HISTORY.runs - 1);
  return fitting([run, ...others]);
}

/** A page and a number that are further apart than this belong to two runs. */
const SAME_RUN_MS = 60_000;

function isNewRun({ at }: SearchRun, result: { readonly at: string }): boolean {
  return Date.parse(result.at) - Date.parse(at) > SAME_RUN_MS;
}

function fitting(runs: readonly SearchRun[]): readonly SearchRun[] {
  let bytes = 2;
  return runs.filter((run) => (bytes += Buffer.byteLength(JSON.stringify(run)) + 1) <= MOST_HISTORY.bytes);
}
