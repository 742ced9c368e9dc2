// What every driver of the Journal port must do. A driver's own test calls `journalSuite` with how one is opened.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../errors.js';
import type { Journal, JournalBlock, Segment } from './journal.js';
import { anySegments, linesOf, plain, segmentOf } from './sample-segments.js';

export interface JournalPlace {
  /** Opens the journal of this place; again after `close` it is the same one. */
  open(limits?: { readonly limitBytes?: number; readonly keepBytes?: number }): Promise<Journal>;
  remove(): void;
}

export function journalSuite(driver: string, newPlace: () => JournalPlace): void {
  for (const [name, run] of Object.entries(cases)) {
    test(`journal over ${driver}: ${name}`, async () => {
      const place = newPlace();
      try {
        await run(place);
      } finally {
        place.remove();
      }
    });
  }
}

const cases: Readonly<Record<string, (place: JournalPlace) => Promise<void>>> = {
  async 'blocks are numbered from 1 and read in order'(place) {
    await using(await place.open(), async (journal) => {
      const sequences = await Promise.all(
        [['a'], ['b', 'c'], ['d']].map((lines) => journal.append([segmentOf(lines)])),
      );
      assert.deepEqual(sequences, [1, 2, 3]);
      assert.deepEqual(await textsFrom(journal, 1, 3), ['1 a', '2 b c', '3 d']);
      assert.deepEqual(await textsFrom(journal, 2, 2), ['2 b c', '3 d']);
    });
  },
  async 'an empty journal says so'(place) {
    await using(await place.open({ limitBytes: 10_000 }), async (journal) => {
      const { identity, ...facts } = journal.facts();
      assert.match(identity, /^[0-9a-f]{16}$/);
      const empty = { last: 0, released: 0, first: 1, blocks: 0, lines: 0, bytes: 0, oldestAt: null, keptBytes: 0 };
      assert.deepEqual(facts, { ...empty, limitBytes: 10_000 });
    });
  },
  async 'a reader waits for what comes, and ends when told to'(place) {
    await using(await place.open(), async (journal) => {
      const stop = new AbortController();
      const seen: string[] = [];
      const reading = (async () => {
        for await (const block of journal.read(1, stop.signal)) seen.push(textOf(block));
      })();
      await journal.append([segmentOf(['a'])]);
      await until(() => seen.length === 1);
      await journal.append([segmentOf(['b'])]);
      await until(() => seen.length === 2);
      stop.abort();
      await reading;
      assert.deepEqual(seen, ['1 a', '2 b']);
    });
  },
  async 'closing ends the readers and refuses appends'(place) {
    const journal = await place.open();
    const reading = textsFrom(journal, 1, 1);
    await journal.close();
    assert.deepEqual(await reading, []);
    await assert.rejects(journal.append([segmentOf(['a'])]), isError('journal.failed'));
  },
  async 'what was appended is there after reopening, under the same identity'(place) {
    const segments = [segmentOf(['a'], { receivedAt: null, originalLengths: new Map([[0, 70_000]]) }), segmentOf([])];
    const before = await using(await place.open(), async (journal) => {
      await journal.append(segments);
      return journal.facts();
    });
    await using(await place.open(), async (journal) => {
      assert.deepEqual(journal.facts(), before);
      const [block] = await blocksFrom(journal, 1, 1);
      assert.deepEqual(plain(block?.segments ?? []), plain(segments));
      assert.equal(await journal.append([segmentOf(['b'])]), 2);
    });
  },
  async 'numbers go on after everything was released'(place) {
    await using(await place.open(), async (journal) => {
      await journal.append([segmentOf(['a'])]);
      await journal.release(1);
    });
    await using(await place.open(), async (journal) => {
      const { last, released, first, blocks, bytes } = journal.facts();
      assert.deepEqual(
        { last, released, first, blocks, bytes },
        { last: 1, released: 1, first: 2, blocks: 0, bytes: 0 },
      );
      assert.equal(await journal.append([segmentOf(['b'])]), 2);
      assert.deepEqual(await textsFrom(journal, 1, 1), ['2 b']);
    });
  },
  async 'full: refused with a code, those behind it too, and room again after a release'(place) {
    const big = [segmentOf(['x'.repeat(3000)])];
    await using(await place.open({ limitBytes: 7000 }), async (journal) => {
      await journal.append(big);
      const [second, third, small] = await Promise.allSettled(
        [big, big, [segmentOf(['y'])]].map((one) => journal.append(one)),
      );
      assert.equal(second?.status, 'fulfilled');
      for (const refused of [third, small])
        assert.ok(refused?.status === 'rejected' && isError('journal.full')(refused.reason));
      assert.equal(await journal.append([segmentOf(['y'])]), 3);
      await journal.release(1);
      assert.equal(await journal.append(big), 4);
      assert.deepEqual(await sequencesFrom(journal, 1, 3), [2, 3, 4]);
    });
  },
  async 'stored blocks are kept for a replay and give way to new ones'(place) {
    const block = [segmentOf(['x'.repeat(1000)])];
    await using(await place.open({ limitBytes: 5000, keepBytes: 2500 }), async (journal) => {
      for (let count = 4; count > 0; count--) await journal.append(block);
      await journal.release(3);
      const { first, released, blocks, keptBytes } = journal.facts();
      assert.deepEqual({ first, released, blocks }, { first: 2, released: 3, blocks: 1 });
      assert.ok(keptBytes > 2000 && keptBytes < 2500);
      await Promise.all([block, block, block].map((one) => journal.append(one)));
      assert.equal(journal.facts().first, 4);
      assert.deepEqual(await sequencesFrom(journal, 1, 4), [4, 5, 6, 7]);
    });
  },
  async 'rewinding makes kept blocks wait again, also after reopening'(place) {
    const limits = { keepBytes: 2 ** 20 };
    await using(await place.open(limits), async (journal) => {
      for (const line of ['a', 'b', 'c']) await journal.append([segmentOf([line])]);
      const waiting = journal.facts();
      await journal.release(3);
      assert.equal(await journal.rewind(0), 1);
      assert.deepEqual(journal.facts(), waiting);
      await journal.release(3);
      assert.equal(await journal.rewind(2), 2);
      assert.equal(await journal.rewind(9), 2);
    });
    await using(await place.open(limits), async (journal) => {
      const { released, blocks, lines } = journal.facts();
      assert.deepEqual({ released, blocks, lines }, { released: 1, blocks: 2, lines: 2 });
    });
  },
  async 'any order of appends, releases, rewinds and reopenings agrees with a list'(place) {
    // Runs follow each other in one journal: what one has left behind is where the next begins.
    const model: Model = { blocks: [], released: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 12 }), async (steps) => {
        let journal = await place.open();
        for (const step of steps) journal = await take({ step, journal, model, place });
        await compare(journal, model);
        await journal.close();
      }),
      { numRuns: 40 },
    );
  },
};

