import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OTHER_PEERS, Peers } from './peers.js';

function counts(peers: Peers, now: number): Record<string, number> {
  return Object.fromEntries(peers.status(now, 0).map(({ peer, receivedFrames }) => [peer, receivedFrames]));
}

function receive(peers: Peers, peer: string, now: number): void {
  peers.of(peer, now).received(now, 1, 10);
}

test('a new peer has its own name while there is room', () => {
  const peers = new Peers(0, 2);
  for (const peer of ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.1']) receive(peers, peer, 1000);
  assert.deepEqual(counts(peers, 1000), { '192.0.2.1': 2, '192.0.2.2': 1, [OTHER_PEERS]: 2 });
});

test('a peer that has been silent for an hour makes room and its counts go to the others', () => {
  const peers = new Peers(0, 2);
  receive(peers, '192.0.2.1', 1000);
  receive(peers, '192.0.2.2', 2_000_000);
  receive(peers, '192.0.2.3', 3_601_000);
  assert.deepEqual(counts(peers, 3_601_000), { '192.0.2.2': 1, '192.0.2.3': 1, [OTHER_PEERS]: 1 });
});

test('who is refused gets no name, and is no sign of life', () => {
  const peers = new Peers(5000, 2);
  peers.known('192.0.2.9').refused('peer-not-allowed', 4);
  const [other, ...more] = peers.status(65_000, 60);
  assert.deepEqual(more, []);
  assert.deepEqual([other?.peer, other?.refused['peer-not-allowed'], other?.silenceSeconds], [OTHER_PEERS, 4, 60]);
});

test('no peer is forgotten in the sum, and no more are named than may be', () => {
  const arrival = fc.record({ peer: fc.nat(12), wait: fc.integer({ min: 0, max: 2_000_000 }) });
  fc.assert(
    fc.property(fc.array(arrival), fc.integer({ min: 1, max: 6 }), (arrivals, most) => {
      const peers = new Peers(0, most);
      let now = 0;
      for (const { peer, wait } of arrivals) receive(peers, `198.51.100.${peer}`, (now += wait));
      const found = counts(peers, now);
      const named = Object.keys(found).filter((peer) => peer !== OTHER_PEERS);
      assert.ok(named.length <= most);
      assert.equal(
        Object.values(found).reduce((sum, count) => sum + count, 0),
        arrivals.length,
      );
    }),
  );
});
