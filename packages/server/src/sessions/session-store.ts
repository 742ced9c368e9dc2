// The sessions in the store: what is loaded to add events, which events are read, what a round writes. Sessions of blocks that are
// not in `stitched` do not exist.

import type { EventStore } from '../store/event-store.js';
import { BLOCKS_PER_INGEST } from '../store/ingest-ledger.js';
import { readNative } from '../store/native-reader.js';
import { instant } from '../store/parameters.js';
import { nameOf } from './event-groups.js';
import { type EventTable, tableOf } from './event-table.js';
import { groupBy } from './group-by.js';
import { LONGEST_SPAN } from './limits.js';
import { readSessionEvents } from './read-events.js';
import type { LaneSpan, SessionMemory, StoredSession, Surroundings } from './restitch.js';
import type { SessionEvent } from './session-event.js';

/** What sessions need of the store: it may be in another thread (serve/session-thread.ts). */
export type SessionStore = Pick<EventStore, 'select' | 'selectNative' | 'execute' | 'insertRows' | 'incoming'>;

const DAY = 86_400_000;

/** More accounts than this are not named in a statement: all sessions of the time are loaded instead. */
const MOST_NAMED = 2000;

export function sessionMemory(store: SessionStore): SessionMemory {
  return {
    async load(around) {
      // A late line must not make the others' sessions of all the time in between be loaded.
      const byDay = groupBy(around, ({ from }) => Math.floor(from / DAY));
      const found = await Promise.all([...byDay.values()].map((group) => loadSpan(store, group)));
      return uniqueOf(found.flat());
    },
    async reread(spans) {
      const events: SessionEvent[] = [];
      for (const group of groupBy(spans, nameOf).values()) {
        const table = await rereadAccount(store, group);
        for (let index = 0; index < table.size; index++) events.push(table.at(index));
      }
      return tableOf(events);
    },
  };
}

function uniqueOf(sessions: readonly StoredSession[]): readonly StoredSession[] {
  return [...new Map(sessions.map((session) => [`${session.startTime} ${session.id}`, session])).values()];
}

function milliseconds(column: string): string {
  return `toFloat64(toUnixTimestamp64Milli(${column}))`;
}

const LOADED = `SELECT ${milliseconds('startTime')} AS c_start, id AS c_id, customerId AS c_tenant,
  account AS c_account, parts AS c_parts, ${milliseconds('firstTime')} AS c_first,
  ${milliseconds('lastTime')} AS c_last FROM sessions FINAL`;

async function loadSpan(store: SessionStore, spans: readonly Surroundings[]): Promise<readonly StoredSession[]> {
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  const accounts = [...new Set(spans.map(({ account }) => account))];
  const named = accounts.length <= MOST_NAMED ? ' AND account IN {accounts:Array(String)}' : '';
  const wide = [
    Math.min(...spans.map((span) => span.wide.from)),
    Math.max(...spans.map((span) => span.wide.to)),
  ] as const;
  const numbers = [...new Set(spans.flatMap((span) => [...span.numbers]))];
  const overlaps = (first: string, last: string): string =>
    `(firstTime <= ${instant(last)} AND lastTime >= ${instant(first)})`;
  const sql = `${LOADED} WHERE startTime BETWEEN ${instant('low')} AND ${instant('high')}
    AND (${overlaps('from', 'to')} OR (${overlaps('first', 'last')} AND vpnSessionId IN {numbers:Array(UInt64)}))${named}`;
  const times = { from, to, first: wide[0], last: wide[1], low: wide[0] - LONGEST_SPAN, high: wide[1] + LONGEST_SPAN };
  const bytes = await store.selectNative(sql, { ...times, numbers, ...(named === '' ? {} : { accounts }) });
  return readNative(bytes).flatMap((block) => {
    const [starts, firsts, lasts] = ['c_start', 'c_first', 'c_last'].map((name) => block.numbers(name));
    const [ids, tenants, owners, parts] = ['c_id', 'c_tenant', 'c_account', 'c_parts'].map((name) => block.texts(name));
    return Array.from({ length: block.rows }, (_, row) => ({
      startTime: Number(starts?.[row]),
      firstTime: Number(firsts?.[row]),
      lastTime: Number(lasts?.[row]),
      id: ids?.at(row) ?? '',
      tenant: tenants?.at(row) ?? '',
      account: owners?.at(row) ?? '',
      parts: parts?.at(row) ?? '',
    }));
  });
}

/** A bound instant in milliseconds. */
/** The account is in the user name, whatever its domain: a sieve, the rest is compared where the keys are known. */
async function rereadAccount(store: SessionStore, spans: readonly LaneSpan[]): Promise<EventTable> {
  const [first] = spans;
  if (first === undefined) return tableOf([]);
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  const sql = `eventTime BETWEEN ${instant('from')} AND ${instant('to')} AND customerId = {tenant:String}
    AND (positionCaseInsensitive(userName, {account:String}) > 0 OR positionCaseInsensitive(contextUser, {account:String}) > 0)`;
  const parameters = { from, to, tenant: first.tenant, account: first.account };
  // Of all blocks that are in, those alone are looked for that the account's events are of.
  const isIn = `block IN (SELECT block FROM stitched WHERE block IN (SELECT block FROM events WHERE ${sql}))`;
  return readSessionEvents(store, { sql: `${sql} AND ${isIn}`, parameters });
}

/** Stored in place of the last block of an ingest's range when all its blocks are in. */
export function sealOf(ingest: number): number {
  return (ingest + 1) * BLOCKS_PER_INGEST - 1;
}
