// A page that would reach a limit, as far as it goes: newest events first, read in intervals of time from the newest back. What is answered is
// all there is down to an instant, which is told, and the page goes on there. In another order a part would be the wrong part: there the
// limit is an error.
//
//   whole page, half the time ── limit ──► interval, interval ×2, … ── page full ──► a page like any other
//                                              └── limit ──► a quarter of it        └── time is up ──► what there is, and until when

import type { Statement } from '@gatehouse/qql';
import { AppError } from '../errors.js';
import { instant } from '../store/parameters.js';
import type { EventReader } from './event-reader.js';
import { type Page, type PageRequest, readCursor, readPage, writeCursor } from './search.js';

/** Why a page is not whole. */
export interface Unfinished {
  readonly code: 'query.time-limit' | 'query.memory-limit' | 'query.row-limit';
  /** Milliseconds: everything from this time on has been searched. */
  readonly searchedTo: number;
}

export interface PartialPage extends Page {
  readonly unfinished?: Unfinished;
}

/** Of the time that a query may take, for the attempt to read the page at once, and for an interval of what is left. */
const AT_ONCE = 1 / 2;
const INTERVAL = 1 / 3;
const FIRST_INTERVALS = 64;
const LEAST_INTERVAL_MS = 1000;
const LEAST_MS = 20;

export async function readPageInTime(reader: EventReader, request: PageRequest): Promise<PartialPage> {
  const { limits } = reader;
  const isNewestFirst =
    request.sort === undefined || (request.sort.field.token === 'eventTime' && request.sort.descending);
  if (limits === undefined || !isNewestFirst) return readPage(reader, request);
  const deadline = performance.now() + limits.maxMs;
  try {
    return await readPage(reader.within(limits.maxMs * AT_ONCE), request);
  } catch (error) {
    return new Intervals(reader, request, deadline).read(limitOf(error));
  }
}

type Code = Unfinished['code'];

const CODES: readonly Code[] = ['query.time-limit', 'query.memory-limit', 'query.row-limit'];

function limitOf(error: unknown): { readonly error: unknown; readonly code: Code } {
  const code = error instanceof AppError ? CODES.find((one) => one === error.code) : undefined;
  if (code === undefined) throw error;
  return { error, code };
}

class Intervals {
  readonly #reader: EventReader;
  readonly #request: PageRequest;
  readonly #deadline: number;
  readonly #events: Page['events'][number][] = [];

  constructor(reader: EventReader, request: PageRequest, deadline: number) {
    this.#reader = reader;
    this.#request = request;
    this.#deadline = deadline;
  }

  /** `limit`: the one that the whole page has reached; it is the answer when no interval can be read either. */
  async read(limit: { readonly error: unknown; readonly code: Code }): Promise<PartialPage> {
    const { first, last } = await this.#span();
    let to = last + 1;
    let length = Math.max((to - first) / FIRST_INTERVALS, LEAST_INTERVAL_MS);
    while (this.#left() > LEAST_MS && length >= LEAST_INTERVAL_MS) {
      const from = to - length > first ? Math.floor(to - length) : null;
      const page = await this.#interval(from, to);
      if (page === null) {
        length /= 4;
        continue;
      }
      this.#events.push(...page.events);
      if (page.next !== null || from === null) return { events: this.#events, next: page.next };
      to = from;
      length *= 2;
      if (this.#events.length === this.#request.limit) return { events: this.#events, next: behind(to) };
    }
    if (to > last) throw limit.error;
    return { events: this.#events, next: behind(to), unfinished: { code: limit.code, searchedTo: to } };
  }

  #left(): number {
    return this.#deadline - performance.now();
  }

  /** Null when it reaches a limit, too. */
  async #interval(from: number | null, to: number): Promise<Page | null> {
    const limit = this.#request.limit - this.#events.length;
    const where = and(this.#request.where, from, to);
    try {
      return await readPage(this.#reader.within(this.#left() * INTERVAL), { ...this.#request, limit, where });
    } catch (error) {
      limitOf(error);
      return null;
    }
  }

  /** Of what there is to search: from the first event that has a time to the last one, or to where the page begins. */
  async #span(): Promise<{ readonly first: number; readonly last: number }> {
    const time = 'toUnixTimestamp64Milli(`eventTime`)';
    const [row = {}] = await this.#reader.within(this.#left() * INTERVAL).select({
      columns: `toString(minIf(${time}, ${time} > 0)) AS first, toString(max(${time})) AS last`,
      where: '1',
      parameters: {},
    });
    const begin =
      this.#request.cursor === undefined ? Number.POSITIVE_INFINITY : Number(readCursor(this.#request.cursor)[0]);
    return { first: Number(row['first']), last: Math.min(Number(row['last']), begin) };
  }
}

/** The engine skips by the first conditions, so they are about time. */
function and({ sql, parameters }: Statement, from: number | null, to: number): Statement {
  const after = from === null ? '' : `\`eventTime\` >= ${instant('intervalFrom')} AND `;
  return {
    sql: `${after}\`eventTime\` < ${instant('intervalTo')} AND ${sql}`,
    parameters: { ...parameters, intervalTo: to, ...(from === null ? {} : { intervalFrom: from }) },
  };
}

/** Where a page begins that has everything before this time, and nothing from it on. */
function behind(time: number): string {
  return writeCursor([String(time), '0', '0']);
}
