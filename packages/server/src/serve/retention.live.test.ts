/** Removing what is too old, or of one source, from a real store: by day, with words and sessions, also when the process dies between two steps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../errors.js';
import { createLog } from '../log.js';
import { SessionUpkeep } from '../sessions/upkeep.js';
import type { EventStore } from '../store/event-store.js';
import { oldestEvent, storedMonths } from '../store/months.js';
import { findOutdated, removeOutdated } from '../store/retention.js';
import { findSource, removeSource } from '../store/source-removal.js';
import { capturedIo } from '../test/captured-io.js';
import { fillStore } from '../test/stored-events.js';
import { Retention } from './retention.js';

const DAYS = ['01/10', '01/20', '02/10', '02/20', '03/05', '03/25', '04/02', '04/20'];

test('what is older than it may be is removed', async (context) => {
  const { store, close } = await filled();
  context.after(close);
  const left = () => leftIn(store);

  await context.test('nothing is older: nothing is to be done', async () => {
    assert.equal(await findOutdated(store, Date.parse('2026-01-10T00:00:00Z')), null);
  });

  await context.test('an undated line does not go by the time that it lacks', async () => {
    assert.deepEqual(
      (await storedMonths(store)).map(({ month, events }) => [month, events]),
      [
        [null, 1],
        ['2026-01', 2],
        ['2026-02', 2],
        ['2026-03', 2],
        ['2026-04', 2],
      ],
    );
    assert.equal(await oldestEvent(store), Date.parse('2026-01-10T08:00:00Z'));
  });

  await context.test('a day goes, the rest of its month and block stays with its words', async () => {
    const before = Date.parse('2026-01-11T00:00:00Z');
    assert.deepEqual(await findOutdated(store, before), { events: 1, sessions: 1, months: [] });
    await removeOutdated(store, before);
    assert.deepEqual(await left(), { days: DAYS.slice(1), sessions: 7, blocks: [1, 2, 3, 4, 5] });
    assert.equal(await findOutdated(store, before), null);
    const [, january] = await storedMonths(store);
    assert.deepEqual([january?.month, january?.events, (january?.bytes ?? 0) > 0], ['2026-01', 1, true]);
  });

  await context.test('whatever step it dies at, the next attempt does the rest', async () => {
    const border = Date.parse('2026-02-15T00:00:00Z');
    let died = 0;
    while (await diesAt(store, (dying) => removeOutdated(dying, border), died)) died++;
    assert.equal(died, 4, 'words, sessions, the month, the days of the next');
    assert.deepEqual(await left(), { days: DAYS.slice(3), sessions: 5, blocks: [2, 3, 4, 5] });
  });

  await context.test('sessions of the last round stay until there is another one: nothing is added twice', async () => {
    const before = Date.parse('2027-01-01T00:00:00Z');
    await removeOutdated(store, before);
    assert.deepEqual(await left(), { days: [], sessions: 2, blocks: [5] });
    await new SessionUpkeep(store).add([]);
    assert.equal((await left()).sessions, 2);
  });
});

test('a server records what goes before it goes, keeps to whole days, and says what failed', async (context) => {
  const { store, close } = await filled();
  context.after(close);
  const audited: unknown[] = [];
  let isBroken = true;
  const audit = {
    append: async (entry: { readonly details: unknown }) => {
      if (isBroken) throw new AppError('audit.failed', { reason: 'the disk is full' });
      audited.push(entry.details);
      return { sequence: 1, hash: '' };
    },
  };
  const io = capturedIo();
  const log = createLog({ level: 'info', output: io.stderr, now: () => new Date() });
  const retention = new Retention({ store, audit, log, days: 45, now: () => Date.parse('2026-04-01T13:00:00Z') });
  await retention.look();
  assert.deepEqual(retention.state, {
    days: 45,
    last: null,
    problem: 'the audit cannot be read or written: the disk is full',
  });
  assert.equal((await leftIn(store)).days.length, 8, 'what cannot be recorded stays');
  isBroken = false;
  await retention.look();
  const gone = { events: 3, sessions: 3, months: [202601], before: '2026-02-15T00:00:00.000Z' };
  assert.deepEqual(audited, [gone]);
  assert.deepEqual(retention.state, { days: 45, last: { ...gone, at: '2026-04-01T13:00:00.000Z' }, problem: null });
  await retention.look();
  assert.equal(audited.length, 1, 'nothing is left to go');
  assert.match(io.written.stderr, /could not be removed; it is tried again in an hour".*have been removed"/s);
});

test('all of one source of one customer is removed, and nothing else', async (context) => {
  const { store, close } = await fillStore({
    logs: [
      { ...filling('a'), text: logins(DAYS), source: 'real' },
      { ...filling('made-up'), text: logins(DAYS), source: 'generator' },
      { ...filling('made-up'), text: logins(DAYS.slice(0, 1)), source: 'real' },
    ],
    events: [],
  });
  context.after(close);
  const upkeep = new SessionUpkeep(store);
  await upkeep.add([1, 2, 3, 4]);
  // The last round has no sessions but those that go.
  await upkeep.add([5, 6, 7, 8]);
  const source = { customerId: 'made-up', eventSourceId: 'generator' };

  await context.test('what another source has brought to the customer is told', async () => {
    assert.deepEqual(await findSource(store, source), { events: 8, sessions: 8, others: 1 });
  });

  await context.test('whatever step it dies at, the next attempt does the rest; others keep theirs', async () => {
    let died = 0;
    while (await diesAt(store, (dying) => removeSource(dying, source), died)) died++;
    assert.equal(died, 4, 'words, the round, sessions, events');
    assert.deepEqual(await leftIn(store), {
      days: ['01/10', ...DAYS].sort(),
      sessions: 8,
      blocks: [1, 2, 3, 4, 9],
    });
    assert.deepEqual(await findSource(store, source), { events: 0, sessions: 0, others: 1 });
  });

  await context.test('no round is done again, and what comes next is stitched', async () => {
    const next = new SessionUpkeep(store);
    await next.add([5, 6]);
    assert.equal((await leftIn(store)).sessions, 8);
    await next.add([9]);
    assert.deepEqual(await findSource(store, source), { events: 0, sessions: 1, others: 1 });
  });
});

function logins(days: readonly string[]): string {
  const lines = days.map(
    (day, index) =>
      `<134> ${day}/2026:08:00:00 GMT gw-paris 0-PPE-0 : default SSLVPN LOGIN ${100 + index} 0 : Context user${index}@192.0.2.7 - ` +
      `SessionId: ${10 + index} - User user${index} - Client_ip 192.0.2.7 - Vserver 203.0.113.5:443 - Group(s) "N/A"`,
  );
  return lines.join('\n');
}

function filling<Customer extends string>(customer: Customer) {
  return { zone: 'UTC', blockRows: 2, customer } as const;
}

/** One login a day, two in a block, and a line that has no time; all of them stitched. */
async function filled() {
  const { store, close } = await fillStore({
    logs: [
      { ...filling('a'), text: logins(DAYS) },
      { ...filling('a'), text: 'no time here' },
    ],
    events: [],
  });
  const upkeep = new SessionUpkeep(store);
  await upkeep.add([1, 2, 3]);
  await upkeep.add([4, 5]);
  return { store, close };
}

type Dying = Pick<EventStore, 'select' | 'execute'>;

/** True when the process has died at the step. */
async function diesAt(store: EventStore, work: (dying: Dying) => Promise<void>, step: number): Promise<boolean> {
  let steps = 0;
  const dying: Dying = {
    select: (sql, parameters) => store.select(sql, parameters),
    execute: async (sql, parameters) => {
      if (steps++ === step) throw new Error('killed');
      await store.execute(sql, parameters);
    },
  };
  return work(dying).then(
    () => false,
    (error: unknown) => error instanceof Error && error.message === 'killed',
  );
}

async function leftIn(store: EventStore) {
  const days = await store.select(
    "SELECT formatDateTime(eventTime, '%m/%d') AS day FROM events WHERE eventTime > '2000-01-01' ORDER BY eventTime",
  );
  const blocks = await store.select('SELECT DISTINCT toString(block) AS block FROM terms ORDER BY block');
  const [sessions] = await store.select('SELECT count() AS found FROM sessions FINAL');
  return {
    days: days.map(({ day }) => String(day)),
    sessions: Number(sessions?.['found']),
    blocks: blocks.map(({ block }) => Number(block)),
  };
}
