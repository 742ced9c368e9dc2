// What every driver of the Documents port must do. A driver's own test calls `documentsSuite` with how they are opened.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError, type ErrorCode } from '../errors.js';
import { changeDocument } from './change-document.js';
import { type Change, type Collection, type Documents, MOST_DOCUMENT_BYTES } from './documents.js';

export interface DocumentsPlace {
  /** Opens the documents of this place; again after `close` they are the same ones. */
  open(): Promise<Documents>;
  remove(): void;
}

export function documentsSuite(driver: string, newPlace: () => DocumentsPlace): void {
  for (const [name, run] of Object.entries(cases)) {
    test(`documents over ${driver}: ${name}`, async () => {
      const place = newPlace();
      try {
        await run(place);
      } finally {
        place.remove();
      }
    });
  }
}

type Case = (place: DocumentsPlace) => Promise<void>;

const cases: Readonly<Record<string, Case>> = {
  async 'what was put is there, under a revision that grows with every change'(place) {
    await inCollection(place, async (notes) => {
      assert.equal(await notes.get('a'), null);
      const first = await notes.put('a', { text: 'one' });
      assert.deepEqual(await notes.get('a'), first);
      assert.deepEqual({ id: first.id, value: first.value }, { id: 'a', value: { text: 'one' } });
      const second = await notes.put('a', { text: 'two' });
      assert.ok(second.revision > first.revision && first.revision > 0);
      assert.deepEqual(await notes.get('a'), second);
    });
  },
  async 'values come back as they were: any JSON'(place) {
    await inCollection(place, async (notes: Collection<readonly unknown[]>) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.jsonValue()), async (value) => {
          await notes.put('a', value);
          assert.deepEqual((await notes.get('a'))?.value, JSON.parse(JSON.stringify(value)));
        }),
        { numRuns: 30 },
      );
    });
  },
  async 'a writer who has not seen the latest change is refused and changes nothing'(place) {
    await inCollection(place, async (notes) => {
      const first = await notes.put('a', { text: 'one' }, 0);
      const second = await notes.put('a', { text: 'two' }, first.revision);
      await assert.rejects(notes.put('a', { text: 'three' }, first.revision), isError('documents.conflict'));
      await assert.rejects(notes.put('a', { text: 'three' }, 0), isError('documents.conflict'));
      await assert.rejects(notes.delete('a', first.revision), isError('documents.conflict'));
      await assert.rejects(notes.put('b', { text: 'three' }, second.revision), isError('documents.conflict'));
      assert.deepEqual(await notes.get('a'), second);
      assert.equal(await notes.get('b'), null);
    });
  },
  async 'of many who write at once over the same revision one succeeds'(place) {
    await inCollection(place, async (notes) => {
      const tries = Array.from({ length: 10 }, (_, index) => notes.put('a', { text: String(index) }, 0));
      const outcomes = await Promise.allSettled(tries);
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') assert.ok(isError('documents.conflict')(outcome.reason));
    });
  },
  async 'changes that are tried again are all made'(place) {
    await inCollection(place, async (counts: Collection<number>) => {
      await Promise.all(Array.from({ length: 8 }, () => changeDocument(counts, 'a', (value) => (value ?? 0) + 1)));
      assert.equal((await counts.get('a'))?.value, 8);
      assert.equal((await changeDocument(counts, 'a', () => null))?.value, 8);
      assert.equal(await changeDocument(counts, 'b', () => null), null);
    });
  },
  async 'a deleted document is gone; made again it has a revision of its own'(place) {
    await inCollection(place, async (notes) => {
      const first = await notes.put('a', { text: 'one' });
      assert.equal(await notes.delete('a', first.revision), true);
      assert.equal(await notes.get('a'), null);
      assert.equal(await notes.delete('a'), false);
      const again = await notes.put('a', { text: 'one' }, 0);
      assert.ok(again.revision > first.revision);
      await assert.rejects(notes.put('a', { text: 'two' }, first.revision), isError('documents.conflict'));
    });
  },
  async 'lists are ordered by id, cut by prefix, and paged'(place) {
    await inCollection(place, async (notes) => {
      for (const id of ['b.2', 'a', 'b.10', 'b', 'b.1', 'B.1', 'c', 'b-1', 'b:1']) await notes.put(id, { text: id });
      assert.deepEqual(await idsOf(notes, {}), ['B.1', 'a', 'b', 'b-1', 'b.1', 'b.10', 'b.2', 'b:1', 'c']);
      assert.deepEqual(await idsOf(notes, { prefix: 'b.' }), ['b.1', 'b.10', 'b.2']);
      assert.deepEqual(await idsOf(notes, { prefix: 'd' }), []);
      assert.deepEqual(await idsOf(notes, { after: 'b.10' }), ['b.2', 'b:1', 'c']);
      const first = await notes.list({ prefix: 'b.', limit: 2 });
      assert.deepEqual([first.documents.map(({ id }) => id), first.next], [['b.1', 'b.10'], 'b.10']);
      const rest = await notes.list({ prefix: 'b.', limit: 2, after: 'b.10' });
      assert.deepEqual([rest.documents.map(({ id }) => id), rest.next], [['b.2'], null]);
      assert.deepEqual(await idsOf(notes, { prefix: 'b.', after: 'c' }), []);
      assert.deepEqual(await idsOf(notes, { prefix: 'b.', after: 'a' }), ['b.1', 'b.10', 'b.2']);
    });
  },
  async 'collections do not see each other'(place) {
    await using(place, async (documents) => {
      const [one, other] = [documents.collection<number>('one'), documents.collection<number>('on')];
      await one.put('a', 1);
      await other.put('ea', 2);
      assert.deepEqual(
        (await one.list()).documents.map(({ value }) => value),
        [1],
      );
      assert.deepEqual(
        (await other.list()).documents.map(({ value }) => value),
        [2],
      );
      assert.equal(await other.delete('a'), false);
      assert.equal(await other.get('a'), null);
    });
  },
  async 'an id from outside that is none names nothing'(place) {
    await inCollection(place, async (notes) => {
      await notes.put('a', { text: 'one' });
      const hostile = ['', ' ', '..', 'a/b', '../a', 'a\0', 'a\n', 'ä', '%61', 'a*', "a'", 'x'.repeat(201), '\uffff'];
      // Two dots are an id like any other: nothing here is a path.
      for (const id of hostile.filter((each) => each !== '..')) {
        assert.equal(await notes.get(id), null, id);
        assert.equal(await notes.delete(id), false, id);
        await assert.rejects(notes.put(id, { text: 'x' }), isError('documents.invalid-id'), id);
      }
      for (const prefix of hostile.slice(1)) assert.deepEqual(await idsOf(notes, { prefix }), [], prefix);
      for (const after of ['a\0', '\uffff', 'a/b']) assert.deepEqual(await idsOf(notes, { after }), [], after);
      assert.deepEqual(await idsOf(notes, {}), ['a']);
      await notes.put('__proto__', { text: 'x' });
      await notes.put('x'.repeat(200), { text: 'x' });
      assert.deepEqual((await notes.get('__proto__'))?.value, { text: 'x' });
    });
  },
  async 'a document may be as large as the limit and no larger'(place) {
    await inCollection(place, async (texts: Collection<string>) => {
      const largest = 'ä'.repeat(MOST_DOCUMENT_BYTES / 2 - 1);
      await texts.put('a', largest);
      assert.equal((await texts.get('a'))?.value, largest);
      await assert.rejects(texts.put('a', `${largest}x`), isError('documents.too-large'));
      assert.equal((await texts.get('a'))?.value, largest);
    });
  },
  async 'what is there stays when they are opened again, and revisions go on'(place) {
    const before = await inCollection(place, async (notes) => {
      await notes.put('gone', { text: 'x' });
      await notes.delete('gone');
      return notes.put('a', { text: 'one' });
    });
    await inCollection(place, async (notes) => {
      assert.deepEqual(await notes.get('a'), before);
      assert.deepEqual(await idsOf(notes, {}), ['a']);
      const after = await notes.put('b', { text: 'two' });
      assert.ok(after.revision > before.revision);
    });
  },
  async 'whoever watches sees what is there, then every change, each once'(place) {
    await inCollection(place, async (notes) => {
      await notes.put('a', { text: 'one' });
      const b = await notes.put('b', { text: 'two' });
      await notes.put('a', { text: 'three' });
      await notes.put('c', { text: 'x' });
      await notes.delete('c');
      const watched = watch(notes, 0);
      await watched.until(3);
      await notes.put('b', { text: 'four' }, b.revision);
      await watched.until(4);
      await notes.delete('a');
      await watched.until(5);
      assert.deepEqual(await watched.end(), ['b two', 'a three', 'c –', 'b four', 'a –']);
    });
  },
  async 'whoever watched goes on where they were, and sees one change of a document that had many'(place) {
    await inCollection(place, async (notes) => {
      await notes.put('a', { text: 'one' });
      const seen = await notes.put('b', { text: 'two' });
      await notes.put('a', { text: 'three' });
      await notes.put('a', { text: 'four' });
      await notes.delete('b');
      await notes.put('b', { text: 'five' });
      const watched = watch(notes, seen.revision);
      await watched.until(2);
      assert.deepEqual(await watched.end(), ['a four', 'b five']);
    });
  },
  async 'closing ends those who watch, and what is closed refuses'(place) {
    const documents = await place.open();
    const notes = documents.collection<Note>('notes');
    await notes.put('a', { text: 'one' });
    const watched = watch(notes, 0);
    await watched.until(1);
    await documents.close();
    assert.deepEqual(await watched.ended, ['a one']);
    await assert.rejects(notes.get('a'), isError('documents.failed'));
    await assert.rejects(notes.put('a', { text: 'two' }), isError('documents.failed'));
    await documents.close();
  },
  async 'any order of changes and reopenings agrees with a map'(place) {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 15 }), async (steps) => agreeWithMap(place, steps)),
      { numRuns: 25 },
    );
  },
};

