/** However many workers encode groups, and whoever is faster, the result is that of one worker from top to bottom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Segment } from '../journal/journal.js';
import { noCounts } from './counts.js';
import { blocksOf, type EncodedGroup, GroupEncoder } from './encode-ahead.js';
import type { Group } from './groups.js';
import type { Proof } from './history.js';
import type { SegmentReply, SegmentRequest } from './messages.js';

/** A line of this world: the device it asks about, and perhaps one whose order it proves. Written into the peer's name. */
interface Line {
  readonly asks: string;
  readonly proves: string | null;
}

type Encoder = (task: SegmentRequest) => Promise<SegmentReply>;

const encode = (encoder: Encoder, task: SegmentRequest) => encoder(task);

/** Says what it knew about each device it was asked about; takes as many turns of the event loop as it is told. */
function createEncoder(turns: () => number): Encoder {
  return async ({ firstBlock, segments, proofs }) => {
    for (let left = turns(); left > 0; left--) await turn();
    const known = new Set(proofs.map(({ device }) => device));
    const learned: Proof[] = [];
    const told: string[] = [];
    for (const { peer } of segments) {
      const { asks, proves } = JSON.parse(peer) as Line;
      told.push(`${asks} ${known.has(asks)}`);
      if (proves === null || known.has(proves)) continue;
      known.add(proves);
      learned.push({ device: proves, order: 'dmy' });
    }
    const asked = segments.map(({ peer }) => (JSON.parse(peer) as Line).asks);
    const block = { block: firstBlock, rows: 1, terms: 0, columns: told, eventsFile: '', termsFile: '' };
    return {
      outcome: { counts: noCounts(), proofs: learned, asked, segments: [], numbers: [], failure: null },
      blocks: [block],
    };
  };
}

function segmentOf(line: Line): Segment {
  const bytes = new Uint8Array();
  const lengths = new Uint32Array();
  return {
    sourceId: 'a',
    peer: JSON.stringify(line),
    receivedAt: 0,
    count: 0,
    lengths,
    bytes,
    originalLengths: new Map(),
  };
}

function groupOf(lines: readonly Line[], sequence: number): Group {
  const blocks = [{ sequence, segments: lines.map(segmentOf) }];
  return { from: sequence, to: sequence, sources: ['a'], blocks, isPart: false };
}

async function encodeAll(groups: readonly Group[], workers: readonly Encoder[]): Promise<EncodedGroup[]> {
  async function* coming(): AsyncGenerator<Group> {
    for (const group of groups) {
      await turn();
      yield group;
    }
  }
  const encoder = new GroupEncoder({
    workers,
    firstBlockOf: (from) => from * 10,
    encode,
  });
  const done: EncodedGroup[] = [];
  for await (const group of encoder.encode(coming())) done.push(group);
  return done;
}

const device = fc.constantFrom('gw-paris', 'gw-lyon', 'gw-oslo');
const line = fc.record({ asks: device, proves: fc.option(device, { nil: null, freq: 4 }) });

test('several workers of any speed give what one gives, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 4 }),
      async (lines, turns, threads) => {
        const groups = lines.map((group, index) => groupOf(group, index + 1));
        let at = 0;
        const workers = Array.from({ length: threads }, () =>
          createEncoder(() => turns[at++ % turns.length] as number),
        );
        const [fast, slow] = [await encodeAll(groups, workers), await encodeAll(groups, [createEncoder(() => 0)])];
        assert.deepEqual(fast.map(blocksOf), slow.map(blocksOf));
      },
    ),
    { numRuns: 200 },
  );
});

test('a group is handed on when no other comes', async () => {
  async function* one(): AsyncGenerator<Group> {
    yield groupOf([{ asks: 'gw-paris', proves: null }], 1);
    await new Promise(() => undefined);
  }
  const workers = [createEncoder(() => 1), createEncoder(() => 1)];
  const encoder = new GroupEncoder({
    workers,
    firstBlockOf: () => 0,
    encode,
  });
  for await (const { from } of encoder.encode(one())) {
    assert.equal(from, 1);
    return;
  }
  assert.fail('nothing was handed on');
});

test('what a worker cannot do is reported by the group that it belongs to', async () => {
  const broken: Encoder = () => Promise.reject(new Error('the thread has ended'));
  const groups = [groupOf([{ asks: 'gw-paris', proves: null }], 1), groupOf([{ asks: 'gw-oslo', proves: null }], 2)];
  await assert.rejects(encodeAll(groups, [broken, createEncoder(() => 0)]), /the thread has ended/);
});
