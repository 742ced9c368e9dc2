/** Stored lines that are read again: nothing changes but what the tables say, whatever the lines were and however they had come. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { SegmentInput } from '../block/encode-block.js';
import { Lookups } from '../enrich/lookup.js';
import { contextOf, NO_CONTEXT, NO_DATABASES } from '../enrich/tables.js';
import { generate } from '../generate/generate.js';
import { SCENARIO_NAMES } from '../generate/scenarios.js';
import { internalNetworks } from '../map/direction.js';
import { SessionUpkeep } from '../sessions/upkeep.js';
import { openChdbStore } from '../store/chdb-store.js';
import type { EventStore } from '../store/event-store.js';
import { type Reprocessed, type ReprocessRequest, reprocess } from './reprocess.js';
import { LISTENER, type Reading, storeFile, storeReceived } from './sample-history.js';
import { readStoredBlock } from './stored-block.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-reprocess-'));
let store: EventStore;

const reading: Reading = {
  timezone: 'Europe/Vienna',
  dateOrder: 'dmy',
  severityFrom: 'pri',
  internalNetworks: internalNetworks(['10.0.0.0/8']),
};
const SMALL = { reading, blockRows: 150 };

function lookups(department: string): Lookups {
  const empty = { aliases: [], domain: '', employeeId: '', status: '', manager: '', mail: '', terminationDate: null };
  const people = [[{ ...empty, user: 'ann', department }]];
  const others = contextOf({ ...NO_CONTEXT, people });
  return new Lookups({ version: 1, databases: NO_DATABASES, contexts: {}, others });
}

function again(more: Partial<ReprocessRequest> = {}): Promise<Reprocessed> {
  return reprocess(store, {
    from: Date.UTC(1800, 0),
    to: Date.UTC(2200, 0),
    folder: join(folder, 'replacing'),
    lookups: null,
    listeners: (id) => (id === LISTENER ? reading : undefined),
    internalNetworks: reading.internalNetworks,
    isDryRun: false,
    signal: new AbortController().signal,
    ...more,
  });
}

const PERSON = ['userDepartment', 'userEmployeeId', 'userStatus', 'userManager', 'userMail', 'userTerminationDate'];

/** Everything that is stored but the person, by event; and words that are there twice. Which words there are hangs on how raw lines are written down. */
async function rest(): Promise<readonly unknown[]> {
  const hidden = [...PERSON, 'rawTemplate', 'rawRest'].join(', ');
  const events = await store.select(
    `SELECT toString(block) AS block, row, toString(cityHash64(toString(tuple(* EXCEPT (${hidden}))))) AS hash FROM events ORDER BY block, row`,
  );
  const doubled = await store.select('SELECT term, block FROM terms GROUP BY term, block HAVING count() > 1 LIMIT 3');
  assert.deepEqual(doubled, []);
  return events;
}

function differing(found: readonly unknown[], expected: readonly unknown[]): readonly unknown[] {
  const texts = new Set(expected.map((row) => JSON.stringify(row)));
  assert.equal(found.length, expected.length);
  return found.filter((row) => !texts.has(JSON.stringify(row)));
}

async function rawLines(blocks: readonly number[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const block of blocks) {
    const reading = await readStoredBlock(store, block);
    assert.ok('stored' in reading, JSON.stringify(reading));
    lines.push(...reading.stored.lines.map(({ text }) => text));
  }
  return lines;
}

const HEADER = '<134> 03/17/2026:09:00:01 GMT gw-a 0-PPE-0 : default';
function failure(date: string, device = 'gw-a', zone = ''): string {
  return `<134> ${date}:09:00:01 ${zone}${device} 0-PPE-0 : default AAA LOGIN_FAILED 7 0 :  User ann - Client_ip 10.20.0.7 - Failure_reason "none"`;
}

function generated(events: number): readonly string[] {
  const options = { events, seed: 7, mix: 'realistic', users: 20, days: 2, start: Date.UTC(2026, 2, 11) } as const;
  return Array.from(generate({ ...options, scenarios: SCENARIO_NAMES }), ({ line }) =>
    Buffer.from(line, 'utf8').toString('latin1'),
  );
}