interface Note {
  readonly text: string;
}

type Step =
  | { readonly kind: 'put'; readonly id: string; readonly text: string; readonly isStale: boolean }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'reopen' };

const anyId = fc.constantFrom('a', 'b', 'a.b', 'Z');
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put'), id: anyId, text: fc.string(), isStale: fc.boolean() }),
  fc.record({ kind: fc.constant('delete'), id: anyId }),
  fc.record({ kind: fc.constant('reopen') }),
);

/** Runs follow each other in one place: what one has left behind is where the next begins. */
async function agreeWithMap(place: DocumentsPlace, steps: readonly Step[]): Promise<void> {
  let documents = await place.open();
  const before = (await documents.collection<Note>('notes').list()).documents;
  const model = new Map(before.map(({ id, value }) => [id, value]));
  for (const step of steps) {
    const notes = documents.collection<Note>('notes');
    if (step.kind === 'reopen') {
      await documents.close();
      documents = await place.open();
    } else if (step.kind === 'delete') {
      assert.equal(await notes.delete(step.id), model.delete(step.id));
    } else if (step.isStale) {
      await assert.rejects(notes.put(step.id, step, Number.MAX_SAFE_INTEGER), isError('documents.conflict'));
    } else {
      await notes.put(step.id, { text: step.text }, (await notes.get(step.id))?.revision ?? 0);
      model.set(step.id, { text: step.text });
    }
  }
  const after = (await documents.collection<Note>('notes').list()).documents;
  assert.deepEqual(new Map(after.map(({ id, value }) => [id, value])), model);
  await documents.close();
}

