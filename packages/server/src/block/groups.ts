// Journal blocks in groups: small blocks are soon durable, large ones are cheap to store.

import type { Journal, JournalBlock } from '../journal/journal.js';
import type { GroupLog, GroupRange } from './group-log.js';

export interface Group extends GroupRange {
  readonly blocks: readonly JournalBlock[];
}

/** Lines, or bytes, that are enough for one insert, and how long to wait for more when there are fewer. */
const GROUP_LINES = 60_000;
const GROUP_BYTES = 64 * 2 ** 20;
const GROUP_WAIT_MS = 300;

/** First the groups that were begun before, as they were, then new ones as blocks arrive, until `signal` aborts. */
export async function* groupsOf(journal: Journal, log: GroupLog, signal: AbortSignal): AsyncGenerator<Group> {
  let next = journal.facts().released + 1;
  for (const range of log.groups.filter(({ to }) => to >= next)) {
    if (signal.aborted) return;
    yield await readGroup(journal, range);
    next = range.to + 1;
  }
  for await (const blocks of gathered(journal.read(next, signal)[Symbol.asyncIterator](), signal)) {
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) return;
    const range = { from: next, to: last.sequence };
    await log.add(range);
    yield { ...range, blocks };
    next = range.to + 1;
  }
}

/**
 * The blocks of a range that are still there and whole. Only what is stored gives way to new blocks, so a group that lacks its
 * beginning has been stored as a whole: storing its rest again would take the place of all of it.
 */
async function readGroup(journal: Journal, range: GroupRange): Promise<Group> {
  const blocks: JournalBlock[] = [];
  if (range.from < journal.facts().first) return { ...range, blocks };
  const done = new AbortController();
  // Damaged blocks are passed over, so the last one of the range may never come: what is there is there at once.
  if (journal.facts().last <= range.to) setTimeout(() => done.abort(), LAST_BLOCK_MS).unref();
  for await (const block of journal.read(range.from, done.signal)) {
    if (block.sequence > range.to) break;
    blocks.push(block);
    if (block.sequence === range.to) break;
  }
  done.abort();
  return { ...range, blocks };
}

const LAST_BLOCK_MS = 2_000;

async function* gathered(blocks: AsyncIterator<JournalBlock>, signal: AbortSignal): AsyncGenerator<JournalBlock[]> {
  let pending: Promise<IteratorResult<JournalBlock>> | null = null;
  while (!signal.aborted) {
    const first = await (pending ?? blocks.next());
    pending = null;
    if (first.done === true) return;
    const group = [first.value];
    let { lines, bytes } = sizeOf(first.value);
    const deadline = after(GROUP_WAIT_MS);
    while (lines < GROUP_LINES && bytes < GROUP_BYTES) {
      pending = blocks.next();
      const next = await Promise.race([pending, deadline.promise]);
      if (next === 'late') break;
      pending = null;
      if (next.done === true) break;
      group.push(next.value);
      const size = sizeOf(next.value);
      lines += size.lines;
      bytes += size.bytes;
    }
    deadline.cancel();
    yield group;
  }
}

function sizeOf({ segments }: JournalBlock): { lines: number; bytes: number } {
  return {
    lines: segments.reduce((sum, { count }) => sum + count, 0),
    bytes: segments.reduce((sum, segment) => sum + segment.bytes.length, 0),
  };
}

function after(milliseconds: number): { promise: Promise<'late'>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
