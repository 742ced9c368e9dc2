import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeSummary, encodeSummary, summaryOf } from './block-summary.js';
import { anySegments, segmentOf } from './sample-segments.js';

test('lines and bytes are counted per source', () => {
  const segments = [
    segmentOf(['abc', 'd'], { sourceId: 'paris', peer: '192.0.2.1' }),
    segmentOf(['ef'], { sourceId: 'lyon' }),
    segmentOf(['ghi'], { sourceId: 'paris', peer: '192.0.2.2' }),
  ];
  assert.deepEqual(summaryOf(segments, { length: 77, appendedAt: 5 }), {
    appendedAt: 5,
    length: 77,
    lines: 4,
    bytes: 9,
    sources: new Map([
      ['paris', { lines: 3, bytes: 7 }],
      ['lyon', { lines: 1, bytes: 2 }],
    ]),
  });
});

test('any summary comes back as it was, and no cut passes', () => {
  fc.assert(
    fc.property(anySegments, fc.nat(), fc.nat(), (segments, appendedAt, place) => {
      const summary = summaryOf(segments, { length: 99, appendedAt });
      const bytes = encodeSummary(summary);
      assert.deepEqual(decodeSummary(bytes), summary);
      assert.equal(decodeSummary(bytes.subarray(0, place % bytes.length)), null);
    }),
  );
});
