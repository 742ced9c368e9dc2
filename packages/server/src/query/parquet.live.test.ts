/** A Parquet file holds what a search answers: read back by the engine, column by column. */
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { FIELDS, fieldOf, type PrintedEvent } from '@gatehouse/model';
import type { StoreRow } from '../store/event-store.js';
import { exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { EventQueries, type EventQueriesOptions } from './event-queries.js';

const odd = [
  '<134> 01/24/2026:12:06:37 GMT gw01 0-PPE-0 : default AAA LOGIN_FAILED 7 0 :  User o\'hara"; -- - Client_ip 192.0.2.7 - Failure_reason "x"',
  'no header, no date, \t a tab',
];
const lines = [...exampleLines(20), ...odd];

const BINARY = {
  line: 'User b\xffd',
  event: { eventTime: Date.UTC(2026, 0, 24), userName: 'b\xffd', userNameBinary: true },
};

let filled: FilledStore;

function queries(options: Partial<EventQueriesOptions> = {}): EventQueries {
  const reading = () => ({ now: Date.UTC(2026, 0, 1), zone: 'UTC' });
  return new EventQueries({ store: filled.store, tenants: null, reading, ...options });
}

function fileOf(name: string): string {
  return join(filled.folder, `${name}.parquet`);
}

/** Dates as milliseconds, numbers as text: what JSON has no room for. */
async function rowsIn(file: string): Promise<readonly StoreRow[]> {
  const dates = FIELDS.filter(({ type }) => type === 'date').map(({ token }) => token);
  const columns = dates.map((token) => `toUnixTimestamp64Milli(${token}) AS ${token}`).join(', ');
  return filled.store.select(`SELECT * REPLACE (${columns}) FROM file('${file}', 'Parquet')`);
}

function comparable(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const present = FIELDS.filter(({ token }) => !isAbsent(row[token])).map((field) => {
    const value = row[field.token];
    const isInstant = field.type === 'date' && typeof value === 'string' && value.includes('T');
    return [field.token, typeof value === 'object' ? value : String(isInstant ? Date.parse(value) : value)];
  });
  return Object.fromEntries(present) as Readonly<Record<string, unknown>>;
}

function isAbsent(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

describe('a Parquet file', () => {
  before(async () => {
    const log = { text: lines.join('\n'), zone: 'UTC', blockRows: 40, customer: 'acme' };
    const others = { ...log, text: lines.slice(0, 5).join('\n'), customer: 'other' };
    filled = await fillStore({ logs: [log, others], events: [BINARY] });
  });
  after(() => filled.close());
  describe('holds', hold);
  describe('does not', refuse);
});

function hold(): void {
  it('every token of every event, in order', async () => {
    const file = fileOf('all');
    await queries().writeParquet({ query: '', file, limit: 100_000 });
    const expected: PrintedEvent[] = [];
    for await (const event of queries().all({ query: '', limit: 1000 })) expected.push(event);
    const rows = await rowsIn(file);
    assert.equal(rows.length, lines.length + 5 + 1);
    assert.deepEqual(rows.map(comparable), expected.map(comparable));
    assert.ok(
      rows.some((row) => !isAbsent(row['rawEventBase64'])),
      'bytes that are no UTF-8',
    );
    assert.ok(
      rows.some((row) => !isAbsent(row['attributes'])),
      'attributes',
    );
  });

  it('what was asked for: query, customers, tokens, order, limit', async () => {
    const file = fileOf('some');
    const sort = { field: fieldOf('userName'), descending: false };
    const asked = { query: 'eventName: LOGIN', fields: ['userName', 'eventTime'], sort, limit: 7 } as const;
    await queries({ tenants: ['acme'] }).writeParquet({ ...asked, file });
    const { events } = await queries({ tenants: ['acme'] }).search(asked);
    const rows = await rowsIn(file);
    assert.deepEqual(rows.map(comparable), events.map(comparable));
    assert.deepEqual(Object.keys(rows[0] ?? {}).sort(), ['eventTime', 'userName']);
  });

  it('values of the types of the tokens', async () => {
    const described = await filled.store.select(`DESCRIBE file('${fileOf('all')}', 'Parquet')`);
    const types = new Map(described.map(({ name, type }) => [name, String(type).replaceAll('Nullable', '')]));
    assert.deepEqual(
      ['eventTime', 'inByte', 'userName', 'sourceIpv4', 'group', 'attributes'].map((token) => types.get(token)),
      ["(DateTime64(3, 'UTC'))", '(UInt64)', '(String)', '(String)', 'Array(String)', 'Map(String, String)'],
    );
  });

  it('no rows of no event', async () => {
    const file = fileOf('none');
    await queries({ tenants: ['nobody'] }).writeParquet({ query: '', file, limit: 10 });
    assert.ok(statSync(file).size > 0);
    assert.deepEqual(await filled.store.select(`SELECT count() AS n FROM file('${file}', 'Parquet')`), [{ n: 0 }]);
  });
}

function refuse(): void {
  it('stay behind when it cannot be finished', async () => {
    const file = fileOf('limited');
    const limits = { maxMs: 60_000, maxBytes: 100_000 };
    await assert.rejects(queries({ limits }).writeParquet({ query: '', file, limit: 100_000 }), {
      code: 'query.memory-limit',
    });
    const signal = AbortSignal.abort();
    await assert.rejects(queries({ signal }).writeParquet({ query: '', file, limit: 1 }), { code: 'query.cancelled' });
    assert.equal(existsSync(file), false);
  });

  it('take the place of another file', async () => {
    const file = fileOf('all');
    const { size } = statSync(file);
    await assert.rejects(queries().writeParquet({ query: '', file, limit: 1 }));
    assert.equal(statSync(file).size, size);
  });
}
