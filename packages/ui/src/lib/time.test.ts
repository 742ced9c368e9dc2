import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  absoluteRange,
  formatInstant,
  isRelative,
  offsetLabel,
  rangeLabel,
  relativeTime,
  resolveBound,
  shiftedRange,
  widenedRange,
} from './time.js';

const now = Date.UTC(2026, 2, 17, 8, 30);
const reading = { now, clock: 'utc' } as const;

const bounds = [
  { name: 'a span before now', text: 'now-1h', side: 'from', iso: '2026-03-17T07:30:00.000Z' },
  { name: 'the start of today', text: 'now/d', side: 'from', iso: '2026-03-17T00:00:00.000Z' },
  { name: 'a day begins with itself', text: '2026-03-01', side: 'from', iso: '2026-03-01T00:00:00.000Z' },
  { name: 'and ends with itself', text: '2026-03-01', side: 'to', iso: '2026-03-01T23:59:59.999Z' },
  { name: 'an instant', text: ' 2026-03-01T10:00:00+02:00 ', side: 'to', iso: '2026-03-01T08:00:00.000Z' },
  { name: 'an open end', text: '', side: 'to', iso: null },
  { name: 'no date', text: 'yesterday-ish', side: 'from', iso: null },
  { name: 'no way out of the quotes', text: 'now" or userName: "x', side: 'from', iso: null },
] as const;

for (const { name, text, side, iso } of bounds) {
  test(`time bound: ${name}`, () => {
    const instant = resolveBound(text, side, reading);
    assert.equal(instant === null ? null : new Date(instant).toISOString(), iso);
  });
}

test('a relative range becomes absolute, and an open end becomes now', () => {
  assert.deepEqual(absoluteRange({ from: 'now-1h', to: '' }, reading), {
    from: '2026-03-17T07:30:00.000Z',
    to: '2026-03-17T08:30:00.000Z',
  });
});

test('a range moves by its own length, and widens around its middle but not into the future', () => {
  const range = { from: '2026-03-17T06:00:00Z', to: '2026-03-17T08:00:00Z' };
  assert.deepEqual(shiftedRange(range, -1, reading), {
    from: '2026-03-17T04:00:00.000Z',
    to: '2026-03-17T06:00:00.000Z',
  });
  assert.deepEqual(widenedRange(range, reading), { from: '2026-03-17T05:00:00.000Z', to: '2026-03-17T08:30:00.000Z' });
  assert.deepEqual(shiftedRange({ from: '', to: '' }, 1, reading), { from: '', to: '' });
});

test('a range says what it is', () => {
  assert.equal(rangeLabel({ from: 'now-24h', to: '' }, reading), 'Last 24 hours');
  assert.equal(rangeLabel({ from: 'now-3h', to: '' }, reading), 'now-3h → now');
  assert.equal(
    rangeLabel({ from: '2026-03-17T06:00:00Z', to: '2026-03-17T08:00:00Z' }, reading),
    '2026-03-17 06:00:00 → 08:00:00',
  );
  assert.equal(isRelative({ from: 'now-3h', to: '' }), true);
  assert.equal(isRelative({ from: '2026-03-01', to: '2026-03-02' }), false);
});

test('instants in both clocks', () => {
  assert.equal(formatInstant(now, 'utc'), '2026-03-17 08:30:00.000');
  assert.equal(formatInstant(now, 'utc', 'm'), '2026-03-17 08:30');
  assert.equal(formatInstant(Number.NaN, 'utc'), '');
  const local = new Date(now);
  assert.equal(formatInstant(now, 'local', 'm').slice(11), `${pad(local.getHours())}:${pad(local.getMinutes())}`);
  assert.equal(offsetLabel(now, 'utc'), 'UTC');
});

test('how long ago', () => {
  assert.equal(relativeTime(now - 90_000, now), '1 min ago');
  assert.equal(relativeTime(now + 3 * 3_600_000, now), 'in 3 h');
  assert.equal(relativeTime(now - 5 * 86_400_000, now), '5 d ago');
  assert.equal(relativeTime(now, now), 'now');
});

function pad(part: number): string {
  return String(part).padStart(2, '0');
}
