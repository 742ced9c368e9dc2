import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { open } from 'lmdb';
import { AppError } from '../errors.js';
import { sampleEntry } from './append-until-killed.js';
import type { AuditMark, AuditRecord, BrokenReason } from './audit.js';
import { openLmdbTrail } from './lmdb-trail.js';

test('records are numbered, dated, and carry the hash of the one before', async (context) => {
  const folder = newFolder(context);
  const trail = openLmdbTrail({ folder, now: () => Date.parse('2026-03-01T08:00:00Z') });
  const [first, second] = await Promise.all([
    trail.append(sampleEntry()),
    trail.append(sampleEntry({ action: 'export' })),
  ]);
  const { records, next } = await trail.search(all);
  assert.equal(next, null);
  assert.deepEqual(records, [
    { sequence: 2, at: '2026-03-01T08:00:00.000Z', previous: first.hash, ...sampleEntry({ action: 'export' }) },
    { sequence: 1, at: '2026-03-01T08:00:00.000Z', previous: '0'.repeat(64), ...sampleEntry() },
  ]);
  assert.deepEqual(trail.head(), second);
  assert.deepEqual(await trail.verify(), { isIntact: true, records: 2, first: 1, head: second, broken: null });
  await trail.close();
});

test('the chain goes on when it is opened again', async (context) => {
  const folder = newFolder(context);
  const marks: AuditMark[] = [];
  for (let round = 0; round < 3; round++) {
    const trail = openLmdbTrail({ folder });
    assert.deepEqual(trail.head(), marks.at(-1) ?? { sequence: 0, hash: '0'.repeat(64) });
    marks.push(await trail.append(sampleEntry()));
    for (const mark of marks) assert.ok((await trail.verify(mark)).isIntact);
    await trail.close();
  }
});

/** Somebody at the data folder: what they do to the third of five records → what is found. */
const tampering: Readonly<
  Record<
    string,
    { readonly change: (tables: Tampered) => Promise<unknown>; readonly broken: readonly [number, BrokenReason] }
  >
> = {
  'changing a record': {
    change: ({ records }) => records.put(3, (records.get(3) ?? '').replace('anna', 'bert')),
    broken: [3, 'changed'],
  },
  'changing a record and its hash': {
    change: async ({ records, rehash }) => records.put(3, rehash((records.get(3) ?? '').replace('anna', 'bert'))),
    broken: [4, 'unlinked'],
  },
  'removing a record': { change: ({ records }) => records.remove(3), broken: [3, 'missing'] },
  'removing the first': { change: ({ records }) => records.remove(1), broken: [1, 'missing'] },
  'removing the last': { change: ({ records }) => records.remove(5), broken: [5, 'missing'] },
  'changing the last and its hash': {
    change: async ({ records, rehash }) => records.put(5, rehash((records.get(5) ?? '').replace('anna', 'bert'))),
    broken: [5, 'unexpected'],
  },
  'exchanging two': {
    change: async ({ records }) => {
      const [third, fourth] = [records.get(3) ?? '', records.get(4) ?? ''];
      await records.put(3, fourth);
      await records.put(4, third);
    },
    broken: [3, 'unlinked'],
  },
  rubbish: { change: ({ records }) => records.put(3, 'x'), broken: [3, 'changed'] },
  'removing all': { change: ({ records }) => records.clearAsync(), broken: [1, 'missing'] },
};

for (const [name, { change, broken }] of Object.entries(tampering)) {
  test(`${name} is found`, async (context) => {
    const { folder } = await fiveRecords(context);
    await tamper(folder, change);
    const trail = openLmdbTrail({ folder });
    const { isIntact, broken: found } = await trail.verify();
    assert.equal(isIntact, false);
    assert.deepEqual(found, { sequence: broken[0], reason: broken[1] });
    await trail.close();
  });
}

