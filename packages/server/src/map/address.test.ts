import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ipv4Number, ipv6Groups, portFrom, printIpv4, printIpv6, readAddress } from './address.js';

const addresses: readonly [text: string, printed: string | null][] = [
  ['192.0.2.7', '192.0.2.7'],
  ['010.0.2.7', '10.0.2.7'],
  ['192.0.2.256', null],
  ['192.0.2', null],
  ['192.0.2.7.', null],
  ['1.2.3.4.5', null],
  ['10.252.x.x', null],
  ['', null],
  ['2001:DB8::7', '2001:db8::7'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['::', '::'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['fe80::1%eth0', null],
  ['1::2::3', null],
  ['12345::', null],
];

for (const [text, printed] of addresses) {
  test(`address ${text || '(nothing)'}`, () => assert.equal(readAddress(text)?.text ?? null, printed));
}

const ports: readonly [text: string, address: string | null][] = [
  ['192.0.2.7:443', '192.0.2.7'],
  ['192.0.2.7', null],
  ['2001:db8::7:443', '2001:db8::7'],
  ['a1b2:c3d4:e5f6:a7b8:c9d0:e1f2:a3b4:c5d6:123', 'a1b2:c3d4:e5f6:a7b8:c9d0:e1f2:a3b4:c5d6'],
  ['a1b2:c3d4:e5f6:a7b8:c9d0:e1f2:a3b4:c5d6', null],
  ['fe80::abcd', null],
  ['client:61267', 'client'],
];

for (const [text, address] of ports) {
  test(`port of ${text}`, () => {
    const from = portFrom(text);
    assert.equal(from < 0 ? null : text.slice(0, from - 1), address);
  });
}

test('every IPv4 address comes back from its number', () => {
  fc.assert(fc.property(fc.ipV4(), (text) => assert.equal(printIpv4(ipv4Number(text)), text)));
});

test('every IPv6 address means the same when printed', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const groups = ipv6Groups(text);
      assert.ok(groups);
      assert.deepEqual(ipv6Groups(printIpv6(groups)), groups);
    }),
  );
});
