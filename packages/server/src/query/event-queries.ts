// All that can be asked of the stored events, for some tenants or for the owner of the store.

import type { Position, Token } from '@gatehouse/model';
import { outlineQuery, outlineTree, parse, type ResolvedQuery, type Statement } from '@gatehouse/qql';
import type { PrintedEvent } from '../map/print.js';
import { type Coverage, type CoverageRequest, readCoverage } from './coverage.js';
import { EventReader, type EventReaderOptions } from './event-reader.js';
import { type FacetRequest, type Facets, readFacets } from './facets.js';
import { type GroupRequest, type GroupRow, groupSelect, readGroups } from './group-by.js';
import { type Histogram, type HistogramRequest, readHistogram } from './histogram.js';
import { type ParquetFile, writeParquet } from './parquet.js';
import { type PartialPage, readPageInTime } from './partial-page.js';
import { type Patterns, readPatterns } from './patterns.js';
import { compileFor, type QueryText, type Reading, type ReadQuery, readQuery } from './query-text.js';
import { type Page, pageSelect, readAll, readPage } from './search.js';
import type { Sort } from './sort-keys.js';
import { StoreFacts } from './store-facts.js';
import { readNewest, readStoredAfter } from './stored-after.js';

export interface SearchRequest extends QueryText {
  readonly limit: number;
  readonly fields?: readonly Token[];
  readonly sort?: Sort;
  readonly cursor?: string;
}

export type ParquetRequest = QueryText & Omit<ParquetFile, 'where'>;

export type GroupsRequest = QueryText & Omit<GroupRequest, 'where'>;

export interface Explanation {
  /** The query as it was read, with the characters each part came from. */
  readonly tree: string;
  /** What it means: names found, values read. */
  readonly meaning: string;
  readonly sql: string;
  readonly parameters: Statement['parameters'];
  /** What the engine says about the statement: parts and granules it is going to read, by index. */
  readonly plan: readonly string[];
}

export interface EventQueriesOptions extends EventReaderOptions {
  /** Shared between queries of several callers; its own without it. */
  readonly facts?: StoreFacts;
  /** Called per query: what `now` is, and the zone of dates without one. */
  readonly reading: () => Reading;
}

/** What can be asked of events wherever they are. */
export type AskableEvents = Pick<EventQueries, 'read' | 'search' | 'groups' | 'count' | 'explain' | 'writeParquet'>;

export class EventQueries {
  readonly #reader: EventReader;
  readonly #figures: EventReader;
  readonly #facts: StoreFacts;
  readonly #reading: () => Reading;

  constructor({ facts, reading, ...options }: EventQueriesOptions) {
    this.#reader = new EventReader(options);
    this.#figures = this.#reader.yielding();
    this.#facts = facts ?? new StoreFacts(options.store);
    this.#reading = reading;
  }

  /** Reads a query without running it; throws `query.invalid`. */
  read(text: QueryText): ReadQuery {
    return readQuery(text, this.#reading());
  }

  async search(request: SearchRequest): Promise<Page> {
    return readPage(this.#reader, { ...request, where: await this.#where(request) });
  }

  /** The same, as far as the limits allow: newest first, it may answer in part and says so. */
  async searchInTime(request: SearchRequest): Promise<PartialPage> {
    return readPageInTime(this.#reader, { ...request, where: await this.#where(request) });
  }

  /** Every event that matches; `limit` is the size of the pages in which they are read. */
  async *all(request: SearchRequest): AsyncGenerator<PrintedEvent> {
    yield* readAll(this.#figures, { ...request, where: await this.#where(request) });
  }

  async count(text: QueryText): Promise<number> {
    const request = { tokens: [], metrics: [{ kind: 'count' }], intervalSeconds: null, limit: 1 } as const;
    const [row] = await this.groups({ ...text, ...request });
    return Number(row?.['count'] ?? 0);
  }

  async groups(request: GroupsRequest): Promise<readonly GroupRow[]> {
    return readGroups(this.#figures, { ...request, where: await this.#where(request) });
  }

  async histogram(request: QueryText & Omit<HistogramRequest, 'where'>): Promise<Histogram> {
    return readHistogram(this.#figures, { ...request, where: await this.#where(request) });
  }

  async facets(request: QueryText & Omit<FacetRequest, 'where'>): Promise<Facets> {
    return readFacets(this.#figures, { ...request, where: await this.#where(request) });
  }

  async patterns({ limit, ...text }: QueryText & { readonly limit: number }): Promise<Patterns> {
    return readPatterns(this.#figures, { where: await this.#where(text), limit });
  }

  /** Where the latest event stands in the store. */
  newest(): Promise<Position> {
    return readNewest(this.#reader);
  }

  /** Writes the events that match into a file that is not there yet, in the order and up to the limit of the request. */
  async writeParquet(request: ParquetRequest): Promise<void> {
    return writeParquet(this.#figures, this.#facts, { ...request, where: await this.#where(request) });
  }

  /** Events behind a place in the store, in the order in which they were stored: all that match up to the last one answered. */
  async storedAfter(
    request: QueryText & { readonly after: Position; readonly limit: number },
  ): Promise<readonly PrintedEvent[]> {
    const { resolved } = this.read(request);
    const where = await compileFor(resolved, { reader: this.#reader, facts: this.#facts, settled: true });
    return readStoredAfter(this.#reader, { ...request, where });
  }

  async explain(request: SearchRequest | GroupsRequest): Promise<Explanation> {
    const { resolved } = this.read(request);
    const where = await compileFor(resolved, { reader: this.#reader, facts: this.#facts });
    const select = 'metrics' in request ? groupSelect({ ...request, where }) : pageSelect({ ...request, where });
    const sql = this.#reader.statement(select);
    const parameters = this.#reader.parameters(select);
    const plan = await this.#reader.ask(`EXPLAIN indexes = 1 ${sql}`, parameters);
    const { tree } = parse(request.query);
    return {
      tree: tree === undefined ? '' : outlineTree(tree),
      meaning: outlineQuery(resolved),
      sql,
      parameters,
      plan: plan.map((row) => String(row['explain'])),
    };
  }

  /** Of all that came within the time; `from` and `to` as in a query. */
  async coverage({ from, to }: { readonly from: string; readonly to: string }): Promise<Coverage> {
    return readCoverage(this.#figures, boundsOf(this.read({ query: '', from, to }).resolved));
  }

  async #where(text: QueryText): Promise<Statement> {
    return compileFor(this.read(text).resolved, { reader: this.#reader, facts: this.#facts });
  }
}

/** What `readQuery` has made of the time range. */
function boundsOf(resolved: ResolvedQuery): CoverageRequest {
  const tests = (resolved.kind === 'and' ? resolved.items : []).flatMap((item) =>
    item.kind === 'field' && item.test.kind === 'between' ? [item.test] : [],
  );
  const low = tests.flatMap((test) => (test.low === null ? [] : [Number(test.low)]));
  const high = tests.flatMap((test) => (test.high === null ? [] : [Number(test.high)]));
  return { from: Math.max(...low), to: Math.min(...high) };
}