test('a chain that was made anew or cut off whole is found by a mark from before', async (context) => {
  const { folder, marks } = await fiveRecords(context);
  await tamper(folder, async ({ records, marks: stored, rehash }) => {
    const text = rehash((records.get(4) ?? '').replace('anna', 'bert'));
    await records.put(4, text);
    await records.remove(5);
    await stored.put('head', { sequence: 4, hash: text.slice(0, 64) });
  });
  const trail = openLmdbTrail({ folder });
  assert.equal((await trail.verify()).isIntact, true);
  assert.equal((await trail.verify(marks[2])).isIntact, true);
  assert.deepEqual((await trail.verify(marks[3])).broken, { sequence: 4, reason: 'unexpected' });
  assert.deepEqual((await trail.verify(marks[4])).broken, { sequence: 5, reason: 'missing' });
  await trail.close();
});

test('two processes that are killed while they add leave one whole chain, with all that was written', async (context) => {
  const folder = newFolder(context);
  const said: string[] = [];
  for (let round = 0; round < 2; round++) {
    const writers = ['one', 'two'].map((name) => appendElsewhere(folder, `${name}${round}`, said));
    await Promise.all(writers.map(({ stdout }) => once(stdout, 'data')));
    await new Promise((resolve) => void setTimeout(resolve, 60));
    const closed = writers.map((writer) => once(writer, 'close'));
    for (const writer of writers) writer.kill('SIGKILL');
    await Promise.all(closed);
  }
  const trail = openLmdbTrail({ folder });
  const verified = await trail.verify();
  assert.equal(verified.isIntact, true);
  const texts = new Map<string, unknown>();
  for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null; ) {
    const page: Awaited<ReturnType<typeof trail.search>> = await trail.search({ ...all, before });
    for (const { sequence, details } of page.records) texts.set(String(sequence), details['text']);
    before = page.next;
  }
  const written = said
    .join('')
    .split('\n')
    .filter((line) => /^\d+ \w+ \d+$/.test(line));
  assert.ok(written.length >= 4 && written.length <= verified.records);
  for (const line of written) {
    const [sequence = '', ...text] = line.split(' ');
    assert.equal(texts.get(sequence), text.join(' '));
  }
  await trail.append(sampleEntry());
  assert.equal((await trail.verify()).isIntact, true);
  await trail.close();
});

test('the oldest give way, and what is left is a chain still', async (context) => {
  const trail = openLmdbTrail({ folder: newFolder(context), mostRecords: 3 });
  const marks: AuditMark[] = [];
  for (let count = 0; count < 8; count++) marks.push(await trail.append(sampleEntry()));
  const { isIntact, records, first } = await trail.verify();
  assert.deepEqual([isIntact, records, first], [true, 3, 6]);
  assert.deepEqual(
    (await trail.search(all)).records.map(({ sequence }) => sequence),
    [8, 7, 6],
  );
  assert.equal((await trail.verify(marks[4])).isIntact, true);
  assert.deepEqual((await trail.verify({ sequence: 5, hash: 'x' })).broken, { sequence: 5, reason: 'unexpected' });
  assert.deepEqual((await trail.verify(marks[3])).broken, { sequence: 4, reason: 'missing' });
  await trail.close();
});

test('pages follow each other without gaps, whatever is wanted', async (context) => {
  const trail = openLmdbTrail({ folder: newFolder(context) });
  const count = 1200;
  await Promise.all(
    Array.from({ length: count }, (_, index) => trail.append(sampleEntry({ address: `n${index % 3}` }))),
  );
  for (const limit of [1, 7, 100, 500, 5000]) {
    const seen: number[] = [];
    let pages = 0;
    const isWanted = ({ address }: AuditRecord) => address === 'n1';
    for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null && pages < 500; pages++) {
      const page: Awaited<ReturnType<typeof trail.search>> = await trail.search({ before, limit, isWanted });
      seen.push(...page.records.map(({ sequence }) => sequence));
      before = page.next;
    }
    const expected = Array.from({ length: count }, (_, index) => count - index).filter(
      (sequence) => sequence % 3 === 2,
    );
    assert.deepEqual(seen, expected, `pages of ${limit}`);
  }
  await trail.close();
});

