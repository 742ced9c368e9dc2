import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isZone, toUtc, ZoneOffsets } from './zone.js';

const offsets = new ZoneOffsets();

function wallOf(iso: string) {
  const date = new Date(`${iso}Z`);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

const times: readonly { local: string; zone: string; utc: string; defect?: string }[] = [
  { local: '2024-07-18T12:00:00', zone: 'UTC', utc: '2024-07-18T12:00:00' },
  { local: '2024-07-18T12:00:00', zone: '+02:00', utc: '2024-07-18T10:00:00' },
  { local: '2024-07-18T12:00:00', zone: '-0330', utc: '2024-07-18T15:30:00' },
  { local: '2024-07-18T12:00:00', zone: 'Europe/Zurich', utc: '2024-07-18T10:00:00' },
  { local: '2024-01-18T12:00:00', zone: 'Europe/Zurich', utc: '2024-01-18T11:00:00' },
  { local: '2024-03-31T01:59:59', zone: 'Europe/Zurich', utc: '2024-03-31T00:59:59' },
  { local: '2024-03-31T02:30:00', zone: 'Europe/Zurich', utc: '2024-03-31T01:30:00', defect: 'zone-gap' },
  { local: '2024-03-31T03:00:00', zone: 'Europe/Zurich', utc: '2024-03-31T01:00:00' },
  { local: '2024-10-27T02:30:00', zone: 'Europe/Zurich', utc: '2024-10-27T00:30:00', defect: 'zone-overlap' },
  { local: '2024-10-27T03:00:00', zone: 'Europe/Zurich', utc: '2024-10-27T02:00:00' },
  { local: '2024-03-10T02:15:00', zone: 'America/New_York', utc: '2024-03-10T07:15:00', defect: 'zone-gap' },
  { local: '2024-11-03T01:15:00', zone: 'America/New_York', utc: '2024-11-03T05:15:00', defect: 'zone-overlap' },
  { local: '2024-04-07T01:45:00', zone: 'Australia/Lord_Howe', utc: '2024-04-06T14:45:00', defect: 'zone-overlap' },
  { local: '2011-12-30T12:00:00', zone: 'Pacific/Apia', utc: '2011-12-30T22:00:00', defect: 'zone-gap' },
];

for (const { local, zone, utc, defect } of times) {
  test(`${local} in ${zone}`, () => {
    const instant = toUtc(wallOf(local), zone, offsets);
    assert.equal(new Date(instant.ms).toISOString(), `${utc}.000Z`);
    assert.equal(instant.defect, defect);
  });
}

test('an instant shown on the wall clock and read again is the same, or the first of two', () => {
  const zones = ['Europe/London', 'America/Sao_Paulo', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Casablanca'];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 946_684_800, max: 2_000_000_000 }), (zone, seconds) => {
      const ms = seconds * 1000;
      const shown = new Date(ms + offsets.offset(zone, ms)).toISOString().slice(0, 19);
      const read = toUtc(wallOf(shown), zone, offsets);
      if (read.defect === undefined) assert.equal(read.ms, ms);
      else assert.ok(read.defect === 'zone-overlap' && read.ms <= ms);
    }),
  );
});

test('zones are IANA names, UTC and offsets', () => {
  assert.deepEqual(['Europe/Paris', 'UTC', '+05:45', 'Mars/Base', '+25:00', ''].map(isZone), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
