import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clockOf, createStamp, rfc3164Stamp } from './stamps.js';

describe('createStamp', () => {
  const instant = Date.UTC(2026, 2, 5, 7, 8, 9);
  const rows = [
    ['mdy', '03/05/2026:07:08:09'],
    ['dmy', '05/03/2026:07:08:09'],
    ['ymd', '2026/03/05:07:08:09'],
  ] as const;
  for (const [order, text] of rows) it(order, () => assert.equal(createStamp(order)(instant), text));

  it('agrees with the ISO form at every second', () => {
    const stamp = createStamp('ymd');
    const seconds = fc.integer({ min: 0, max: 4_102_444_800 });
    fc.assert(
      fc.property(seconds, (second) => {
        const iso = new Date(second * 1000).toISOString();
        assert.equal(stamp(second * 1000), `${iso.slice(0, 10).replaceAll('-', '/')}:${iso.slice(11, 19)}`);
      }),
    );
  });
});

describe('clockOf', () => {
  const rows = [
    [0, '00:00:00'],
    [307, '00:05:07'],
    [86_399, '23:59:59'],
    [95_700, '26:35:00'],
    [360_000, '100:00:00'],
  ] as const;
  for (const [seconds, text] of rows) it(text, () => assert.equal(clockOf(seconds), text));
});

it('rfc3164Stamp pads the day by a blank', () => {
  assert.equal(rfc3164Stamp(Date.UTC(2026, 2, 5, 7, 8, 9)), 'Mar  5 07:08:09');
  assert.equal(rfc3164Stamp(Date.UTC(2026, 11, 25, 17, 8, 9)), 'Dec 25 17:08:09');
});
