import assert from 'node:assert/strict';
import { isIP, isIPv4 } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LAST, printAddress, readAddress, readAddresses } from './address.js';

const ipv4 = fc.bigInt({ min: 0n, max: LAST[4] }).map((value) => ({ family: 4 as const, value }));
const groups = fc.array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 0xffffn })), {
  minLength: 8,
  maxLength: 8,
});
const ipv6 = groups
  .map((parts) => parts.reduce((value, part) => (value << 16n) | part, 0n))
  .filter((value) => value >> 32n !== 0xffffn)
  .map((value) => ({ family: 6 as const, value }));

describe('addresses', () => {
  it('are read back from their printed form, which is that of RFC 5952', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (address) => {
        const printed = printAddress(address);
        assert.deepEqual(readAddress(printed), address);
        assert.equal(isIP(printed), address.family);
        if (address.family === 6) assert.equal(printed, new URL(`http://[${printed}]`).hostname.slice(1, -1));
      }),
    );
  });

  it('are accepted exactly where Node accepts them', () => {
    const piece = fc.constantFrom('0', '1', '255', '256', '01', 'ffff', 'A', 'g', ':', '::', '.', '1.2.3.4', '-');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        assert.equal(readAddress(text) !== null, isIP(text) !== 0, text);
        assert.equal(readAddress(text)?.family === 4, isIPv4(text) || (isIP(text) === 6 && isMapped(text)), text);
      }),
      { numRuns: 3000 },
    );
  });

  it('networks hold what shares their first bits', () => {
    fc.assert(
      fc.property(ipv4, ipv4, fc.integer({ min: 0, max: 32 }), (network, address, bits) => {
        const read = readAddresses(`${printAddress(network)}/${bits}`);
        assert.ok(read !== null);
        const first = (value: bigint): string => value.toString(2).padStart(32, '0').slice(0, bits);
        const isInside = address.value >= read.low && address.value <= read.high;
        assert.equal(isInside, first(address.value) === first(network.value));
      }),
    );
  });
});

function isMapped(text: string): boolean {
  return /^\[::ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}\]$/.test(new URL(`http://[${text}]`).hostname);
}
