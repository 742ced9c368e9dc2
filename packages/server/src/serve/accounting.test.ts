import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Accounting, type SegmentOutcome, type StoredBlocks } from './accounting.js';

const udp = { id: 'udp', kind: 'udp', silentAfterSeconds: 60 };

function opened({ last = 0, lines = 0 } = {}): { books: Accounting; at: (now: number) => void } {
  let now = 0;
  const books = new Accounting({ clock: () => now, carried: { last, lines } });
  return { books, at: (to) => (now = to) };
}

type StoredSegment = SegmentOutcome & StoredBlocks['blocks'][number]['segments'][number];

function segment(count: number, more: Partial<StoredSegment> = {}): StoredSegment {
  const made = { sourceId: 'udp', peer: '192.0.2.1', receivedAt: 0, count, mapped: count, partial: 0, unrecognised: 0 };
  return { ...made, lastTime: null, defects: {}, ...more };
}

/** Each segment in a block of its own. */
function stored(sequence: number, segments: readonly StoredSegment[]): StoredBlocks {
  const outcomes = new Map<string, StoredSegment[]>();
  for (const one of segments) outcomes.set(one.sourceId, [...(outcomes.get(one.sourceId) ?? []), one]);
  const blocks = segments.map((one, index) => ({ sequence: sequence + index, segments: [one] }));
  return { blocks, outcomes, inserts: 1, insertSeconds: 0.25, numbers: [] };
}

test('a listener that has received nothing is there, and silent in time', () => {
  const { books, at } = opened();
  books.listener(udp);
  at(61_000);
  const [listener] = books.report({ lines: 0 }).listeners;
  assert.deepEqual(
    [listener?.id, listener?.isSilent, listener?.silenceSeconds, listener?.peers],
    ['udp', true, 61, []],
  );
});

test('a reload keeps the counts and takes the new settings', () => {
  const { books, at } = opened();
  books.listener(udp).received('192.0.2.1', 3, 300);
  books.listener({ ...udp, silentAfterSeconds: 600 }).received('192.0.2.1', 1, 100);
  at(61_000);
  const [listener, ...more] = books.report({ lines: 4 }).listeners;
  assert.deepEqual([listener?.receivedFrames, listener?.isSilent, more], [4, false, []]);
});

test('every count stands under its peer and its listener', () => {
  const { books, at } = opened();
  const account = books.listener(udp);
  account.bound({ address: '2001:db8::1', port: 5514 });
  account.received('192.0.2.1', 10, 1000);
  account.received('192.0.2.2', 5, 500);
  account.refused('192.0.2.2', 'journal-full', 2);
  account.refused('203.0.113.66', 'peer-not-allowed', 9);
  account.connections(3);
  books.journaled([segment(10), segment(3, { peer: '192.0.2.2' })]);
  at(2000);
  books.stored(
    stored(1, [segment(10, { mapped: 7, partial: 2, unrecognised: 1, defects: { 'bad-port': 2 }, lastTime: -500 })]),
  );
  const { listeners, store, balance } = books.report({ lines: 3 });
  const listener = listeners[0];
  assert.ok(listener !== undefined);
  assert.deepEqual(
    listener.peers.map((peer) => [peer.peer, peer.receivedFrames, peer.journaledFrames, peer.storedFrames]),
    [
      ['192.0.2.1', 10, 10, 10],
      ['192.0.2.2', 5, 3, 0],
      ['other', 0, 0, 0],
    ],
  );
  const { receivedBytes, mapped, partial, unrecognised, connections, address, skewSeconds, lagSeconds, defects } =
    listener;
  assert.deepEqual(
    { receivedBytes, mapped, partial, unrecognised, connections, address, skewSeconds, lagSeconds, defects },
    {
      receivedBytes: 1500,
      mapped: 7,
      partial: 2,
      unrecognised: 1,
      connections: 3,
      address: '[2001:db8::1]:5514',
      skewSeconds: -0.5,
      lagSeconds: 2,
      defects: { 'bad-port': 2 },
    },
  );
  assert.deepEqual([listener.refused['journal-full'], listener.refused['peer-not-allowed']], [2, 9]);
  assert.deepEqual(store, { inserts: 1, insertSeconds: 0.25, failures: 0, delaySeconds: { median: 2, p99: 2 } });
  assert.deepEqual(balance, {
    received: 15,
    carried: 0,
    refused: 2,
    waiting: 0,
    inJournal: 3,
    stored: 10,
    damaged: 0,
    unaccounted: 0,
  });
});

test('what the journal held before is stored without being received, also for sources that are gone', () => {
  const { books } = opened({ last: 7, lines: 12 });
  books.listener(udp);
  books.stored(stored(6, [segment(10), segment(2, { sourceId: 'gone' })]));
  const { listeners, balance } = books.report({ lines: 0 });
  assert.deepEqual(
    listeners.map(({ id, kind, storedFrames, mapped }) => [id, kind, storedFrames, mapped]),
    [
      ['udp', 'udp', 0, 10],
      ['gone', 'removed', 0, 2],
    ],
  );
  assert.deepEqual([balance.carried, balance.stored, balance.unaccounted], [12, 12, 0]);
});

