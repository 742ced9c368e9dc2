import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../errors.js';
import type { Received } from '../receive/listener.js';
import type { Segment } from './journal.js';
import { JournalWriter, type JournalWriterOptions } from './journal-writer.js';
import { linesOf } from './sample-segments.js';

/** A journal in memory that refuses while it is told to. */
function fakeJournal() {
  const blocks: (readonly Segment[])[] = [];
  const gate = { refusal: null as AppError | null, attempts: 0, hold: Promise.resolve() };
  return {
    blocks,
    gate,
    async append(segments: readonly Segment[]) {
      gate.attempts++;
      await gate.hold;
      if (gate.refusal !== null) throw gate.refusal;
      return blocks.push(segments);
    },
  };
}

function setUp(options: Partial<JournalWriterOptions> = {}) {
  const journal = fakeJournal();
  return { journal, writer: new JournalWriter({ journal, delayMs: 1, retryMs: 1, ...options }) };
}

function received(lines: readonly string[], origin: Partial<Received> = {}): Received {
  const frames = lines.map((line) => ({ bytes: Buffer.from(line) }));
  return { sourceId: 'vpn', peer: '192.0.2.1', receivedAt: 1000, canWait: true, ...origin, frames };
}

const full = new AppError('journal.full', { bytes: '1 MiB', limit: '1 MiB' });

test('frames of a short time share a block, parted by source, peer and kind', async () => {
  const { journal, writer } = setUp();
  const pushed = [
    writer.push(received(['a', 'b'])),
    writer.push(received(['c'], { peer: '192.0.2.2' })),
    writer.push(received(['d'], { receivedAt: 2000 })),
    writer.push(received(['e'], { receivedAt: null })),
    writer.push(received(['f'], { sourceId: 'other' })),
    writer.push({ ...received([]), frames: [{ bytes: Buffer.from('cut'), originalLength: 99 }] }),
  ];
  await Promise.all(pushed.map(({ durable }) => durable));
  assert.equal(journal.blocks.length, 1);
  assert.deepEqual(
    journal.blocks[0]?.map((segment) => [
      segment.sourceId,
      segment.peer,
      segment.receivedAt,
      linesOf([segment]).join(' '),
    ]),
    [
      ['vpn', '192.0.2.1', 1000, 'a b d cut'],
      ['vpn', '192.0.2.2', 1000, 'c'],
      ['vpn', '192.0.2.1', null, 'e'],
      ['other', '192.0.2.1', 1000, 'f'],
    ],
  );
  assert.deepEqual([...(journal.blocks[0]?.[0]?.originalLengths ?? [])], [[3, 99]]);
});

test('no frames are durable at once', async () => {
  const { journal, writer } = setUp();
  const { accepted, durable } = writer.push(received([]));
  await durable;
  assert.deepEqual([accepted, journal.blocks.length], [true, 0]);
});

const sizes = [
  ['by bytes', Array.from({ length: 20 }, () => 'x'.repeat(64 * 1024)), [8, 8, 4]],
  ['by lines', Array.from({ length: 20_001 }, () => 'x'), [10_000, 10_000, 1]],
  ['before a large frame', ['x'.repeat(400 * 1024), 'x'.repeat(2 ** 20)], [1, 1]],
] as const;

for (const [name, lines, expected] of sizes) {
  test(`a block is closed ${name}`, async () => {
    const { journal, writer } = setUp();
    await writer.push(received(lines)).durable;
    assert.deepEqual(
      journal.blocks.map((block) => linesOf(block).length),
      expected,
    );
  });
}

test('durable waits for the journal', async () => {
  const { journal, writer } = setUp();
  let open: () => void = () => undefined;
  journal.gate.hold = new Promise((resolve) => (open = resolve));
  let isDurable = false;
  const { durable } = writer.push(received(['a']));
  void durable.then(() => (isDurable = true));
  await until(() => journal.gate.attempts === 1);
  assert.equal(isDurable, false);
  open();
  await durable;
});

