/**
 * Whatever fails between the journal and the store, and whenever: afterwards the store holds each line once, in the rows that it would
 * have had. The store is a model of what the engine does with tokens, rows and failures; crash-points.live.test.ts has the real one.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalBlock } from '../journal/journal.js';
import { openLmdbJournal } from '../journal/lmdb-journal.js';
import { segmentOf } from '../journal/sample-segments.js';
import type { EncodedBlock, EventStore, Remains, SqlParameters } from '../store/event-store.js';
import { GroupLog } from './group-log.js';
import { Processor, type StoredGroup } from './processor.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-processor-'));
after(() => rmSync(place, { recursive: true, force: true }));

const FIRST_BLOCK = 2 ** 20;
const SOURCE = { constants: {}, collectorReceivedTime: null, maxLineBytes: 1000 };

/** What happens to an insert: it fails at this point, or the process dies there, which is a failure that nobody hears of. */
type Fault = 'before' | 'token' | 'half' | 'after' | 'select';

/** Two tables and the tokens of their inserts. What a row is does not matter here: the file that it came from stands for it. */
class ModelStore implements EventStore {
  readonly incoming = mkdtempSync(join(place, 'incoming-'));
  readonly tables = { events: new Map<number, string[]>(), terms: new Map<number, string[]>() };
  readonly #tokens = new Set<string>();
  faults: (Fault | 'ok')[] = [];
  /** With its first failure the process dies: nothing that it asks for later happens. */
  isMortal = false;
  #isDead = false;

  revive(isMortal: boolean): void {
    this.isMortal = isMortal;
    this.#isDead = false;
  }

  #requireAlive(): void {
    if (this.#isDead) throw new Error('dead');
  }

  #fail(message: string): never {
    this.#isDead = this.isMortal;
    throw new Error(message);
  }

  async insert(block: EncodedBlock, remains?: Remains): Promise<void> {
    this.#requireAlive();
    const token = remains === undefined ? `${block.block}` : `${block.block} ${remains.attempt}`;
    this.#insertRows('terms', [block], { token, present: remains?.terms ?? 0 });
    this.#insertRows('events', [block], { token, present: remains?.rows ?? 0 });
  }

  async insertTogether(blocks: readonly EncodedBlock[]): Promise<void> {
    this.#requireAlive();
    const token = blocks.map(({ block }) => block).join('-');
    this.#insertRows('terms', blocks, { token, present: 0 });
    this.#insertRows('events', blocks, { token, present: 0 });
  }

  #insertRows(
    table: 'events' | 'terms',
    blocks: readonly EncodedBlock[],
    { token, present }: { token: string; present: number },
  ): void {
    const made = blocks.flatMap((block) => rowsIn(table, block));
    if (present === made.length) return;
    if (present > 0) for (const { block } of blocks) this.tables[table].delete(block);
    const fault = this.faults.shift() ?? 'ok';
    if (fault === 'before') this.#fail('not begun');
    if (this.#tokens.has(`${table} ${token}`)) return;
    this.#tokens.add(`${table} ${token}`);
    if (fault === 'token') this.#fail('before the part was in its place');
    for (const { block, row } of made.slice(0, fault === 'half' ? made.length >> 1 : made.length)) {
      const before = this.tables[table].get(block) ?? [];
      this.tables[table].set(block, [...before, row]);
    }
    if (fault !== 'ok') this.#fail('behind it');
  }

  async select(sql: string, { from, to }: SqlParameters = {}) {
    this.#requireAlive();
    if (this.faults[0] === 'select') this.#fail(`no answer to ${this.faults.shift()}`);
    const table = sql.includes('FROM events') ? this.tables.events : this.tables.terms;
    const within = [...table].filter(([block]) => block >= Number(from) && block < Number(to));
    if (sql.startsWith('SELECT max')) return [{ latest: Math.max(0, ...within.map(([block]) => block)) }];
    return within.map(([block, rows]) => ({ block, found: rows.length }));
  }

  async execute(sql: string, { from, to }: SqlParameters = {}): Promise<void> {
    this.#requireAlive();
    const table = sql.includes('FROM events') ? this.tables.events : this.tables.terms;
    for (const block of [...table.keys()]) if (block >= Number(from) && block < Number(to)) table.delete(block);
  }

  query = () => Promise.reject(new Error('nobody searches here'));
  writeParquet = () => Promise.reject(new Error('nobody exports here'));
  selectNative = () => Promise.reject(new Error('nobody reads here'));
  insertRows = () => Promise.reject(new Error('nobody keeps rows here'));
  close = () => Promise.resolve();
}

