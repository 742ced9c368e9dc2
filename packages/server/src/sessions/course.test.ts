// The course of sessions, and what changed in them: against what is known of generated traffic, and of lines made for it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KnownEvent, knownEvents } from '../test/session-events.js';
import { changesOf } from './changes.js';
import { courseOf } from './course.js';
import type { VpnSession } from './session.js';
import type { SessionEvent } from './session-event.js';
import { sessionValues } from './session-values.js';
import { readState, writeState } from './state.js';
import { stitch } from './stitch.js';

const known: readonly KnownEvent[] = knownEvents({ events: 3000, users: 30, scenarios: ['roaming', 'hijack'] });
const sessions = stitch(known.map(({ event }) => event));
const MINUTE = 60_000;

function partsOf({ id, assembly }: VpnSession) {
  return readState(writeState(assembly), id);
}

describe('the course of generated sessions', () => {
  it('has a move for each further address of the client, and a span for each other source', () => {
    assert.ok(sessions.some(({ assembly }) => assembly.legs.length > 0));
    for (const session of sessions) {
      const { clientAddress, sourceAddress } = sessionValues(session);
      const { moves = [], sources = [] } = courseOf(partsOf(session), session);
      assert.equal(sources.length, (sourceAddress as readonly string[]).length);
      assert.ok(moves.length <= Math.max(0, (clientAddress as readonly string[]).length - 1));
    }
    assert.ok(sessions.some((session) => courseOf(partsOf(session), session).moves !== undefined));
    assert.ok(sessions.some((session) => courseOf(partsOf(session), session).sources !== undefined));
  });

  it('names each change once, in order of time, with what was before', () => {
    for (const session of sessions) {
      const { clientAddress, sourceAddress } = sessionValues(session);
      const changes = changesOf(partsOf(session));
      const times = changes.map(({ time }) => time);
      assert.deepEqual(times, times.toSorted());
      const valuesOf = (field: string) => changes.filter((change) => change.field === field).map(({ value }) => value);
      assert.deepEqual(valuesOf('clientAddress'), (clientAddress as readonly string[]).slice(1));
      assert.deepEqual(valuesOf('sourceAddress'), sourceAddress);
    }
  });
});

describe('the course of one session', () => {
  const login = known.find(({ event: { kind } }) => kind === 'login')?.event as SessionEvent;
  let row = 0;
  const event = (minute: number, change: Partial<SessionEvent>): SessionEvent => {
    const time = login.time + minute * MINUTE;
    return {
      ...login,
      kind: 'flow',
      time,
      at: time,
      row: ++row,
      userAgent: '',
      isLike: undefined,
      ...change,
    } as SessionEvent;
  };
  const legAt = (minute: number, name: string, change: Partial<SessionEvent> = {}) =>
    event(minute, { kind: 'leg-start', connection: name, begin: login.time + minute * MINUTE, ...change });

  const rows: readonly (readonly [name: string, events: readonly SessionEvent[], course: object])[] = [
    ['nothing but its beginning and end', [event(100, {})], {}],
    [
      'a refusal, twice in the same second',
      [event(10, { kind: 'denial' }), event(10, { kind: 'denial' }), event(100, {})],
      { denials: [600] },
    ],
    [
      'a connection without an end lasts as long as the session',
      [legAt(20, 'a'), event(100, {})],
      { legs: [[1200, 6000]] },
    ],
    [
      'connections that touch are one in its bar',
      [
        ...['a', 'b'].flatMap((name, index) => [
          legAt(20 + 5 * index, name),
          event(25 + 5 * index, { kind: 'leg-end', connection: name, begin: login.time + (20 + 5 * index) * MINUTE }),
        ]),
        event(100, {}),
      ],
      { legs: [[1200, 1800]] },
    ],
    [
      'another address of the client',
      [event(30, { client: '198.51.100.9', source: '198.51.100.9' }), event(100, {})],
      { moves: [1800] },
    ],
    [
      'a source that is no client’s',
      [event(30, { source: '203.0.113.9' }), event(40, { source: '203.0.113.9' }), event(100, {})],
      { sources: [[1800, 2400]] },
    ],
  ];
  for (const [name, events, course] of rows)
    it(name, () => {
      const [session, ...others] = stitch([login, ...events]);
      assert.ok(session !== undefined && others.length === 0);
      assert.deepEqual(courseOf(partsOf(session), session), course);
    });

  for (const kind of ['login', 'request'] as const)
    it(`another client in the same session, named by a ${kind}, is a change; the first one is none`, () => {
      const [session, ...others] = stitch([
        login,
        event(1, { kind, userAgent: 'curl/8' }),
        event(100, { kind: 'logout', begin: login.time }),
      ]);
      assert.ok(session !== undefined && others.length === 0);
      const time = new Date(login.time + MINUTE).toISOString();
      assert.deepEqual(changesOf(partsOf(session)), [
        { time, field: 'userAgent', value: 'curl/8', before: login.userAgent },
      ]);
    });
});
