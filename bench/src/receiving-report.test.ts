import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Receiving } from './receiving.js';
import { receivingText, withReceiving } from './receiving-report.js';
import type { Served } from './serve-ours.js';

const served: Served = {
  wallS: 4,
  cpuS: 8,
  peakMib: 900,
  ownPeakMib: 500,
  kernelS: 0,
  foreign: 0.02,
  sentS: 2,
  received: 999_990,
  kernelDrops: 10,
  delayP99S: 0.8,
};
const theirs = { wallS: 8, cpuS: 16, peakMib: 100, kernelS: 0, foreign: 0.03 };
const receiving: Receiving = {
  events: 1_000_000,
  seconds: 10,
  pairs: { value: [{ ours: served, theirs }] },
  paced: { value: served },
  udp: { value: served },
};

const CASES = [
  {
    name: 'beside the peer',
    receiving,
    expected: [
      '| `gatehouse serve`, until stored and searchable | 250,000 (250,000–250,000) | 8.0 (8.0–8.0) | 900 (900–900) | 2 % |',
      '| rsyslog + mmnormalize to JSON lines | 125,000 (125,000–125,000) | 16.0 (16.0–16.0) | 100 (100–100) | 3 % |',
      'Ratios pair by pair: 2.00 (2.00–2.00) times the events/s of rsyslog',
      'searchable 0.80 s after receipt at p99',
      '999,990 received, 10 lost, 10 of them counted by the kernel',
    ],
  },
  {
    name: 'without a peer',
    receiving: { ...receiving, pairs: { value: [{ ours: served, theirs: undefined }] } },
    expected: ['No peer, no ratio. Durable in the journal: 500,000', 'files (program, journal): 500 (500–500) MiB'],
  },
  {
    name: 'parts that failed',
    receiving: { ...receiving, pairs: { missing: 'no port' }, udp: { missing: 'no socket' } },
    expected: ['Not measured: no port', 'Not measured: no socket', '20,000 events/s'],
  },
];
for (const { name, receiving: value, expected } of CASES) {
  test(`the section about receiving: ${name}`, () => {
    const text = receivingText({ value });
    for (const part of expected) assert.ok(text.includes(part), `${part}\n${text}`);
  });
}

test('a section measured alone takes the place of the one before', () => {
  const before = '# Measurements\n\n## Idle\n\n53 MiB\n';
  const once = withReceiving(before, 'first');
  assert.equal(once, `${before}\n## Receiving\n\nfirst\n`);
  assert.equal(withReceiving(once, 'second'), `${before}\n## Receiving\n\nsecond\n`);
});