function rowsIn(table: 'events' | 'terms', { block, eventsFile, rows, terms }: EncodedBlock) {
  if (table === 'terms') return Array.from({ length: terms }, () => ({ block, row: 'word' }));
  const lines = [...readFileSync(eventsFile, 'latin1').matchAll(/line-[a-z]+-\d+/g)];
  assert.equal(lines.length, rows);
  return lines.map(([row]) => ({ block, row }));
}

const line = (source: string, number: number) => `line-${source}-${number}`;

/** Lines of two sources in each of so many journal blocks: five of one, three of the other. */
async function appendTo(journal: { append: Journal['append'] }, count: number, from = 0): Promise<void> {
  for (let block = from; block < from + count; block++) {
    const a = Array.from({ length: 5 }, (_, index) => line('a', block * 5 + index));
    const b = Array.from({ length: 3 }, (_, index) => line('b', block * 3 + index));
    // The second source comes first in every other block.
    const segments = [segmentOf(a, { sourceId: 'a' }), segmentOf(b, { sourceId: 'b' })];
    await journal.append(block % 2 === 0 ? segments : segments.reverse());
  }
}

type Journal = Awaited<ReturnType<typeof openLmdbJournal>>;

interface Run {
  readonly journal: Journal;
  readonly store: ModelStore;
  readonly folder: string;
}

async function newRun(): Promise<Run> {
  const folder = mkdtempSync(join(place, 'run-'));
  const journal = await openLmdbJournal({ folder: join(folder, 'journal'), limitBytes: 2 ** 30, keepBytes: 2 ** 30 });
  after(() => journal.close());
  const { identity, first, last } = journal.facts();
  await (await GroupLog.open(join(folder, 'groups'), { identity, first, last })).close();
  return { folder, journal, store: new ModelStore() };
}

/** Stores until nothing waits, or dies as soon as something fails. */
async function storeAll({ journal, store, folder }: Run, whenFailing: 'goes on' | 'dies'): Promise<StoredGroup[]> {
  const { identity, first, last } = journal.facts();
  const groups = await GroupLog.open(join(folder, 'groups'), { identity, first, last });
  const stored: StoredGroup[] = [];
  let isFailed = false;
  const processor = new Processor({
    ...{
      journal,
      store,
      groups,
      firstBlock: FIRST_BLOCK,
      threads: 1,
      sources: { a: SOURCE, b: SOURCE },
      timing: { retryMs: 1, gatherMs: 20 },
    },
    enrichment: () => null,
    onForgotten: (sourceId) => assert.fail(sourceId),
    onUnread: (lines) => assert.fail(JSON.stringify(lines)),
    onStored: (group) => void stored.push(group),
    onFailure: () => {
      isFailed = true;
    },
  });
  store.revive(whenFailing === 'dies');
  processor.start();
  while (journal.facts().blocks > 0 && !(isFailed && whenFailing === 'dies')) await sleep(5);
  await processor.stop();
  store.faults = [];
  return stored;
}

function rowsOf({ store }: Run): string[] {
  return [...store.tables.events].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows);
}

/** Each line once, and within a source in the order of the journal. */
function assertAll(run: Run, blocks: number, lost: readonly string[] = []): void {
  const rows = rowsOf(run);
  for (const [source, each] of [
    ['a', 5],
    ['b', 3],
  ] as const) {
    const expected = Array.from({ length: blocks * each }, (_, index) => line(source, index));
    assert.deepEqual(
      rows.filter((row) => row.startsWith(`line-${source}-`)),
      expected.filter((one) => !lost.includes(one)),
    );
  }
  const { events, terms } = run.store.tables;
  assert.deepEqual([...terms.keys()].sort(), [...events.keys()].sort());
}

const POINTS: readonly (readonly (Fault | 'ok')[])[] = (['before', 'token', 'half', 'after'] as const).flatMap(
  (fault) => [0, 1].map((insert) => [...Array.from({ length: insert }, () => 'ok' as const), fault]),
);

for (const faults of POINTS) {
  test(`a group that is cut off: ${faults.join(', ')}`, async () => {
    const run = await newRun();
    await appendTo(run.journal, 3);
    run.store.faults = [...faults];
    await storeAll(run, 'dies');
    assert.equal(run.journal.facts().released, 0);
    await appendTo(run.journal, 2, 3);
    run.store.faults = [...faults];
    await storeAll(run, 'goes on');
    assertAll(run, 5);
  });
}

test('a failure after which the store does not even say what is there', async () => {
  const run = await newRun();
  await appendTo(run.journal, 3);
  run.store.faults = ['ok', 'half', 'select', 'ok', 'ok', 'token', 'select', 'select'];
  await storeAll(run, 'goes on');
  assertAll(run, 3);
});

