import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysInMonth, inOrder, isPossible, readClock, readDate } from './date.js';

const dates: readonly {
  text: string;
  parts: readonly [number, number, number];
  canonical: boolean;
  yearFirst?: true;
}[] = [
  { text: '07/18/2024:01:31:08', parts: [7, 18, 2024], canonical: true },
  { text: '2022/06/14:16:05:04', parts: [2022, 6, 14], canonical: true, yearFirst: true },
  { text: '02/12/2012: 17:16:28', parts: [2, 12, 2012], canonical: false },
  { text: '7/8/24:01:31:08', parts: [7, 8, 24], canonical: false },
];

for (const { text, parts, canonical, yearFirst = false } of dates) {
  test(`date ${text}`, () => {
    const read = readDate(`x ${text} GMT`, 2);
    assert.ok(read);
    assert.deepEqual([read.a, read.b, read.c], parts);
    assert.equal(read.canonical, canonical);
    assert.equal(read.yearFirst, yearFirst);
    assert.equal(read.to, 2 + text.length);
  });
}

for (const text of [
  '07/18/2024',
  '07/18/2024:1:31:08',
  '07-18-2024:01:31:08',
  '07/18/2024:01:31:081',
  '/18/2024:01:31:08',
  '',
]) {
  test(`no date: ${text || '(nothing)'}`, () => assert.equal(readDate(text, 0), null));
}

test('a clock is two digits three times', () => {
  assert.deepEqual(readClock('00:19:21 GMT', 0), { from: 0, to: 8, hour: 0, minute: 19, second: 21 });
  assert.equal(readClock('0:19:21', 0), null);
});

const orders: readonly { text: string; mdy: string | null; dmy: string | null }[] = [
  { text: '07/08/2024:00:00:00', mdy: '2024-7-8', dmy: '2024-8-7' },
  { text: '13/08/2024:00:00:00', mdy: null, dmy: '2024-8-13' },
  { text: '08/13/2024:00:00:00', mdy: '2024-8-13', dmy: null },
  { text: '29/02/2023:00:00:00', mdy: null, dmy: null },
  { text: '29/02/2024:00:00:00', mdy: null, dmy: '2024-2-29' },
  { text: '31/04/2024:00:00:00', mdy: null, dmy: null },
  { text: '07/08/2024:24:00:00', mdy: null, dmy: null },
  { text: '07/08/24:00:00:00', mdy: '2024-7-8', dmy: '2024-8-7' },
];

for (const { text, mdy, dmy } of orders) {
  test(`${text} in both orders`, () => {
    const parts = readDate(text, 0);
    assert.ok(parts);
    const shown = (order: 'mdy' | 'dmy') => {
      const wall = inOrder(parts, order);
      return wall === null ? null : `${wall.year}-${wall.month}-${wall.day}`;
    };
    assert.deepEqual({ mdy: shown('mdy'), dmy: shown('dmy') }, { mdy, dmy });
    assert.equal(inOrder(parts, 'ymd'), null);
  });
}

test('days of a month are those of the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1970, max: 2400 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      assert.equal(daysInMonth(year, month), new Date(Date.UTC(year, month, 0)).getUTCDate());
    }),
  );
});

test('a leap second is possible, a second 61 is not', () => {
  const wall = { year: 2016, month: 12, day: 31, hour: 23, minute: 59, second: 60 };
  assert.equal(isPossible(wall), true);
  assert.equal(isPossible({ ...wall, second: 61 }), false);
});
