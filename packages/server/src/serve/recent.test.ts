import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RecentRate, RecentValues } from './recent.js';

test('the rate of a first second is not spread over a minute that has not been', () => {
  const rate = new RecentRate(10_000);
  rate.add(10_500, 40);
  assert.equal(rate.perSecond(11_000), 40);
  assert.equal(rate.perSecond(14_000), 10);
});

test('what is older than a minute does not count', () => {
  const rate = new RecentRate(0);
  rate.add(500, 600);
  assert.equal(rate.perSecond(59_900), 600 / 59.9);
  assert.equal(rate.perSecond(60_000), 0);
  assert.equal(rate.perSecond(1e9), 0);
});

test('a clock that goes back loses nothing', () => {
  const rate = new RecentRate(100_000);
  rate.add(160_000, 60);
  rate.add(90_000, 60);
  assert.equal(rate.perSecond(160_000), 2);
});

test('the rate is the sum of the last sixty slots', () => {
  const step = fc.record({ wait: fc.integer({ min: 0, max: 30_000 }), count: fc.nat(100) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), (steps) => {
      const rate = new RecentRate(0);
      const added: { at: number; count: number }[] = [];
      let now = 60_000;
      for (const { wait, count } of steps) {
        now += wait;
        rate.add(now, count);
        added.push({ at: Math.floor(now / 1000), count });
      }
      const since = Math.floor(now / 1000) - 60;
      const sum = added.filter(({ at }) => at > since).reduce((total, { count }) => total + count, 0);
      assert.equal(rate.perSecond(now), sum / 60);
    }),
  );
});

test('quantiles are those of the last values, sorted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 })), fc.integer({ min: 1, max: 20 }), (values, capacity) => {
      const recent = new RecentValues(capacity);
      for (const value of values) recent.add(value);
      const sorted = values.slice(-capacity).sort((a, b) => a - b);
      assert.equal(recent.quantile(0.5), sorted[Math.ceil(sorted.length / 2) - 1] ?? null);
      assert.equal(recent.quantile(1), sorted.at(-1) ?? null);
      assert.equal(recent.quantile(0), sorted[0] ?? null);
    }),
  );
});