test('whatever is cut off again and again', async () => {
  const run = await newRun();
  await appendTo(run.journal, 4);
  for (const fault of ['half', 'token', 'after', 'half', 'before'] as const) {
    run.store.faults = [fault];
    await storeAll(run, 'dies');
    run.store.faults = ['ok', fault];
    await storeAll(run, 'dies');
  }
  await storeAll(run, 'goes on');
  assertAll(run, 4);
});

/** A journal in which some blocks cannot be read any more. */
function without({ journal, ...run }: Run, damaged: readonly number[]): Run {
  const read = async function* (sequence: number, signal: AbortSignal): AsyncGenerator<JournalBlock> {
    for await (const block of journal.read(sequence, signal)) if (!damaged.includes(block.sequence)) yield block;
  };
  const damagedJournal: Journal = {
    append: (segments) => journal.append(segments),
    release: (sequence) => journal.release(sequence),
    rewind: (sequence) => journal.rewind(sequence),
    facts: () => ({ ...journal.facts(), first: Math.max(journal.facts().first, damaged.includes(1) ? 2 : 1) }),
    close: () => journal.close(),
    read,
  };
  return { ...run, journal: damagedJournal };
}

const linesOfBlock = (block: number) => [
  ...Array.from({ length: 5 }, (_, index) => line('a', block * 5 + index)),
  ...Array.from({ length: 3 }, (_, index) => line('b', block * 3 + index)),
];

for (const damaged of [1, 2, 3]) {
  test(`block ${damaged} of a group is lost before any of it is stored: only its lines are missing`, async () => {
    const run = await newRun();
    await appendTo(run.journal, 3);
    run.store.faults = ['before'];
    await storeAll(run, 'dies');
    await storeAll(without(run, [damaged]), 'goes on');
    assertAll(run, 3, linesOfBlock(damaged - 1));
  });

  test(`block ${damaged} of a group is lost when all of it is stored and not yet released: nothing is missing`, async () => {
    const run = await newRun();
    await appendTo(run.journal, 3);
    run.store.faults = ['ok', 'after'];
    await storeAll(run, 'dies');
    await storeAll(without(run, [damaged]), 'goes on');
    assertAll(run, 3);
  });
}

test('the first block of a group is lost, and with it all that there was of one source', async () => {
  const run = await newRun();
  await run.journal.append([
    segmentOf([line('a', 0)], { sourceId: 'a' }),
    segmentOf([line('b', 0)], { sourceId: 'b' }),
  ]);
  await run.journal.append([segmentOf([line('b', 1), line('b', 2)], { sourceId: 'b' })]);
  run.store.faults = ['ok', 'after'];
  await storeAll(run, 'dies');
  await storeAll(without(run, [1]), 'goes on');
  assert.deepEqual(rowsOf(run), [line('a', 0), line('b', 0), line('b', 1), line('b', 2)]);
});

const DAMAGES = [
  { name: 'cut to nothing', text: () => '' },
  { name: 'zeros, as after a loss of power', text: () => '\0'.repeat(50) },
  { name: 'a line that is none', text: (text: string) => `${text}1 x\n9 9 a\n` },
  { name: 'lines out of order', text: (text: string) => `${text}2 3 a,b\n` },
  { name: 'no file', text: () => null },
];
const WHILE_DAMAGED: readonly (readonly (Fault | 'ok')[])[] = [
  ['ok', 'half'],
  ['before'],
  ['ok', 'token'],
  ['ok', 'after'],
];
for (const { name, text } of DAMAGES) {
  for (const faults of name === 'no file' ? WHILE_DAMAGED : WHILE_DAMAGED.slice(0, 1)) {
    test(`the file of groups is damaged (${name}) while a group is cut off: ${faults.join(', ')}`, async () => {
      const run = await newRun();
      await appendTo(run.journal, 2);
      await storeAll(run, 'goes on');
      await appendTo(run.journal, 2, 2);
      run.store.faults = [...faults];
      await storeAll(run, 'dies');
      damage(run, text);
      await appendTo(run.journal, 2, 4);
      run.store.faults = ['ok', 'half'];
      await storeAll(run, 'dies');
      await storeAll(run, 'goes on');
      assertAll(run, 6);
      await run.journal.rewind(1);
      await storeAll(run, 'goes on');
      assertAll(run, 6);
    });
  }
}

function damage({ folder }: Run, text: (before: string) => string | null): void {
  const path = join(folder, 'groups');
  const damaged = text(readFileSync(path, 'utf8'));
  if (damaged === null) rmSync(path);
  else writeFileSync(path, damaged);
}

test('a replay from the middle of a group, after its file was lost, changes nothing', async () => {
  const run = await newRun();
  await appendTo(run.journal, 4);
  await storeAll(run, 'goes on');
  await run.journal.rewind(3);
  damage(run, () => null);
  await storeAll(run, 'goes on');
  assertAll(run, 4);
});
