import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { BLOCK_MARK, packBlock, type Seal, sealBlock } from './block-codec.js';
import { findBlocks, readFound } from './salvage.js';
import { linesOf, segmentOf } from './sample-segments.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-salvage-'));
after(() => rmSync(place, { recursive: true, force: true }));
const file = join(place, 'data.mdb');

const OURS = '00000000000000aa';
const STRANGER = '00000000000000bb';

function block(line: string | Uint8Array, seal: Partial<Seal> = {}): Buffer {
  return sealBlock(packBlock([segmentOf([line])]), { identity: OURS, sequence: 1, released: 0, at: 1, ...seal });
}

/** Number and text of what is found in these bytes. */
function found(...parts: readonly Uint8Array[]): string[] {
  writeFileSync(file, Buffer.concat(parts));
  return [...readFound(file, findBlocks(file).blocks)].map(
    ({ seal, segments }) => `${seal.sequence} ${linesOf(segments).join()}`,
  );
}

function damaged(bytes: Buffer): Buffer {
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return bytes;
}

const rows = [
  ['nothing', [], []],
  ['no blocks', [Buffer.alloc(10_000)], []],
  ['a mark that ends the file', [Buffer.alloc(100), BLOCK_MARK], []],
  ['blocks out of order', [block('b', { sequence: 2 }), block('a')], ['1 a', '2 b']],
  ['the later one of two with a number', [block('new', { at: 9 }), block('old', { at: 3 })], ['1 new']],
  ['none that were stored', [block('a'), block('b', { sequence: 2, released: 1 })], ['2 b']],
  ['none that are damaged', [damaged(block('a')), block('b', { sequence: 2 })], ['2 b']],
  [
    'none of another journal',
    [block('a'), block('x', { identity: STRANGER }), block('b', { sequence: 2 })],
    ['1 a', '2 b'],
  ],
] as const;

for (const [name, parts, expected] of rows) {
  test(`finds ${name}`, () => {
    assert.deepEqual(found(...parts), expected);
  });
}

test('a block in the text of a line is no block, whole or damaged as the one around it may be', () => {
  const forged = block('forged', { identity: STRANGER, sequence: 9, released: 8 });
  assert.equal(found(block(forged), block('b', { sequence: 2 })).length, 2);
  assert.deepEqual(
    found(
      damaged(block(Buffer.concat([forged, Buffer.from('.')]))),
      block('b', { sequence: 2 }),
      block('c', { sequence: 3 }),
    ),
    ['2 b', '3 c'],
  );
});

test('a mark across two windows is seen', () => {
  for (let shift = 0; shift <= BLOCK_MARK.length; shift++)
    assert.deepEqual(found(Buffer.alloc(4 * 2 ** 20 - shift), block('a')), ['1 a']);
});

test('whatever stands between, all blocks are found', () => {
  const anyGap = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(fc.array(fc.tuple(anyGap, fc.string({ maxLength: 500 })), { maxLength: 8 }), (pieces) => {
      const parts = pieces.flatMap(([gap, line], index) => [gap, block(line, { sequence: index + 1 })]);
      assert.deepEqual(
        found(...parts),
        pieces.map(([, line], index) => `${index + 1} ${Buffer.from(line).toString('latin1')}`),
      );
    }),
  );
});
