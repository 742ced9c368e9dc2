import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import type { ConfigKey, Value, ValueType } from './key.js';
import { printBytes, readValue, type Written } from './values.js';

function read(type: ValueType, written: Written, more: Partial<ConfigKey> = {}) {
  return readValue(written, { type, description: '', example: 'EXAMPLE', ...more });
}

const accepted: readonly (readonly [ValueType, Written, Value, Partial<ConfigKey>?])[] = [
  ['text', ' two words ', 'two words'],
  ['path', '/srv/a b', '/srv/a b'],
  ['id', 'gw-1_b', 'gw-1_b'],
  ['address', '192.0.2.1', '192.0.2.1'],
  ['address', '::', '::'],
  ['port', '0', 0],
  ['port', '65535', 65_535],
  ['integer', '-3', -3],
  ['integer', '7', 7, { min: 7, max: 7 }],
  ['bytes', '1000', 1000],
  ['bytes', '64 KiB', 65_536],
  ['bytes', '64KB', 65_536],
  ['bytes', '1.5 mib', 1_572_864],
  ['bytes', '2 TiB', 2 * 1024 ** 4],
  ['seconds', '90', 90],
  ['seconds', '15 m', 900],
  ['seconds', '1d', 86_400],
  ['milliseconds', '20', 20],
  ['milliseconds', '1.5 s', 1500],
  ['boolean', 'true', true],
  ['boolean', 'false', false],
  ['choice', 'b', 'b', { choices: ['a', 'b'] }],
  ['zone', 'Europe/Paris', 'Europe/Paris'],
  ['zone', '+02:00', '+02:00'],
  ['networks', '192.0.2.0/24, 2001:db8::/32', ['192.0.2.0/24', '2001:db8::/32']],
  ['networks', ['192.0.2.7'], ['192.0.2.7']],
];

describe('values that are accepted', () => {
  for (const [type, written, value, more] of accepted) {
    it(`${type} ${String(written)}`, () => assert.deepEqual(read(type, written, more), { value }));
  }
});

const refused: readonly (readonly [ValueType, Written, RegExp, Partial<ConfigKey>?])[] = [
  ['text', '', /empty/],
  ['text', 'a\nb', /control character/],
  ['text', ['a'], /a list/],
  ['path', '  ', /empty/],
  ['id', 'a b', /not a name/],
  ['id', '-a', /not a name/],
  ['id', 'a'.repeat(65), /not a name/],
  ['address', 'localhost', /no IP address/],
  ['address', '192.0.2.1:514', /no IP address/],
  ['port', '65536', /more than 65535/],
  ['port', '-1', /less than 0/],
  ['port', '0x10', /no whole number/],
  ['integer', '1e3', /no whole number/],
  ['integer', '9'.repeat(16), /no whole number/],
  ['integer', '2', /less than 3/, { min: 3 }],
  ['bytes', '20 GiBs', /no unit GiBs/],
  ['bytes', '1 constructor', /no unit constructor/],
  ['bytes', '0.3', /no whole number/],
  ['bytes', '-1', /no quantity/],
  ['bytes', '999999999999999 TiB', /no whole number/],
  ['bytes', '1 KiB', /less than 2 KiB/, { min: 2048 }],
  ['seconds', '5 ms', /no unit ms/],
  ['seconds', '2 h', /more than 60 s/, { max: 60 }],
  ['milliseconds', '1 h', /no unit h/],
  ['boolean', 'yes', /neither true nor false/],
  ['choice', 'c', /none of the choices/, { choices: ['a', 'b'] }],
  ['zone', 'Europe/Nowhere', /no time zone/],
  ['networks', '', /names no network/],
  ['networks', [], /names no network/],
  ['networks', '192.0.2.0/24,', /names no network/],
  ['networks', ['192.0.2.0/33'], /192\.0\.2\.0\/33 is no network/],
  ['networks', 'example.com', /example\.com is no network/],
  ['networks', '192.0.2.0/', /no network/],
];

describe('values that are refused, with a remedy', () => {
  for (const [type, written, reason, more] of refused) {
    it(`${type} ${JSON.stringify(written).slice(0, 40)}`, () => {
      const result = read(type, written, more);
      assert.ok('reason' in result, 'it has been accepted');
      assert.match(result.reason, reason);
      assert.match(result.fix, /^(write|choose|use) \S/);
    });
  }
});

test('a choice in other letters is named', () => {
  assert.deepEqual(read('choice', 'TLSV1.3', { choices: ['TLSv1.2', 'TLSv1.3'] }), {
    reason: 'it is none of the choices',
    fix: 'write TLSv1.3',
  });
});

test('sizes are printed so that they read back as the same', () => {
  assert.equal(printBytes(65_536), '64 KiB');
  assert.equal(printBytes(1500), '1500 bytes');
  fc.assert(
    fc.property(fc.nat(2 ** 31), fc.constantFrom(1, 1024, 1024 ** 2), (number, factor) => {
      const text = printBytes(number * factor).replace(' bytes', '');
      assert.deepEqual(read('bytes', text), { value: number * factor });
    }),
  );
});
