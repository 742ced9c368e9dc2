import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import {
  announcedLength,
  BLOCK_HEAD,
  BLOCK_MARK,
  decodeBlock,
  packBlock,
  type Seal,
  sealBlock,
} from './block-codec.js';
import type { Segment } from './journal.js';
import { anySegments, plain, segmentOf } from './sample-segments.js';

const IDENTITY = '00c0ffee00c0ffee';

function encode(segments: readonly Segment[], seal: Partial<Seal> = {}): Buffer {
  return sealBlock(packBlock(segments), { identity: IDENTITY, sequence: 7, released: 3, at: 5, ...seal });
}

test('any block comes back as it was', () => {
  fc.assert(
    fc.property(anySegments, fc.maxSafeNat(), fc.maxSafeNat(), (segments, sequence, released) => {
      const bytes = encode(segments, { sequence, released });
      const decoded = decodeBlock(bytes);
      assert.ok(decoded.ok);
      assert.deepEqual(decoded.seal, { identity: IDENTITY, sequence, released, at: 5 });
      assert.deepEqual(plain(decoded.segments), plain(segments));
      assert.equal(announcedLength(bytes.subarray(0, BLOCK_HEAD)), bytes.length);
    }),
  );
});

test('a block may be sealed again under another number', () => {
  const packed = packBlock([segmentOf(['a', 'bc'])]);
  sealBlock(packed, { identity: IDENTITY, sequence: 3, released: 1, at: 5 });
  const seal = { identity: 'ffffffffffffffff', sequence: 4, released: 2, at: 6 };
  const decoded = decodeBlock(sealBlock(packed, seal));
  assert.ok(decoded.ok);
  assert.deepEqual(decoded.seal, seal);
});

test('no changed byte passes', () => {
  fc.assert(
    fc.property(anySegments, fc.nat(), fc.integer({ min: 1, max: 255 }), (segments, place, change) => {
      const bytes = encode(segments);
      const at = place % bytes.length;
      bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
      assert.equal(decodeBlock(bytes).ok, false);
    }),
  );
});

test('no cut passes', () => {
  fc.assert(
    fc.property(anySegments, fc.nat(), (segments, place) => {
      const bytes = encode(segments);
      assert.equal(decodeBlock(bytes.subarray(0, place % bytes.length)).ok, false);
    }),
  );
});

test('any bytes under a right head and checksum give a value', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(3), (content, segments) => {
      const decoded = decodeBlock(rightlySummed(content, segments));
      if (!decoded.ok) assert.equal(decoded.reason, 'shape');
    }),
  );
});

const damages = [
  ['nothing at all', () => Buffer.alloc(0), 'too-short'],
  ['zeros', () => Buffer.alloc(64), 'not-a-block'],
  ['a later version', () => changed(3, 2), 'unknown-version'],
  ['half of it', () => encode([segmentOf(['abc'])]).subarray(0, 50), 'too-short'],
  ['another line', () => changed(-1, 0x7a), 'checksum'],
  ['another number', () => changed(16, 9), 'checksum'],
  ['more segments than there are', () => rightlySummed(Buffer.alloc(0), 4), 'shape'],
  ['lines longer than their bytes', () => rightlySummed(wrongLengths(), 1), 'shape'],
] as const;

for (const [name, make, reason] of damages) {
  test(`${name}: ${reason}`, () => {
    assert.deepEqual(decodeBlock(make()), { ok: false, reason });
  });
}

function changed(at: number, value: number): Buffer {
  const bytes = encode([segmentOf(['abc'])]);
  bytes.writeUInt8(value, at < 0 ? bytes.length + at : at);
  return bytes;
}

function rightlySummed(content: Uint8Array, segments: number): Buffer {
  const bytes = Buffer.concat([BLOCK_MARK, Buffer.alloc(44), content]);
  bytes.writeUInt32LE(bytes.length, 40);
  bytes.writeUInt32LE(segments, 44);
  bytes.writeUInt32LE(crc32(bytes.subarray(8, 48), crc32(bytes.subarray(48))), 4);
  return bytes;
}

function wrongLengths(): Buffer {
  const segment = encode([segmentOf(['abc'], { sourceId: '', peer: '' })]).subarray(48);
  segment.writeUInt32LE(4, 24);
  return segment;
}
