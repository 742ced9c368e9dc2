import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventStore, StoreQuery, StoreRow } from '../store/event-store.js';
import { StoreFacts } from './store-facts.js';

/** A table whose parts are merged while they are being read: each list of parts holds until the next is asked for. */
class MergingTable implements Pick<EventStore, 'query'> {
  readonly #lists: string[][];
  readonly #blocks: Readonly<Record<string, readonly number[]>>;
  #asked = 0;

  constructor(lists: string[][], blocks: Readonly<Record<string, readonly number[]>>) {
    this.#lists = lists;
    this.#blocks = blocks;
  }

  async query({ sql, parameters }: StoreQuery): Promise<StoreRow[]> {
    if (sql.includes('system.parts')) return this.#list(this.#asked++).map((name) => ({ name }));
    const parts = (parameters?.['parts'] ?? []) as readonly string[];
    const there = parts.filter((name) => this.#list(this.#asked).includes(name));
    if (sql.includes('DISTINCT block'))
      return there.flatMap((name) => this.#blocks[name] ?? []).map((block) => ({ block }));
    return [];
  }

  #list(at: number): string[] {
    return this.#lists[Math.min(at, this.#lists.length - 1)] ?? [];
  }
}

test('what was merged away before it could be read is read where it has gone', async () => {
  const table = new MergingTable([['all_1_1_0', 'all_2_2_0'], ['all_1_2_1']], {
    all_1_1_0: [1],
    all_2_2_0: [2],
    all_1_2_1: [1, 2],
  });
  const facts = new StoreFacts(table);
  await facts.refresh();
  assert.deepEqual([facts.blocks, facts.newestBlock], [2, 2]);
});

test('what is stored while parts are read is read with the next query', async () => {
  const table = new MergingTable([['all_1_1_0'], ['all_1_1_0', 'all_2_2_0']], { all_1_1_0: [1], all_2_2_0: [7] });
  const facts = new StoreFacts(table);
  await facts.refresh();
  assert.deepEqual([facts.blocks, facts.newestBlock], [1, 1]);
  await facts.refresh();
  assert.deepEqual([facts.blocks, facts.newestBlock], [2, 7]);
});