test('what is refused is tried again, in order, and the trouble is told until it is over', async () => {
  const troubles: (string | null)[] = [];
  const { journal, writer } = setUp({ onTrouble: (trouble) => void troubles.push(trouble?.code ?? null) });
  journal.gate.refusal = full;
  const first = writer.push(received(['a']));
  await until(() => journal.gate.attempts === 1);
  const second = writer.push(received(['b']));
  await until(() => journal.gate.attempts >= 4);
  journal.gate.refusal = null;
  await Promise.all([first.durable, second.durable]);
  assert.deepEqual(journal.blocks.flatMap(linesOf), ['a', 'b']);
  await until(() => troubles.at(-1) === null);
  assert.deepEqual([...new Set(troubles)], ['journal.full', null]);
});

test('above the limit those who can wait do, and the others are refused at twice the limit', async () => {
  const refused: string[] = [];
  const { journal, writer } = setUp({
    waitBytes: 1000,
    onRefused: ({ frames }) => void refused.push(String(frames.length)),
  });
  journal.gate.refusal = full;
  assert.equal(writer.room(), undefined);
  writer.push(received(['x'.repeat(900)]));
  const room = writer.room();
  assert.ok(room !== undefined);
  assert.equal(writer.push(received(['x'.repeat(900)], { canWait: false })).accepted, true);
  const late = writer.push(received(['y', 'z'], { canWait: false }));
  assert.equal(late.accepted, false);
  await late.durable;
  assert.deepEqual(refused, ['2']);
  journal.gate.refusal = null;
  await room;
  await until(() => writer.pendingBytes === 0);
  assert.equal(journal.blocks.flatMap(linesOf).length, 2);
  assert.equal(writer.push(received(['y'], { canWait: false })).accepted, true);
});

test('everyone who waits is let on, also when those before have nothing to push', async () => {
  const { journal, writer } = setUp({ waitBytes: 1000 });
  journal.gate.refusal = full;
  writer.push(received(['x'.repeat(900)]));
  const rooms = Array.from({ length: 50 }, () => writer.room());
  journal.gate.refusal = null;
  await Promise.all(rooms.map(async (room) => room));
});

test('closing makes durable what was pushed and refuses what comes later', async () => {
  const refused: Received[] = [];
  const { journal, writer } = setUp({ delayMs: 60_000, onRefused: (one) => void refused.push(one) });
  const { durable } = writer.push(received(['a']));
  assert.equal(await writer.close(1000), 0);
  await durable;
  const late = writer.push(received(['b']));
  assert.equal(late.accepted, false);
  await assert.rejects(late.durable, AppError);
  assert.deepEqual(journal.blocks.flatMap(linesOf), ['a']);
  assert.equal(refused.length, 1);
});

test('closing gives up at its deadline what the journal does not take, and lets on who waits', async () => {
  const { journal, writer } = setUp({ waitBytes: 1, retryMs: 60_000 });
  journal.gate.refusal = full;
  const { durable } = writer.push(received(['a', 'b']));
  const room = writer.room();
  assert.equal(await writer.close(20), 2);
  await room;
  await assert.rejects(durable, (error) => error instanceof AppError && error.code === 'journal.failed');
  assert.equal(writer.pendingBytes, 0);
});

test('whatever is pushed is journaled once, in the order of its peer, and counted', async () => {
  const anyPush = fc.record({
    peer: fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1'),
    lengths: fc.array(fc.nat(300_000), { maxLength: 6 }),
    pauses: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyPush, { maxLength: 15 }), async (pushes) => {
      let journaled = 0;
      const { journal, writer } = setUp({
        onJournaled: (segments) => void (journaled += segments.reduce((sum, { count }) => sum + count, 0)),
      });
      const expected = new Map<string, string[]>();
      for (const [index, { peer, lengths, pauses }] of pushes.entries()) {
        const lines = lengths.map((length, line) => `${index}.${line} `.padEnd(length, 'x'));
        expected.set(peer, [...(expected.get(peer) ?? []), ...lines]);
        writer.push(received(lines, { peer }));
        if (pauses) await new Promise((resolve) => void setTimeout(resolve, 2));
      }
      assert.equal(await writer.close(10_000), 0);
      const segments = journal.blocks.flat();
      for (const [peer, lines] of expected)
        assert.deepEqual(linesOf(segments.filter((segment) => segment.peer === peer)), lines);
      assert.equal(journaled, [...expected.values()].flat().length);
      assert.equal(writer.pendingBytes, 0);
    }),
    { numRuns: 25 },
  );
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => void setTimeout(resolve, 1));
}