/** The device proves its order only after some lines, and later the other one. */
const DATES = [
  ...['03/04/2026', '05/04/2026', '03/17/2026', '03/04/2026', '05/06/2026', '17/03/2026', '03/04/2026'].map((date) =>
    failure(date),
  ),
  ...['03/04/2026', '2026/04/03'].map((date) => failure(date, 'gw-b')),
  failure('03/04/2026', '', 'GMT '),
  'Mar  4 09:00:01 relay <134> 04/03/2026:09:00:01 gw-c 0-PPE-0 : default AAA LOGOUT 7 0 : User ann - Client_ip 10.20.0.7',
];
const ODD = [
  'no line of a gateway',
  `${HEADER} AAA LOGIN_FAILED 2 0 : User b\xffb - Client_ip 10.20.0.8`,
  'x\r',
  '\x01x:userName\x02',
];

type From = readonly [peer: string, receivedAt: number];

function segment([peer, receivedAt]: From, lines: readonly string[], more: Partial<SegmentInput> = {}): SegmentInput {
  const bytes = Buffer.from(lines.join(''), 'latin1');
  return { peer, receivedAt, lengths: lines.map(({ length }) => length), bytes, originalLengths: new Map(), ...more };
}

function received(lines: readonly string[]): readonly SegmentInput[] {
  const pieces = Array.from({ length: Math.ceil(lines.length / 40) }, (_, index) =>
    lines.slice(index * 40, index * 40 + 40),
  );
  return [
    ...pieces.map((piece, index) => segment([`192.0.2.${index % 3}`, Date.UTC(2026, 2, 12, 9, 0, index)], piece)),
    segment(
      ['192.0.2.9', Date.UTC(2026, 2, 12, 10)],
      [failure('03/04/2026').slice(0, 60), `${HEADER} AAA originalLength 3`],
      {
        originalLengths: new Map([[0, 99]]),
      },
    ),
    segment(['192.0.2.9', Date.UTC(2026, 2, 12, 10)], ['poison', 'not even its text', failure('03/04/2026')], {
      unread: new Map([
        [0, 'not-read'],
        [1, 'withheld'],
      ]),
    }),
  ];
}

const LINES = [...DATES, ...DATES, ...DATES, ...ODD, ...generated(400)];
/** Lines on which an earlier version failed are read now. */
const histories: readonly [what: string, fill: () => Promise<readonly number[]>, unread: number][] = [
  ['a file', () => storeFile(store, LINES, SMALL), 0],
  ['listeners', () => storeReceived(store, received(LINES), { ...SMALL, journal: 1 }), 1],
];

function change(): void {
  for (const [what, fill, unread] of histories) {
    test(`lines of ${what} stay what they are, but for the person`, async () => {
      const blocks = await fill();
      const lines = await rawLines(blocks);
      const plain = await again();
      assert.deepEqual([plain.kept, plain.changed], [[], unread], JSON.stringify(plain));
      const before = await rest();
      const dry = await again({ lookups: lookups('Sales'), isDryRun: true });
      const done = await again({ lookups: lookups('Sales') });
      assert.deepEqual({ ...done, isDryRun: true }, dry);
      assert.deepEqual([done.kept, done.isComplete], [[], true]);
      assert.deepEqual(
        Object.keys(done.fields).filter((token) => !PERSON.includes(token)),
        [],
      );
      assert.deepEqual(differing(await rest(), before), []);
      assert.deepEqual(await rawLines(blocks), lines);
      const [sales] = await store.select("SELECT count() AS found FROM events WHERE userDepartment = 'Sales'");
      assert.equal(Number(sales?.['found']), done.fields['userDepartment']);
      const twice = await again({ lookups: lookups('Sales') });
      assert.deepEqual([twice.events, twice.changed, twice.kept], [done.events, 0, []]);
      assert.deepEqual(readdirSync(join(folder, 'replacing')), []);
    });
  }

  test('sessions are stitched again from events that have been replaced', async () => {
    const blocks = await storeFile(store, LINES, SMALL);
    const sessions = async () => store.select('SELECT * EXCEPT (round, parts) FROM sessions FINAL ORDER BY id');
    await new SessionUpkeep(store).add(blocks);
    const before = await sessions();
    assert.ok(before.length > 5);
    await again({ lookups: lookups('Sales') });
    assert.deepEqual(await sessions(), []);
    await new SessionUpkeep(store).addIngests();
    assert.deepEqual(await sessions(), before);
  });
}