test('any text comes back as it was, and breaks nothing', async (context) => {
  const trail = openLmdbTrail({ folder: newFolder(context) });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), fc.jsonValue(), async (text, value) => {
      const entry = sampleEntry({ subject: text, address: text, details: { text, value: value as unknown } });
      await trail.append(entry);
      const [record] = (await trail.search({ ...all, limit: 1 })).records;
      assert.deepEqual(record?.details, JSON.parse(JSON.stringify(entry.details)));
      assert.equal(record?.subject, text);
    }),
    { numRuns: 60 },
  );
  assert.equal((await trail.verify()).isIntact, true);
  await trail.close();
});

test('text without end takes a bounded place, and says how much there was', async (context) => {
  const trail = openLmdbTrail({ folder: newFolder(context) });
  const huge = 'x'.repeat(1e6);
  await trail.append(sampleEntry({ subject: huge, address: huge, details: { query: huge } }));
  await trail.append(sampleEntry({ details: { list: Array.from({ length: 1e5 }, () => 'word') } }));
  const [second, first] = (await trail.search(all)).records;
  assert.match(String(first?.details['query']), /^x{4000}… \(1000000 characters\)$/);
  assert.match(String(second?.details['shortened']), /^\{"list":\["word",/);
  for (const record of [first, second]) assert.ok(JSON.stringify(record).length < 20_000);
  await trail.close();
});

test('a file that is cut short is refused with a code; only the owner may read the folder', async (context) => {
  const { folder } = await fiveRecords(context);
  assert.equal(statSync(folder).mode & 0o077, 0);
  truncateSync(join(folder, 'data.mdb'), 5000);
  assert.throws(() => openLmdbTrail({ folder }), isFailure);
});

test('what is closed refuses', async (context) => {
  const trail = openLmdbTrail({ folder: newFolder(context) });
  await trail.close();
  await trail.close();
  await assert.rejects(trail.append(sampleEntry()), isFailure);
});

const all = { limit: 1000, isWanted: () => true };

function isFailure(error: unknown): boolean {
  return error instanceof AppError && error.code === 'audit.failed';
}

function newFolder(context: TestContext): string {
  const place = mkdtempSync(join(tmpdir(), 'gatehouse-audit-'));
  context.after(() => rmSync(place, { recursive: true, force: true }));
  return join(place, 'audit');
}

async function fiveRecords(context: TestContext): Promise<{ folder: string; marks: readonly AuditMark[] }> {
  const folder = newFolder(context);
  const trail = openLmdbTrail({ folder });
  const marks: AuditMark[] = [];
  for (let count = 0; count < 5; count++) marks.push(await trail.append(sampleEntry()));
  await trail.close();
  return { folder, marks };
}

interface Tampered {
  readonly records: import('lmdb').Database<string, number>;
  readonly marks: import('lmdb').Database<AuditMark, string>;
  /** The text with the hash that it should have. */
  readonly rehash: (text: string) => string;
}

async function tamper(folder: string, change: (tables: Tampered) => Promise<unknown>): Promise<void> {
  const { createHash } = await import('node:crypto');
  const root = open({ path: folder, maxDbs: 2 });
  await change({
    records: root.openDB<string, number>('records', { encoding: 'string' }),
    marks: root.openDB<AuditMark, string>('marks', { encoding: 'json' }),
    rehash: (text) => `${createHash('sha256').update(text.slice(65)).digest('hex')} ${text.slice(65)}`,
  });
  await root.close();
}

function appendElsewhere(folder: string, name: string, said: string[]) {
  const script = new URL('./append-until-killed.js', import.meta.url).href;
  const args = `${JSON.stringify(folder)}, ${JSON.stringify(name)}`;
  const code = `import(${JSON.stringify(script)}).then((m) => m.appendUntilKilled(${args}))`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8').on('data', (text: string) => void said.push(text));
  return child;
}
