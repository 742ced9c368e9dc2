/** Lines that nobody can catch: they end their thread, keep it busy for ever, or spoil the batch in which they stand. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { SegmentInput } from './encode-block.js';
import type { SegmentReply, SegmentSetup, SegmentTask } from './messages.js';
import { RequestWorker } from './request-worker.js';
import { encodeTask } from './unread-lines.js';

const incoming = mkdtempSync(join(tmpdir(), 'gatehouse-unread-'));
after(() => rmSync(incoming, { recursive: true, force: true }));

/** The real encoder with a reader and a writer that have defects. */
const PROGRAM = `
  import { parentPort, workerData } from 'node:worker_threads';
  import { serveSegments } from '${new URL('./segment-encoders.js', import.meta.url)}';
  import { BlockWriter } from '${new URL('./write-block.js', import.meta.url)}';
  import { readLine } from '${new URL('../map/reader.js', import.meta.url)}';
  const read = (line, context) => {
    if (line.includes('dies')) process.exit(1);
    if (line.includes('never ends')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    return readLine(line, context);
  };
  class Writer extends BlockWriter {
    write(batch, block) { this.#look(batch); return super.write(batch, block); }
    tryOut(batch) { this.#look(batch); super.tryOut(batch); }
    #look(batch) {
      const text = Buffer.from(batch.rawRest.sink.view()).toString('latin1');
      if (text.includes('unwritable')) throw new RangeError('cannot write it');
      if (text.split('half of a pair').length > 2) throw new RangeError('cannot write two of them');
    }
  }
  serveSegments(parentPort, { setup: workerData, read, writer: new Writer(workerData.incoming) });`;

const settings = { constants: {}, collectorReceivedTime: null, maxLineBytes: 1000 };
const setup: SegmentSetup = { sources: { vienna: settings }, incoming };
const url = new URL(`data:text/javascript,${encodeURIComponent(PROGRAM)}`);
const worker = new RequestWorker<SegmentTask, SegmentReply>(url, setup);
after(() => worker.stop());

const RECEIVED = Date.UTC(2026, 2, 17);
const good = (number: number) =>
  `<134> 03/17/2026:09:00:01 GMT gw-a 0-PPE-0 : default UI CMD_EXECUTED ${number} 0 :  User nsroot - Remote_ip 192.0.2.9 - Command "show ns info" - Status "Success"`;

function segmentOf(peer: string, lines: readonly string[]): SegmentInput {
  return {
    peer,
    receivedAt: RECEIVED,
    lengths: Uint32Array.from(lines, ({ length }) => length),
    bytes: Buffer.from(lines.join(''), 'latin1'),
    originalLengths: new Map(),
  };
}

/** Lines in three segments, some of them bad. */
function taskWith(bad: Readonly<Record<number, string>>, count = 12): SegmentTask {
  const lines = Array.from({ length: count }, (_, number) => bad[number] ?? good(number));
  const segments = [0, 1, 2].map((part) => segmentOf(`192.0.2.${part}`, lines.slice(part * 4, part * 4 + 4)));
  return { firstBlock: 7, sourceId: 'vienna', segments, proofs: [], enrichment: null };
}

const options = { signal: new AbortController().signal, limitMs: 20_000 };

const CASES = [
  { name: 'nothing bad', bad: {}, counts: { mapped: 12, unrecognised: 0 }, defects: {}, withheld: [] },
  {
    name: 'two that end the thread',
    bad: { 0: 'it dies', 11: 'it dies too' },
    counts: { mapped: 10, unrecognised: 2 },
    defects: { 'not-read': 2 },
    withheld: [],
  },
  {
    name: 'one that cannot be written even as raw text, beside one that ends the thread',
    bad: { 3: 'unwritable', 4: 'dies' },
    counts: { mapped: 10, unrecognised: 2 },
    defects: { 'not-read': 1, withheld: 1 },
    withheld: [{ peer: '192.0.2.0', receivedAt: RECEIVED, text: 'unwritable' }],
  },
];
for (const { name, bad, counts, defects, withheld } of CASES) {
  test(`only the lines that are bad are kept unread: ${name}`, async () => {
    const encoded = await encodeTask(worker, taskWith(bad), options);
    const { outcome, blocks } = encoded.reply;
    const { mapped, partial, unrecognised } = outcome.counts;
    assert.deepEqual({ mapped: mapped + partial, unrecognised }, counts);
    for (const [code, count] of Object.entries(defects)) assert.equal(outcome.counts.defects[code], count, code);
    assert.deepEqual(
      blocks.map(({ block, rows }) => ({ block, rows })),
      [{ block: 7, rows: 12 }],
    );
    assert.deepEqual(
      encoded.withheld.map(({ bytes, ...origin }) => ({ ...origin, text: Buffer.from(bytes).toString('latin1') })),
      withheld,
    );
    assert.equal(encoded.failure === null, counts.unrecognised === 0);
  });
}

test('a line that never ends is given up', async () => {
  const { reply } = await encodeTask(worker, taskWith({ 1: 'it never ends' }, 2), { ...options, limitMs: 2000 });
  assert.deepEqual([reply.blocks[0]?.rows, reply.outcome.counts.defects['not-read']], [2, 1]);
});

test('lines that are bad only together are kept unread together', async () => {
  const { reply, withheld } = await encodeTask(
    worker,
    taskWith({ 3: 'half of a pair', 10: 'half of a pair' }),
    options,
  );
  assert.equal(reply.blocks[0]?.rows, 12);
  assert.equal(reply.outcome.counts.lines, 12);
  assert.equal(withheld.length, 12);
});

test('a disk that takes nothing is no reason to set lines aside', async () => {
  const nowhere = new RequestWorker<SegmentTask, SegmentReply>(new URL('./segment-worker.js', import.meta.url), {
    ...setup,
    incoming: join(incoming, 'nowhere'),
  });
  await assert.rejects(encodeTask(nowhere, taskWith({}), options), { code: 'ENOENT' });
  await nowhere.stop();
});

test('whoever is told to stop looks no further', async () => {
  const stop = new AbortController();
  const encoding = encodeTask(worker, taskWith({ 5: 'it never ends' }), { signal: stop.signal, limitMs: 300 });
  stop.abort();
  await assert.rejects(encoding);
});