interface Model {
  /** All blocks ever appended; index + 1 is the sequence. */
  readonly blocks: (readonly Segment[])[];
  released: number;
}

type Step =
  | { readonly kind: 'append'; readonly blocks: readonly (readonly Segment[])[] }
  | { readonly kind: 'release'; readonly share: number }
  | { readonly kind: 'reopen' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('append'), blocks: fc.array(anySegments, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('release'), share: fc.double({ min: 0, max: 1.2, noNaN: true }) }),
  fc.record({ kind: fc.constant('reopen') }),
);

interface Taken {
  readonly step: Step;
  readonly journal: Journal;
  readonly model: Model;
  readonly place: JournalPlace;
}

async function take({ step, journal, model, place }: Taken): Promise<Journal> {
  switch (step.kind) {
    case 'append': {
      const first = model.blocks.length + 1;
      model.blocks.push(...step.blocks);
      const sequences = await Promise.all(step.blocks.map((segments) => journal.append(segments)));
      assert.deepEqual(
        sequences,
        step.blocks.map((_, index) => first + index),
      );
      return journal;
    }
    case 'release': {
      const sequence = Math.floor(model.blocks.length * step.share);
      model.released = Math.max(model.released, Math.min(sequence, model.blocks.length));
      await journal.release(sequence);
      return journal;
    }
    case 'reopen':
      await journal.close();
      return place.open();
  }
}

async function compare(journal: Journal, { blocks, released }: Model): Promise<void> {
  const waiting = blocks.slice(released);
  const facts = journal.facts();
  assert.equal(facts.last, blocks.length);
  assert.equal(facts.released, released);
  assert.equal(facts.blocks, waiting.length);
  assert.equal(facts.lines, linesOf(waiting.flat()).length);
  const read = await blocksFrom(journal, released + 1, waiting.length);
  assert.deepEqual(
    read.map(({ segments }) => plain(segments)),
    waiting.map(plain),
  );
}

async function using<T>(journal: Journal, run: (journal: Journal) => Promise<T>): Promise<T> {
  try {
    return await run(journal);
  } finally {
    await journal.close();
  }
}

async function blocksFrom(journal: Journal, sequence: number, count: number): Promise<JournalBlock[]> {
  const blocks: JournalBlock[] = [];
  if (count === 0) return blocks;
  const stop = new AbortController();
  for await (const block of journal.read(sequence, stop.signal)) {
    blocks.push(block);
    if (blocks.length === count) stop.abort();
  }
  return blocks;
}

async function sequencesFrom(journal: Journal, sequence: number, count: number): Promise<number[]> {
  return (await blocksFrom(journal, sequence, count)).map((block) => block.sequence);
}

async function textsFrom(journal: Journal, sequence: number, count: number): Promise<string[]> {
  return (await blocksFrom(journal, sequence, count)).map(textOf);
}

function textOf({ sequence, segments }: JournalBlock): string {
  return [sequence, ...linesOf(segments)].join(' ');
}

function isError(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => void setTimeout(resolve, 1));
}
