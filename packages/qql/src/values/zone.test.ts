import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createZone, Zones } from './zone.js';

const NAMES = ['Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'Asia/Kathmandu'];
/** Within a few days around a change of the clock, and anywhere. */
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2011, 11, 28), max: Date.UTC(2012, 0, 2) }),
  fc.integer({ min: Date.UTC(2024, 2, 29), max: Date.UTC(2024, 3, 8) }),
  fc.integer({ min: Date.UTC(1890, 0, 1), max: Date.UTC(2290, 0, 1) }),
);

/** What a clock on the wall shows, from the runtime. */
function shown(name: string, time: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' }).format(time);
}

describe('the clock of a zone', () => {
  it('shows what the runtime says, also on days on which it changes', () => {
    const zones = new Zones();
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), instant, (name, time) => {
        const zone = zones.of(name);
        assert.ok(zone !== null);
        const wall = new Date(zone.wallOf(time)).toISOString();
        assert.equal(wall.slice(0, 19).replace('T', ' '), shown(name, time));
      }),
      { numRuns: 1000 },
    );
  });

  it('is made once for a name, and for no other names than zones', () => {
    const zones = new Zones();
    assert.equal(zones.of('Europe/Berlin'), zones.of('Europe/Berlin'));
    assert.deepEqual(zones.of('UTC'), createZone('UTC'));
    assert.equal(zones.of('Mars/Olympus'), null);
  });
});
