// Sessions in a real store: those of the pure function over the events that the store prints, and each event once, whatever happens.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { generate } from '../generate/generate.js';
import { EventQueries } from '../query/event-queries.js';
import { storedSessionEvents } from '../test/session-events.js';
import { type FilledStore, fillStore } from '../test/stored-events.js';
import { SessionQueries } from './session-queries.js';
import { sessionValues } from './session-values.js';
import { stitch } from './stitch.js';
import { SessionUpkeep } from './upkeep.js';

const NOW = Date.UTC(2026, 2, 20);
const lines = [
  ...generate({
    events: 4000,
    seed: 7,
    mix: 'realistic',
    users: 30,
    days: 2,
    start: Date.UTC(2026, 2, 17),
    scenarios: ['missing-ends', 'roaming', 'session-reuse', 'hijack'],
  }),
].map(({ line }) => line);

/** Hardly two of a session. */
const strangers = [
  ...generate({
    events: 4000,
    seed: 1,
    mix: 'bench',
    users: 5000,
    days: 1,
    start: Date.UTC(2026, 2, 17),
    scenarios: [],
  }),
].map(({ line }) => line);

let filled: FilledStore;
let blocks: readonly number[] = [];

async function fill(): Promise<void> {
  const half = lines.length / 2;
  filled = await fillStore({
    logs: [
      { text: lines.slice(0, half).join('\n'), zone: 'UTC', blockRows: 500, customer: 'acme' },
      { text: lines.slice(half).join('\n'), zone: 'UTC', blockRows: 500, customer: 'acme' },
      { text: strangers.join('\n'), zone: 'UTC', blockRows: 2800, customer: 'acme' },
    ],
    events: [],
  });
  const rows = await filled.store.select('SELECT DISTINCT toString(block) AS block FROM events ORDER BY block');
  blocks = rows.map((row) => Number(row['block']));
}

function queries(tenants: readonly string[] | null): SessionQueries {
  return new SessionQueries({ store: filled.store, tenants, reading: () => ({ now: NOW, zone: 'UTC' }) });
}

async function expected(): Promise<readonly unknown[]> {
  const events = new EventQueries({ store: filled.store, tenants: null, reading: () => ({ now: NOW, zone: 'UTC' }) });
  const { events: all } = await events.search({ query: '', limit: 10_000 });
  return stitch(storedSessionEvents(all)).map(sessionValues).map(comparable).sort(byText);
}

async function stored(): Promise<readonly unknown[]> {
  const { sessions } = await queries(null).list({ query: '', limit: 10_000 });
  return sessions.map(({ state: _state, ...rest }) => comparable(rest)).sort(byText);
}

/** Absent values have no key, times are printed. */
function comparable(values: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(values).filter(
    ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (/Time$/.test(name)) return [name, new Date(value as number | string).toISOString()];
      return [name, name === 'vpnSessionId' ? String(value) : value];
    }),
  );
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

async function forget(): Promise<void> {
  await filled.store.execute('TRUNCATE TABLE sessions');
  await filled.store.execute('TRUNCATE TABLE stitched');
}

describe('sessions kept up in the store', () => {
  before(fill);
  after(() => filled.close());

  it('are those of the pure function, added block by block, the later half first', async () => {
    await forget();
    const upkeep = new SessionUpkeep(filled.store);
    const half = blocks.length / 2;
    for (const block of [...blocks.slice(half), ...blocks.slice(0, half)]) await upkeep.add([block]);
    assert.deepEqual(await stored(), await expected());
  });

  it('take no block twice', async () => {
    await forget();
    await new SessionUpkeep(filled.store).add(blocks);
    const again = new SessionUpkeep(filled.store);
    await again.add(blocks.slice(3));
    assert.equal(again.totals.events, 0);
    assert.deepEqual(await stored(), await expected());
  });

  it('do the round again that a process had only written down when it died', async () => {
    await forget();
    const half = blocks.length / 2;
    await new SessionUpkeep(filled.store).add(blocks.slice(0, half));
    await filled.store.execute('INSERT INTO stitched (round, block) SELECT 2, arrayJoin({blocks:Array(UInt64)})', {
      blocks: blocks.slice(half),
    });
    await new SessionUpkeep(filled.store).add(blocks);
    assert.deepEqual(await stored(), await expected());
  });

  it('are stored as one part, however many a round has: a process that dies has stored all of them or none', async () => {
    await forget();
    await filled.store.execute('SYSTEM STOP MERGES sessions');
    await new SessionUpkeep(filled.store).add(blocks);
    const [row] = await filled.store.select('SELECT count() AS rows, uniqExact(_part) AS parts FROM sessions');
    await filled.store.execute('SYSTEM START MERGES sessions');
    // A file of more than one block of rows.
    assert.ok(Number(row?.['rows']) > 2048, String(row?.['rows']));
    assert.equal(Number(row?.['parts']), 1);
  });

  it('tell of a user beside them what events do: every failed login of the time, the groups of the last session', async () => {
    const ask = (sql: string) => filled.store.select(sql);
    const [user] =
      await ask(`SELECT lowerUTF8(userName) AS name FROM events WHERE userName != '' AND lowerUTF8(userName)
      IN (SELECT account FROM sessions) GROUP BY name HAVING countIf(eventName = 'LOGIN') > 1
      ORDER BY countIf(eventName = 'LOGIN_FAILED') DESC, name LIMIT 1`);
    const name = String(user?.['name']);
    const ofUser = `FROM events WHERE lowerUTF8(userName) = '${name}'`;
    const [failed] =
      await ask(`SELECT count() AS found, toString(max(eventTime)) AS last, uniqExact(message, clientIpv4) AS kinds
      ${ofUser} AND eventName = 'LOGIN_FAILED'`);
    const [last] = await ask(`SELECT \`group\` AS names ${ofUser} AND \`group\` != '' ORDER BY eventTime DESC LIMIT 1`);
    const person = await queries(null).person({ name, to: NOW });
    assert.ok(person !== null && person.totals.sessions > 1 && person.failures.count > 0);
    assert.equal(person.failures.count, Number(failed?.['found']));
    assert.equal(person.failures.reasons.length, Number(failed?.['kinds']));
    assert.equal(person.failures.lastTime, `${String(failed?.['last']).replace(' ', 'T')}Z`);
    assert.deepEqual(person.identity.groups, String(last?.['names']).split('\n'));
    assert.equal(await queries(['other']).person({ name, to: NOW }), null);
    assert.equal(await queries(null).person({ name: 'nobody.at.all', to: NOW }), null);
  });

  it('are seen by their tenant only', async () => {
    const all = await queries(['acme']).count({ query: '' });
    assert.ok(all > 0);
    assert.equal(await queries(['other']).count({ query: '' }), 0);
    assert.equal(await queries([]).count({ query: '' }), 0);
    const [first] = (await queries(null).list({ query: '', limit: 1 })).sessions;
    assert.notEqual(await queries(['acme']).one(String(first?.id)), null);
    assert.equal(await queries(['other']).one(String(first?.id)), null);
  });
});
