import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ipv4Number } from './address.js';
import { DEFAULT_INTERNAL_NETWORKS, directionIpv4, internalNetworks, isInternal } from './direction.js';

const networks = internalNetworks(DEFAULT_INTERNAL_NETWORKS);

const insides: readonly [address: string, inside: boolean][] = [
  ['10.0.0.0', true],
  ['10.255.255.255', true],
  ['11.0.0.0', false],
  ['172.15.255.255', false],
  ['172.16.0.0', true],
  ['172.31.255.255', true],
  ['172.32.0.0', false],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['127.0.0.1', true],
  ['169.254.1.1', true],
  ['203.0.113.7', false],
  ['::1', true],
  ['fe80::1', true],
  ['fec0::1', false],
  ['fd00::1', true],
  ['2001:db8::1', false],
  ['::ffff:10.0.0.1', true],
  ['::ffff:203.0.113.1', false],
  ['nonsense', false],
];

for (const [address, inside] of insides) {
  test(`${address} is ${inside ? 'inside' : 'outside'}`, () => assert.equal(isInternal(address, networks), inside));
}

const directions: readonly [source: string, destination: string, context: string][] = [
  ['203.0.113.7', '10.0.0.1', 'remote-to-local'],
  ['10.0.0.1', '203.0.113.7', 'local-to-remote'],
  ['10.0.0.1', '10.0.0.2', 'local-to-local'],
  ['203.0.113.7', '198.51.100.1', 'remote-to-remote'],
  ['203.0.113.7', '', 'remote-to-local'],
];

for (const [source, destination, context] of directions) {
  test(`${source} → ${destination || '(none)'}`, () => {
    assert.equal(
      directionIpv4(ipv4Number(source), destination === '' ? -1 : ipv4Number(destination), networks),
      context,
    );
  });
}

for (const bad of ['10.0.0.0/33', '10.0.0/8', 'fe80::/129', '10.0.0.0/', '10.0.0.0/-1', 'x']) {
  test(`no network: ${bad}`, () => assert.throws(() => internalNetworks([bad]), RangeError));
}

test('a network without a length is one address', () => {
  const one = internalNetworks(['203.0.113.7', '2001:db8::7']);
  assert.deepEqual(
    ['203.0.113.7', '203.0.113.8', '2001:db8::7', '2001:db8::8'].map((address) => isInternal(address, one)),
    [true, false, true, false],
  );
});
