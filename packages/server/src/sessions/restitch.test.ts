// Sessions are the same in whatever order and in however many steps their events come.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { knownEvents } from '../test/session-events.js';
import { laneOf } from './event-groups.js';
import { type EventTable, tableOf } from './event-table.js';
import { type Changes, type RowKey, restitch, type SessionMemory, type StoredSession } from './restitch.js';
import type { VpnSession } from './session.js';
import { believedBegin, type EventKind, placeOf, type SessionEvent } from './session-event.js';
import { sessionValues } from './session-values.js';
import { writeState } from './state.js';
import { stitch } from './stitch.js';
import type { Span } from './track.js';

/** What upkeep.ts does with the store, in memory. */
class MemoryStore implements SessionMemory, Changes {
  readonly rows = new Map<string, { stored: StoredSession; session: VpnSession }>();
  readonly events: SessionEvent[] = [];
  rereads = 0;

  async add(events: readonly SessionEvent[]): Promise<void> {
    this.events.push(...events);
    const result = await restitch(tableOf(events), this, this);
    this.rereads += result.reread;
  }

  write(session: VpnSession): void {
    const { startTime, id, tenant, account, firstTime, lastTime, assembly } = session;
    const stored = { startTime, id, tenant, account, firstTime, lastTime, parts: writeState(assembly) };
    this.rows.set(`${startTime} ${id}`, { stored, session });
  }

  remove({ startTime, id }: RowKey): void {
    this.rows.delete(`${startTime} ${id}`);
  }

  /** No more than it has to. */
  load(around: Parameters<SessionMemory['load']>[0]): Promise<readonly StoredSession[]> {
    const wanted = [...this.rows.values()].filter(({ stored, session }) => {
      const overlaps = ({ from, to }: Span): boolean => stored.firstTime <= to && stored.lastTime >= from;
      return around.some(
        (one) =>
          one.account === stored.account &&
          (overlaps(one) || (overlaps(one.wide) && one.numbers.has(Number(session.vpnSession)))),
      );
    });
    return Promise.resolve(wanted.map(({ stored }) => stored));
  }

  reread(spans: Parameters<SessionMemory['reread']>[0]): Promise<EventTable> {
    const isWanted = (event: SessionEvent): boolean =>
      spans.some(
        ({ account, from, to }) => laneOf(event).account === account && event.time >= from && event.time <= to,
      );
    return Promise.resolve(tableOf(this.events.filter(isWanted)));
  }

  sessions(): readonly unknown[] {
    return [...this.rows.values()].map(({ session }) => sessionValues(session)).sort(byText);
  }
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function expected(events: readonly SessionEvent[]): readonly unknown[] {
  return stitch(events).map(sessionValues).sort(byText);
}

const SCENARIOS = ['missing-ends', 'session-reuse', 'roaming', 'hijack'] as const;
const events = knownEvents({ events: 1500, users: 8, days: 2, scenarios: SCENARIOS }).map(({ event }) => event);

const BLANK: SessionEvent = events[0] as SessionEvent;
const SECOND = 1000;

/** Few accounts, numbers and addresses within few hours, so that everything meets everything. */
const anyEvent: fc.Arbitrary<SessionEvent> = fc
  .record({
    kind: fc.constantFrom<EventKind[]>(
      'login',
      'logout',
      'flow',
      'request',
      'denial',
      'leg-start',
      'leg-end',
      'removal',
    ),
    at: fc.integer({ min: 0, max: 4000 }),
    lasting: fc.option(fc.integer({ min: 0, max: 1500 }), { nil: Number.NaN }),
    user: fc.constantFrom('ann', 'EXT\\ann', 'ann@example.com', 'bob'),
    vpnSession: fc.constantFrom(0, 11, 12),
    vserver: fc.constantFrom('203.0.113.1', '203.0.113.2', ''),
    client: fc.constantFrom('192.0.2.1', '192.0.2.2', ''),
    connection: fc.constantFrom('a1', 'a2', ''),
  })
  .map(({ at, lasting, ...rest }) => {
    const time = BLANK.time + at * 40 * SECOND;
    const begin = believedBegin(time, time - lasting * 40 * SECOND);
    const place = placeOf(rest.kind, { time, begin });
    return { ...BLANK, ...rest, time, begin, at: place, contextUser: '', source: rest.client };
  });

const manyEvents = fc
  .array(anyEvent, { maxLength: 60, size: 'max' })
  .map((list) => list.map((event, row) => ({ ...event, row })));

describe('sessions kept up in steps', () => {
  it('are those of all events at once when nothing fits together', async () => {
    let rereads = 0;
    const property = fc.asyncProperty(manyEvents, fc.integer({ min: 1, max: 10 }), async (list, size) => {
      const store = new MemoryStore();
      for (let from = 0; from < list.length; from += size) await store.add(list.slice(from, from + size));
      rereads += store.rereads;
      assert.deepEqual(store.sessions(), expected(list));
    });
    await fc.assert(property, { numRuns: 120 });
    assert.ok(rereads > 0, 'no event was read again, so that has not been tested');
  });

  it('are those of all events at once, in any order and in any steps', async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(fc.integer(), steps, async (seed, sizes) => {
      const shuffled = shuffle(events, seed);
      const store = new MemoryStore();
      let from = 0;
      for (const size of sizes) {
        await store.add(shuffled.slice(from, from + size * 50));
        from += size * 50;
      }
      await store.add(shuffled.slice(from));
      assert.deepEqual(store.sessions(), expected(events));
    });
    await fc.assert(property, { numRuns: 6 });
  });

  it('are so in order of time, block by block', async () => {
    const store = new MemoryStore();
    for (let from = 0; from < events.length; from += 100) await store.add(events.slice(from, from + 100));
    assert.deepEqual(store.sessions(), expected(events));
    assert.equal(store.rereads, 0);
  });
});

function shuffle(list: readonly SessionEvent[], seed: number): readonly SessionEvent[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return list
    .map((event) => ({ event, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ event }) => event);
}