async function using<Result>(place: DocumentsPlace, run: (documents: Documents) => Promise<Result>): Promise<Result> {
  const documents = await place.open();
  try {
    return await run(documents);
  } finally {
    await documents.close();
  }
}

function inCollection<Result, Value = Note>(
  place: DocumentsPlace,
  run: (collection: Collection<Value>) => Promise<Result>,
): Promise<Result> {
  return using(place, (documents) => run(documents.collection<Value>('notes')));
}

async function idsOf(notes: Collection<Note>, range: Parameters<Collection<Note>['list']>[0]): Promise<string[]> {
  return (await notes.list(range)).documents.map(({ id }) => id);
}

interface Watched {
  /** Resolves when so many changes have been seen. */
  until(count: number): Promise<void>;
  end(): Promise<readonly string[]>;
  readonly ended: Promise<readonly string[]>;
}

function watch(notes: Collection<Note>, after: number): Watched {
  const stop = new AbortController();
  const seen: string[] = [];
  const follow = async () => {
    for await (const change of notes.watch(after, stop.signal)) seen.push(textOf(change));
    return seen;
  };
  const ended = follow();
  return {
    ended,
    async until(count) {
      while (seen.length < count) await new Promise((resolve) => void setTimeout(resolve, 1));
    },
    end() {
      stop.abort();
      return ended;
    },
  };
}

function textOf({ id, value }: Change<Note>): string {
  return `${id} ${value === null ? '–' : value.text}`;
}

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
