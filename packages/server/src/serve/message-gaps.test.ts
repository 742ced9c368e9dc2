import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageGaps, type MessageNumbers } from './message-gaps.js';

const engine = { sourceId: 'syslog', device: 'gw1.example.com', node: '0', engine: 'PPE-1' };

function lossesOf(observations: readonly MessageNumbers[], most?: number) {
  const gaps = new MessageGaps(most);
  for (const observation of observations) gaps.observe(observation);
  return { losses: gaps.losses(), untracked: gaps.untracked };
}

test('packet engines, nodes, devices and listeners count apart', () => {
  const { losses } = lossesOf([
    { ...engine, numbers: [100, 101] },
    { ...engine, engine: 'PPE-2', numbers: [7, 9] },
    { ...engine, node: '1', numbers: [40] },
    { ...engine, device: 'gw2.example.com', numbers: [1, 2, 6] },
    { ...engine, sourceId: 'other', numbers: [5000] },
    { ...engine, numbers: Uint32Array.of(102, 103) },
  ]);
  assert.deepEqual(
    losses.map(({ sourceId, device, node, engine: name, seen, lost }) => [sourceId, device, node, name, seen, lost]),
    [
      ['syslog', 'gw2.example.com', '0', 'PPE-1', 3, 3],
      ['syslog', 'gw1.example.com', '0', 'PPE-2', 2, 1],
      ['syslog', 'gw1.example.com', '0', 'PPE-1', 4, 0],
      ['syslog', 'gw1.example.com', '1', 'PPE-1', 1, 0],
      ['other', 'gw1.example.com', '0', 'PPE-1', 1, 0],
    ],
  );
});

test('invented devices find a limit, known ones go on', () => {
  const { losses, untracked } = lossesOf(
    [
      { ...engine, numbers: [1] },
      { ...engine, device: 'invented', numbers: [1, 2, 3] },
      { ...engine, numbers: [2, 4] },
    ],
    1,
  );
  assert.deepEqual(
    losses.map(({ device, lost }) => [device, lost]),
    [['gw1.example.com', 1]],
  );
  assert.equal(untracked, 3);
});
