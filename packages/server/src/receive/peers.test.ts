import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AllowedPeers, peerAddress } from './peers.js';

test('IPv4 over IPv6 is printed as IPv4', () => {
  assert.equal(peerAddress('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(peerAddress('2001:db8::1'), '2001:db8::1');
  assert.equal(peerAddress(undefined), 'unknown');
});

const CASES: readonly (readonly [networks: readonly string[], peer: string, isAllowed: boolean])[] = [
  [[], '192.0.2.1', true],
  [['192.0.2.0/24'], '192.0.2.1', true],
  [['192.0.2.0/24'], '198.51.100.1', false],
  [['192.0.2.7'], '192.0.2.7', true],
  [['192.0.2.7'], '192.0.2.8', false],
  [['192.0.2.0/24', '2001:db8::/32'], '2001:db8::5', true],
  [['2001:db8::/32'], '192.0.2.1', false],
  [['fe80::/10'], 'fe80::1%eth0', true],
  [['0.0.0.0/0'], '2001:db8::5', false],
  [['192.0.2.0/24'], 'unknown', false],
];

for (const [networks, peer, isAllowed] of CASES)
  test(`${peer} ${isAllowed ? 'may' : 'may not'} send to [${networks.join(', ')}]`, () =>
    assert.equal(new AllowedPeers(networks).allows(peer), isAllowed));
