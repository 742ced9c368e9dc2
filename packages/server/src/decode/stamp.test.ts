import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStamp } from './stamp.js';

const stamps: readonly { text: string; wall: string; offset?: number; ms?: number; kind: string }[] = [
  { text: 'Oct  1 06:02:44', wall: '0-10-1 6:2:44', kind: 'rfc3164' },
  { text: 'Oct 21 06:02:44', wall: '0-10-21 6:2:44', kind: 'rfc3164' },
  { text: 'June 8 00:21:09', wall: '0-6-8 0:21:9', kind: 'rfc3164' },
  { text: 'Sep 11 2026 00:21:09', wall: '2026-9-11 0:21:9', kind: 'rfc3164' },
  { text: 'Feb 29 00:21:09', wall: '0-2-29 0:21:9', kind: 'rfc3164' },
  { text: 'May 20 23:35:25 GMT relay1', wall: '0-5-20 23:35:25', offset: 0, kind: 'rfc3164' },
  { text: '2023-08-01T00:14:15.285005+02:00', wall: '2023-8-1 0:14:15', offset: 120, ms: 285, kind: 'rfc3339' },
  { text: '2023-08-01T00:14:15Z', wall: '2023-8-1 0:14:15', offset: 0, kind: 'rfc3339' },
  { text: '2023-08-01 00:14:15', wall: '2023-8-1 0:14:15', kind: 'rfc3339' },
  { text: '06-26-2010    12:16:05', wall: '2010-6-26 12:16:5', kind: 'kiwi' },
  { text: '26-06-2010\t12:16:05', wall: '2010-6-26 12:16:5', kind: 'kiwi' },
];

for (const { text, wall, offset = null, ms = 0, kind } of stamps) {
  test(`stamp ${text}`, () => {
    const stamp = readStamp(`${text} `, 0);
    assert.ok(stamp);
    const { year, month, day, hour, minute, second } = stamp.wall;
    assert.equal(`${year}-${month}-${day} ${hour}:${minute}:${second}`, wall);
    assert.deepEqual([stamp.offsetMinutes, stamp.milliseconds, stamp.kind], [offset, ms, kind]);
  });
}

for (const text of [
  'Okt 21 06:02:44',
  'Oct 32 06:02:44',
  'Oct 21 24:02:44',
  'Octo 21 06:02:44',
  '2023-13-01T00:14:15Z',
  'May',
  'March of progress',
  '12:00:00',
]) {
  test(`no stamp: ${text}`, () => assert.equal(readStamp(text, 0), null));
}
