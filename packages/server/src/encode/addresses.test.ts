import assert from 'node:assert/strict';
import { isIPv6 } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseIpv4, parseIpv6, printIpv4 } from './addresses.js';

test('IPv4: what is printed is read as the same number', () => {
  fc.assert(fc.property(fc.nat(0xffff_ffff), (value) => assert.equal(parseIpv4(printIpv4(value)), value)));
});

const NO_IPV4 = [
  '',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '1.2.3.',
  '.1.2.3',
  '1.2.3.-4',
  '1.2.3.4 ',
  '1e1.2.3.4',
  '0x1.2.3.4',
  '01.2.3.4',
];
for (const text of NO_IPV4)
  test(`no IPv4 address: ${JSON.stringify(text)}`, () => assert.ok(Number.isNaN(parseIpv4(text))));

const IPV6: readonly (readonly [text: string, hex: string])[] = [
  ['::', '0'.repeat(32)],
  ['::1', `${'0'.repeat(31)}1`],
  ['1::', `0001${'0'.repeat(28)}`],
  ['2001:db8::A:0:b', '20010db8000000000000000a0000000b'],
  ['2001:db8:1:2:3:4:5:6', '20010db8000100020003000400050006'],
  ['::ffff:192.0.2.7', `${'0'.repeat(20)}ffffc0000207`],
  ['64:ff9b::192.0.2.7', `0064ff9b${'0'.repeat(16)}c0000207`],
];
for (const [text, hex] of IPV6) {
  test(`IPv6 address ${text}`, () => assert.equal(Buffer.from(parseIpv6(text) ?? []).toString('hex'), hex));
}

test('IPv6: accepts what Node accepts, but for zones, and reads every printed form alike', () => {
  const groups = fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 });
  const form = fc.record({ groups, from: fc.nat(7), length: fc.nat(7), upper: fc.boolean(), padded: fc.boolean() });
  fc.assert(
    fc.property(form, ({ groups: values, from, length, upper, padded }) => {
      const zeroed = values.map((value, index) => (index >= from && index < from + length ? 0 : value));
      const printed = zeroed.map((value) => value.toString(16).padStart(padded ? 4 : 1, '0'));
      const short = `${printed.slice(0, from).join(':')}::${printed.slice(from + length).join(':')}`;
      const text = length === 0 ? printed.join(':') : short;
      const bytes = zeroed.flatMap((value) => [value >> 8, value & 255]);
      assert.deepEqual([...(parseIpv6(upper ? text.toUpperCase() : text) ?? [])], bytes, text);
    }),
  );
});

test('IPv6: refuses what Node refuses', () => {
  const piece = fc.constantFrom(':', '::', '0', 'db8', 'ffff', '12345', 'g', '1.2.3.4', '.', '%1');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
      (text) => {
        const expected = isIPv6(text) && !text.includes('%');
        assert.equal(parseIpv6(text) !== null, expected, text);
      },
    ),
    { numRuns: 2000 },
  );
});
