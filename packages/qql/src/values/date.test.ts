import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readDate } from './date.js';
import { createZone, type Zone } from './zone.js';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
];
const HOUR = 3_600_000;

function zoneOf(name: string): Zone {
  const zone = createZone(name);
  assert.ok(zone !== null);
  return zone;
}

const zones = ZONES.map((name) => ({ name, zone: zoneOf(name) }));
const anyZone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2035, 0, 1) });

/** The date in a zone, by another way than the code under test takes. */
function dateIn(name: string, time: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short' }).format(time);
}

describe('zones', () => {
  it('a wall time leads back to its instant, or to the other one of a repeated hour', () => {
    fc.assert(
      fc.property(anyZone, instant, ({ zone }, time) => {
        const back = zone.instantOf(zone.wallOf(time));
        assert.equal(zone.wallOf(back), zone.wallOf(time));
        assert.ok(back <= time && time - back <= HOUR);
      }),
    );
  });

  it('unknown names are refused', () => {
    for (const name of ['', 'Mars/Olympus', 'Europe/', '../etc']) assert.equal(createZone(name), null);
  });
});

describe('days', () => {
  it('hold exactly the instants that have their date in the zone', () => {
    fc.assert(
      fc.property(anyZone, instant, ({ name, zone }, time) => {
        const date = dateIn(name, time);
        const day = readDate(date, { now: 0, zone });
        assert.ok(day !== null);
        const [low, high] = [Number(day.low), Number(day.high)];
        assert.ok(low <= time && time <= high);
        assert.equal(dateIn(name, low), date);
        assert.equal(dateIn(name, high), date);
        assert.notEqual(dateIn(name, low - 1), date);
        assert.notEqual(dateIn(name, high + 1), date);
      }),
    );
  });

  it('now/d is the day of now, and the days before it join on without a gap', () => {
    fc.assert(
      fc.property(anyZone, instant, fc.integer({ min: 0, max: 400 }), ({ name, zone }, now, back) => {
        assert.deepEqual(readDate('now/d', { now, zone }), readDate(dateIn(name, now), { now, zone }));
        const day = readDate(`now/d-${back}d/d`, { now, zone });
        const before = readDate(`now/d-${back + 1}d/d`, { now, zone });
        assert.ok(day !== null && before !== null);
        // Apia left out 30 December 2011: it counts as the day that follows.
        assert.ok(before.high === day.low - 1n || before.low === day.low);
      }),
    );
  });
});

describe('instants', () => {
  it('are what Date reads', () => {
    fc.assert(
      fc.property(anyZone, instant, ({ zone }, time) => {
        const text = new Date(time).toISOString();
        assert.deepEqual(readDate(text, { now: 0, zone }), { low: BigInt(time), high: BigInt(time) });
        assert.equal(readDate(text.replace('Z', '+02:00'), { now: 0, zone })?.low, BigInt(time - 2 * HOUR));
      }),
    );
  });

  it('units are those of the clock, days and longer those of the calendar', () => {
    const zone = zoneOf('Europe/Berlin');
    const now = Date.parse('2024-03-31T10:00:00Z'); // the clock moved forward this morning
    const table: readonly (readonly [string, string])[] = [
      ['now-24h', '2024-03-30T10:00:00.000Z'],
      ['now-1d', '2024-03-30T11:00:00.000Z'],
      ['now-1w', '2024-03-24T11:00:00.000Z'],
      ['now-1M', '2024-02-29T11:00:00.000Z'],
      ['now-1y', '2023-03-31T10:00:00.000Z'],
      ['now-90s+1m', '2024-03-31T09:59:30.000Z'],
      ['now-1d-1M', '2024-02-29T11:00:00.000Z'],
    ];
    for (const [text, expected] of table)
      assert.equal(readDate(text, { now, zone })?.low, BigInt(Date.parse(expected)), text);
  });
});
