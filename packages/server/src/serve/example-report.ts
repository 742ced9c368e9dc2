// A server that has seen something of everything, for the tests of what is told about it.

import { Accounting, type StoredGroup } from './accounting.js';
import type { RetentionState } from './retention.js';
import { STATUS_VERSION, type StatusReport } from './status-report.js';

const BEGAN = Date.UTC(2026, 2, 17, 8);
const NOW = BEGAN + 3 * 3_600_000;

export const exampleJournal = {
  identity: '0123456789abcdef',
  last: 12,
  released: 10,
  first: 9,
  blocks: 2,
  lines: 110,
  bytes: 22 << 20,
  oldestAt: NOW - 20_000,
  keptBytes: 1 << 20,
  limitBytes: 4 * 2 ** 30,
};

export const exampleRetention: RetentionState = {
  days: 90,
  last: {
    at: '2026-03-17T00:12:00.000Z',
    before: '2025-12-17T00:00:00.000Z',
    events: 1200,
    sessions: 30,
    months: [202511],
  },
  problem: null,
};

export function exampleReport(): StatusReport {
  return {
    statusVersion: STATUS_VERSION,
    time: new Date(NOW).toISOString(),
    process: {
      startedAt: new Date(BEGAN).toISOString(),
      uptimeSeconds: (NOW - BEGAN) / 1000,
      residentBytes: 212 * 2 ** 20,
      heapBytes: 40 * 2 ** 20,
      cpuSeconds: 61.5,
    },
    journal: exampleJournal,
    ...exampleBooks().report(exampleJournal),
    retention: exampleRetention,
  };
}

/** Listener vienna: one good peer, one that is an hour ahead and fell silent; listener graz: nothing ever came. */
function exampleBooks(): Accounting {
  let now = BEGAN;
  const books = new Accounting({ clock: () => now, carried: { last: 4, lines: 10 } });
  const vienna = books.listener({ id: 'vienna', kind: 'udp', silentAfterSeconds: 900 });
  vienna.bound({ address: '0.0.0.0', port: 5514 });
  vienna.kernelDrops(17);
  books.listener({ id: 'graz', kind: 'tls', silentAfterSeconds: 900 }).bound({ address: '::', port: 6514 });
  now = BEGAN + 60_000;
  vienna.received('192.0.2.2', 100, 20_000);
  vienna.refused('203.0.113.9', 'peer-not-allowed', 4);
  books.journaled([segment('192.0.2.2', 100, now)]);
  books.stored(group(5, { segment: segment('192.0.2.2', 100, now), lastTime: now + 3_600_000 }));
  now = NOW - 20_000;
  vienna.received('192.0.2.1', 1000, 200_000);
  books.journaled([segment('192.0.2.1', 1000, now)]);
  books.stored(group(9, { segment: segment('192.0.2.1', 900, now - 40), lastTime: now - 540 }));
  books.storeFailed();
  now = NOW;
  return books;
}

function segment(peer: string, count: number, receivedAt: number) {
  return { sourceId: 'vienna', peer, count, receivedAt };
}

function group(
  from: number,
  stored: { readonly segment: ReturnType<typeof segment>; readonly lastTime: number },
): StoredGroup {
  const { sourceId, peer, receivedAt, count: frames } = stored.segment;
  const counts = {
    mapped: frames - 5,
    partial: 3,
    unrecognised: 2,
    defects: { 'bad-port': 3 },
    lastTime: stored.lastTime,
  };
  const numbers = Array.from({ length: 10 }, (_, index) => from * 100 + index);
  const engine = { device: 'gw1.example.com', node: '0', engine: '1', numbers };
  const sources = [{ sourceId, segments: [{ peer, receivedAt, frames, counts }], numbers: [engine] }];
  return { from, sources, inserts: 2, insertSeconds: 0.5 };
}