const keepings: readonly [what: string, spoil: () => Promise<unknown>, because: RegExp][] = [
  ['rows are missing', () => store.execute('DELETE FROM events WHERE row = 3'), /rows are missing/],
  [
    'how its file was read is not known',
    () => store.execute("ALTER TABLE ingests UPDATE settings = '' WHERE 1 SETTINGS mutations_sync = 2"),
    /source is not known/,
  ],
  [
    'rules have marked events',
    () => store.execute("ALTER TABLE events UPDATE rules = 'r' WHERE row = 1 SETTINGS mutations_sync = 2"),
    /rules have marked/,
  ],
  [
    'a time would be another one',
    () =>
      store.execute(
        "ALTER TABLE ingests UPDATE settings = replace(settings, 'Vienna', 'Moscow') WHERE 1 SETTINGS mutations_sync = 2",
      ),
    /1 of its 2 lines would get other times/,
  ],
];

function keep(): void {
  for (const [what, spoil, because] of keepings) {
    test(`a block stays as it is when ${what}`, async () => {
      // Without a template nothing says in which zone a line was read.
      const [whole, templated] = [`${failure('03/17/2026')}\x01`, failure('03/17/2026')];
      const lines = what.includes('time') ? [whole, 'no line'] : Array.from({ length: 9 }, () => templated);
      await storeFile(store, lines, SMALL);
      await spoil();
      const before = await rest();
      const { kept, changed, events } = await again({ lookups: lookups('Sales') });
      assert.match(kept[0]?.because ?? '', because);
      assert.deepEqual([changed, events], [0, 0]);
      assert.deepEqual(differing(await rest(), before), []);
    });
  }
}

function readIn(): void {
  test('lines of a listener are read in the zone of then, whatever it is set to now', async () => {
    await storeReceived(
      store,
      [
        segment(
          ['192.0.2.1', Date.UTC(2026, 2, 17, 9)],
          Array.from({ length: 9 }, () => failure('03/17/2026')),
        ),
      ],
      { ...SMALL, journal: 2 },
    );
    const moved = { ...reading, timezone: 'Asia/Tokyo' };
    const { kept, changed } = await again({ listeners: () => moved, lookups: lookups('Sales') });
    assert.deepEqual([kept, changed], [[], 9]);
  });

  test('a span ends before its end, and lines without a time count by that of their receipt', async () => {
    await storeReceived(store, [segment(['192.0.2.1', Date.UTC(2026, 2, 17, 9)], [failure('03/17/2026')])], {
      ...SMALL,
      journal: 3,
    });
    await storeFile(store, ['no line'], SMALL);
    const spans: readonly [from: string, to: string, events: number][] = [
      ['2026-03-17T08:00:01Z', '2026-03-17T08:00:02Z', 1],
      ['2026-03-17T07:00:00Z', '2026-03-17T08:00:01Z', 0],
      ['2026-03-20T10:00:00Z', '2026-03-21T00:00:00Z', 1],
      ['2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z', 2],
    ];
    for (const [from, to, events] of spans)
      assert.equal((await again({ from: Date.parse(from), to: Date.parse(to) })).events, events, from);
  });

  test('a run that is told to end has replaced what it has read', async () => {
    await storeFile(store, LINES, SMALL);
    const ending = new AbortController();
    const done = await again({ signal: ending.signal, lookups: lookups('Sales'), onProgress: () => ending.abort() });
    assert.deepEqual([done.isComplete, done.blocks, done.events], [false, 1, SMALL.blockRows]);
    const [row] = await store.select(
      "SELECT count() AS found FROM events WHERE userStatus = 'Unknown' OR userDepartment = 'Sales'",
    );
    assert.equal(Number(row?.['found']), (done.fields['userStatus'] ?? 0) + (done.fields['userDepartment'] ?? 0));
  });
}

// In a suite: one store in a process at a time, and hooks of files would open it for the whole run.
describe('stored events that are read again', () => {
  before(async () => void (store = await openChdbStore({ folder, create: true })));
  after(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  /** Numbers go on: what was inserted once under a number is not inserted again. */
  beforeEach(async () => {
    for (const table of ['events', 'terms', 'sessions', 'stitched']) await store.execute(`TRUNCATE TABLE ${table}`);
  });

  describe('change only where the tables say so', change);
  describe('stay', keep);
  describe('are read', readIn);
});
