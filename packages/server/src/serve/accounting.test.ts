import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Accounting, type StoredGroup, type StoredSegment } from './accounting.js';

const udp = { id: 'udp', kind: 'udp', silentAfterSeconds: 60 };

function opened({ last = 0, lines = 0 } = {}): { books: Accounting; at: (now: number) => void } {
  let now = 0;
  const books = new Accounting({ clock: () => now, carried: { last, lines } });
  return { books, at: (to) => (now = to) };
}

interface Lines {
  readonly sourceId: string;
  readonly peer: string;
  readonly receivedAt: number | null;
  readonly count: number;
  readonly counts: StoredSegment['counts'];
}

function lines(
  count: number,
  { counts = {}, ...more }: Partial<Omit<Lines, 'counts'>> & { counts?: object } = {},
): Lines {
  const made = { sourceId: 'udp', peer: '192.0.2.1', receivedAt: 0, count };
  return {
    ...made,
    ...more,
    counts: { mapped: count, partial: 0, unrecognised: 0, lastTime: null, defects: {}, ...counts },
  };
}

function stored(from: number, segments: readonly Lines[]): StoredGroup {
  const ids = [...new Set(segments.map(({ sourceId }) => sourceId))];
  const sources = ids.map((id) => ({
    sourceId: id,
    segments: segments
      .filter(({ sourceId }) => sourceId === id)
      .map(({ peer, receivedAt, count, counts }) => ({ peer, receivedAt, frames: count, counts })),
    numbers: [],
  }));
  return { from, sources, inserts: 1, insertSeconds: 0.25 };
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

test('a listener that was closed is not missed, until it is opened again', () => {
  const { books, at } = opened();
  books.listener(udp).bound({ address: '/var/log/netscaler/*.log', port: 0 });
  const silent = () => books.report({ lines: 0 }).listeners.map(({ isSilent, address }) => [isSilent, address]);
  at(61_000);
  assert.deepEqual(silent(), [[true, '/var/log/netscaler/*.log']]);
  books.listenerOf('udp')?.bound(null);
  assert.deepEqual(silent(), [[false, null]]);
  books.listener(udp);
  assert.deepEqual(silent(), [[true, null]]);
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
  books.journaled([lines(10), lines(3, { peer: '192.0.2.2' })]);
  at(2000);
  books.stored(
    stored(1, [
      lines(10, { counts: { mapped: 7, partial: 2, unrecognised: 1, defects: { 'bad-port': 2 }, lastTime: -500 } }),
    ]),
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
  books.stored(stored(6, [lines(10, { receivedAt: -5 }), lines(2, { sourceId: 'gone', receivedAt: -5 })]));
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
  books.journaled([lines(4)]);
  books.stored(stored(7, [lines(10, { receivedAt: -5, counts: { mapped: 9, partial: 1 } }), lines(4)]));
  const { listeners, balance } = books.report({ lines: 0 });
  assert.deepEqual([listeners[0]?.storedFrames, listeners[0]?.mapped, listeners[0]?.partial], [4, 13, 1]);
  assert.deepEqual([balance.stored, balance.unaccounted], [14, 0]);
});

test('a clock that was set back makes nothing new look carried', () => {
  const { books } = opened({ last: 7, lines: 0 });
  books.listener(udp).received('192.0.2.1', 4, 400);
  books.stored(stored(8, [lines(4, { receivedAt: -5 })]));
  assert.equal(books.report({ lines: 0 }).listeners[0]?.storedFrames, 4);
});

test('message numbers are compared within their source', () => {
  const { books } = opened();
  const engine = { device: 'gw1.example.com', node: '0', engine: '1' };
  const source = (sourceId: string, numbers: number[]) => ({
    sourceId,
    segments: [],
    numbers: [{ ...engine, numbers }],
  });
  const sources = [source('udp', [1, 2, 5]), source('tcp', [3, 4])];
  books.stored({ from: 1, sources, inserts: 1, insertSeconds: 0 });
  assert.deepEqual(
    books.report({ lines: 0 }).engines.map(({ sourceId, seen, lost }) => [sourceId, seen, lost]),
    [
      ['udp', 3, 2],
      ['tcp', 2, 0],
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
  books.journaled([lines(10)]);
  books.stored(stored(1, [lines(6)]));
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
        if (act === 'journal') books.journaled([lines(Math.min(waiting, count), { peer: name })]);
        if (act === 'journal') [waiting, inJournal] = moved(waiting, inJournal, count);
        if (act === 'store') books.stored(stored(++sequence, [lines(Math.min(inJournal, count), { peer: name })]));
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