test('a group may hold what was carried and what is new: each counts for itself', () => {
  const { books } = opened({ last: 7, lines: 10 });
  books.listener(udp).received('192.0.2.1', 4, 400);
  books.journaled([segment(4)]);
  books.stored(stored(7, [segment(10, { mapped: 9, partial: 1 }), segment(4)]));
  const { listeners, balance } = books.report({ lines: 0 });
  assert.deepEqual([listeners[0]?.storedFrames, listeners[0]?.mapped, listeners[0]?.partial], [4, 13, 1]);
  assert.deepEqual([balance.stored, balance.unaccounted], [14, 0]);
});

test('outcomes go to the segments of their source in order', () => {
  const { books } = opened();
  for (const id of ['udp', 'tcp']) books.listener({ ...udp, id });
  const peers = ['192.0.2.1', '192.0.2.2'] as const;
  const segments = ['tcp', 'udp'].flatMap((sourceId, source) =>
    peers.map((peer, index) =>
      segment(10, { sourceId, peer, mapped: 10 - source, partial: source, unrecognised: index }),
    ),
  );
  books.stored(stored(1, segments));
  assert.deepEqual(
    books
      .report({ lines: 0 })
      .listeners.map(({ id, peers: found }) => [
        id,
        found.map((peer) => [peer.mapped, peer.partial, peer.unrecognised]),
      ]),
    [
      [
        'udp',
        [
          [9, 1, 0],
          [9, 1, 1],
        ],
      ],
      [
        'tcp',
        [
          [10, 0, 0],
          [10, 0, 1],
        ],
      ],
    ],
  );
});

test('what the journal refuses is counted under its peer', () => {
  const { books } = opened();
  const account = books.listener(udp);
  account.received('192.0.2.1', 2, 20);
  books.journalRefused({
    sourceId: 'udp',
    peer: '192.0.2.1',
    frames: [{ bytes: new Uint8Array(1) }, { bytes: new Uint8Array(1) }],
  });
  const { listeners, balance } = books.report({ lines: 0 });
  assert.deepEqual([listeners[0]?.peers[0]?.refused['journal-full'], balance.refused, balance.waiting], [2, 2, 0]);
});

test('frames that vanish from the journal show', () => {
  const { books } = opened();
  books.listener(udp).received('192.0.2.1', 10, 1000);
  books.journaled([segment(10)]);
  books.stored(stored(1, [segment(6)]));
  books.damaged(1);
  assert.deepEqual(books.report({ lines: 0 }).balance.unaccounted, 3);
});

test('drops of the kernel add up over sockets that were opened again', () => {
  const { books } = opened();
  const account = books.listener(udp);
  assert.equal(books.report({ lines: 0 }).listeners[0]?.kernelDrops, null);
  for (const count of [0, 5, null, 7, 2, 4, 1]) account.kernelDrops(count);
  assert.equal(books.report({ lines: 0 }).listeners[0]?.kernelDrops, 7 + 4 + 1);
});

test('only udp sockets are asked for drops', () => {
  const { books } = opened();
  const address = { address: '127.0.0.1', port: 5514 };
  for (const kind of ['udp', 'tcp']) books.listener({ ...udp, id: kind, kind }).bound(address);
  books.listener({ ...udp, id: 'closed' });
  assert.deepEqual(
    books.accounts().map((account) => account.udpSocket),
    [address, null, null],
  );
});

/** A pipeline that is as slow, as full and as often restarted as it likes. */
const step = fc.record({
  act: fc.constantFrom('receive', 'refuse', 'journal', 'store') as fc.Arbitrary<
    'receive' | 'refuse' | 'journal' | 'store'
  >,
  count: fc.integer({ min: 1, max: 50 }),
  peer: fc.nat(3),
});

test('received + carried = refused + waiting + in journal + stored, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(step), fc.nat(100), (steps, carried) => {
      const { books } = opened({ last: 3, lines: carried });
      const account = books.listener(udp);
      let [waiting, inJournal, sequence] = [0, carried, 3];
      for (const { act, count, peer } of steps) {
        const name = `198.51.100.${peer}`;
        if (act === 'receive' || act === 'refuse') account.received(name, count, count);
        if (act === 'receive') waiting += count;
        if (act === 'refuse') account.refused(name, 'journal-full', count);
        if (act === 'journal') books.journaled([segment(Math.min(waiting, count), { peer: name })]);
        if (act === 'journal') [waiting, inJournal] = moved(waiting, inJournal, count);
        if (act === 'store') books.stored(stored(++sequence, [segment(Math.min(inJournal, count), { peer: name })]));
        if (act === 'store') [inJournal] = moved(inJournal, 0, count);
      }
      const { balance } = books.report({ lines: inJournal });
      assert.equal(balance.unaccounted, 0);
      assert.equal(balance.waiting, waiting);
      assert.equal(
        balance.received + balance.carried,
        balance.refused + balance.waiting + balance.inJournal + balance.stored,
      );
    }),
  );
});

function moved(from: number, to: number, count: number): [number, number] {
  const some = Math.min(from, count);
  return [from - some, to + some];
}
