/**
 * Pages within limits, over a real store that refuses to read longer intervals of time than a test says: what comes is always a beginning
 * of the whole answer, and going on gives the rest.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fieldOf, type PrintedEvent } from '@gatehouse/model';
import { AppError } from '../errors.js';
import type { EventStore, StoreQuery } from '../store/event-store.js';
import { exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { EventQueries, type SearchRequest } from './event-queries.js';
import type { PartialPage } from './partial-page.js';

const HOUR_MS = 3_600_000;
const limits = { maxMs: 60_000, maxBytes: 1 << 30 };
const lines = exampleLines(40);

let filled: FilledStore;

/** Events without a time are the last ones. */
interface Patience {
  /** Longest interval that is read. */
  readonly mostMs: number;
  /** Intervals that are read before nothing is read any more. */
  readonly intervals?: number;
}

/** Statements over events end at a limit, but for those over short intervals. */
function impatient({ mostMs, intervals = Number.POSITIVE_INFINITY }: Patience): EventStore {
  let left = intervals;
  const query = async (asked: StoreQuery) => {
    const { intervalFrom, intervalTo } = asked.parameters ?? {};
    const length =
      intervalTo === undefined ? Number.POSITIVE_INFINITY : Number(intervalTo) - Number(intervalFrom ?? intervalTo);
    const isPage = asked.sql.includes(' AS cursor');
    if (isPage && (length > mostMs || left-- <= 0)) throw new AppError('query.time-limit', {});
    return filled.store.query(asked);
  };
  return Object.assign(Object.create(filled.store) as EventStore, { query });
}

function queries(store: EventStore): EventQueries {
  return new EventQueries({ store, tenants: ['acme'], limits, reading: () => ({ now: Date.now(), zone: 'UTC' }) });
}

async function whole(query: string): Promise<readonly PrintedEvent[]> {
  return (await queries(filled.store).search({ query, limit: 10_000 })).events;
}

/** Pages until the last one. */
async function inPages(of: () => EventQueries, request: SearchRequest): Promise<readonly PartialPage[]> {
  const pages: PartialPage[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null && pages.length < 500) {
    pages.push(await of().searchInTime({ ...request, ...(cursor === undefined ? {} : { cursor }) }));
    cursor = pages.at(-1)?.next;
  }
  return pages;
}

describe('a page that would reach a limit', () => {
  before(async () => {
    const log = { text: lines.join('\n'), zone: 'UTC', blockRows: 50, customer: 'acme' };
    filled = await fillStore({ logs: [log, { ...log, customer: 'other' }], events: [] });
  });
  after(() => filled.close());

  for (const query of ['', 'not userName: *']) {
    for (const limit of [50, 10_000]) {
      it(`is read in intervals, and is the same: ${query || 'everything'}, ${limit} at a time`, async () => {
        const pages = await inPages(() => queries(impatient({ mostMs: 4 * HOUR_MS })), { query, limit });
        assert.ok(pages.every(({ unfinished }) => unfinished === undefined));
        assert.deepEqual(
          pages.flatMap(({ events }) => events),
          await whole(query),
        );
      });
    }
  }

  it('is given in part when time is up, says until when, and goes on there', async () => {
    const store = () => queries(impatient({ mostMs: 4 * HOUR_MS, intervals: 3 }));
    const pages = await inPages(store, { query: '', limit: 10_000 });
    const parts = pages.filter(({ unfinished }) => unfinished !== undefined);
    assert.ok(parts.length > 1, `${parts.length} parts`);
    for (const { unfinished, events } of parts) {
      assert.equal(unfinished?.code, 'query.time-limit');
      assert.ok(events.every(({ eventTime }) => Date.parse(String(eventTime)) >= (unfinished?.searchedTo ?? 0)));
    }
    assert.deepEqual(
      pages.flatMap(({ events }) => events),
      await whole(''),
    );
  });

  it('is an error where nothing can be read in time, or a part would be wrong', async () => {
    const limited = { code: 'query.time-limit' };
    await assert.rejects(queries(impatient({ mostMs: -1 })).searchInTime({ query: '', limit: 10 }), limited);
    const sort = { field: fieldOf('inByte'), descending: true };
    await assert.rejects(queries(impatient({ mostMs: HOUR_MS })).searchInTime({ query: '', limit: 10, sort }), limited);
    const oldestFirst = { field: fieldOf('eventTime'), descending: false };
    const asked = { query: '', limit: 10, sort: oldestFirst };
    await assert.rejects(queries(impatient({ mostMs: HOUR_MS })).searchInTime(asked), limited);
  });

  it('ends by the limit of rows in the engine itself', async () => {
    const few = { ...limits, maxRows: 100 };
    const reading = () => ({ now: Date.now(), zone: 'UTC' });
    const limited = new EventQueries({ store: filled.store, tenants: null, limits: few, reading });
    await assert.rejects(limited.count({ query: 'userName: ann' }), { code: 'query.row-limit' });
  });
});
