import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readBytes, readDuration, readNumber, readPort } from './quantity.js';

const TABLE: readonly (readonly [(text: string) => { low: bigint; high: bigint } | null, string, bigint | null])[] = [
  [readNumber, '0', 0n],
  [readNumber, '-7', -7n],
  [readNumber, '18446744073709551616', 18_446_744_073_709_551_616n],
  [readNumber, '1e3', null],
  [readNumber, '0x10', null],
  [readNumber, '', null],
  [readPort, '65535', 65_535n],
  [readPort, '65536', null],
  [readPort, '-1', null],
  [readBytes, '10', 10n],
  [readBytes, '10B', 10n],
  [readBytes, '1 kb', 1024n],
  [readBytes, '1K', 1024n],
  [readBytes, '1KiB', 1024n],
  [readBytes, '1.5 MB', 1_572_864n],
  [readBytes, '2TB', 2_199_023_255_552n],
  [readBytes, '16EB', 18_446_744_073_709_551_616n],
  [readBytes, '0.0005 KB', 1n],
  [readBytes, '1.5', null],
  [readBytes, '1.5 B', null],
  [readBytes, '1 iB', null],
  [readBytes, '-1', null],
  [readDuration, '307', 307n],
  [readDuration, '00:05:07', 307n],
  [readDuration, '99:59:59', 359_999n],
  [readDuration, '0:00:01', 1n],
  [readDuration, '5:07', null],
  [readDuration, '00:00:60', null],
  [readDuration, '90s', 90n],
  [readDuration, '5 m', 300n],
  [readDuration, '1h30m', 5400n],
  [readDuration, '1d 2h', 93_600n],
  [readDuration, '0.5h', 1800n],
  [readDuration, '1.001s', null],
  [readDuration, '1M', null],
  [readDuration, '-5m', null],
];

describe('quantities', () => {
  for (const [read, text, expected] of TABLE) {
    it(`${read.name} ${JSON.stringify(text)}`, () => {
      assert.deepEqual(read(text), expected === null ? null : { low: expected, high: expected });
    });
  }

  it('durations are read back from clock form', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (seconds) => {
        const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) =>
          String(Math.floor(part)).padStart(2, '0'),
        );
        assert.equal(readDuration(clock.join(':'))?.low, BigInt(seconds));
      }),
    );
  });
});
