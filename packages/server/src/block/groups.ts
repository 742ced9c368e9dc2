// Journal blocks in groups: small blocks are soon durable, large ones are cheap to store.

import type { Journal, JournalBlock } from '../journal/journal.js';
import type { GroupLog, GroupRange } from './group-log.js';

export interface Group extends GroupRange {
  readonly blocks: readonly JournalBlock[];
  /** Blocks of it were lost since it was begun: what stands in the store may be more than what can be made of it now. */
  readonly isPart: boolean;
}

/** Lines, or bytes, that are enough for one insert. */
const GROUP_LINES = 60_000;
const GROUP_BYTES = 64 * 2 ** 20;

export interface Gathering {
  readonly journal: Journal;
  readonly groups: GroupLog;
  /** How long to wait for more blocks when there are not enough for an insert. */
  readonly gatherMs: number;
  readonly signal: AbortSignal;
}

/** First the groups that were begun before, as they were, then new ones as blocks arrive, until `signal` aborts. */
export async function* groupsOf({ journal, groups: log, gatherMs, signal }: Gathering): AsyncGenerator<Group> {
  let next = journal.facts().released + 1;
  for (const range of log.groups.filter(({ to }) => to >= next)) {
    if (signal.aborted) return;
    yield await readGroup(journal, range);
    next = range.to + 1;
  }
  for await (const blocks of gathered(journal.read(next, signal)[Symbol.asyncIterator](), { gatherMs, signal })) {
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) return;
    const range = { from: next, to: last.sequence, sources: sourcesOf(blocks) };
    await log.add(range);
    yield { ...range, blocks, isPart: false };
    next = range.to + 1;
  }
}

/**
 * The blocks of a range that are still there and whole. Only what is stored gives way to new blocks, so a released group that
 * lacks its beginning has been stored as a whole: storing its rest again would take the place of all of it.
 */
async function readGroup(journal: Journal, range: GroupRange): Promise<Group> {
  const blocks: JournalBlock[] = [];
  const { first, last, released } = journal.facts();
  if (range.from < first && range.from <= released) return { ...range, blocks, isPart: true };
  const done = new AbortController();
  // Damaged blocks are passed over, so the last one of the range may never come: what is there is there at once.
  if (last <= range.to) setTimeout(() => done.abort(), LAST_BLOCK_MS).unref();
  for await (const block of journal.read(range.from, done.signal)) {
    if (block.sequence > range.to) break;
    blocks.push(block);
    if (block.sequence === range.to) break;
  }
  done.abort();
  return { ...range, blocks, isPart: blocks.length <= range.to - range.from };
}

function sourcesOf(blocks: readonly JournalBlock[]): string[] {
  return [...new Set(blocks.flatMap(({ segments }) => segments.map(({ sourceId }) => sourceId)))];
}

const LAST_BLOCK_MS = 2_000;

async function* gathered(
  blocks: AsyncIterator<JournalBlock>,
  { gatherMs, signal }: Pick<Gathering, 'gatherMs' | 'signal'>,
): AsyncGenerator<JournalBlock[]> {
  let pending: Promise<IteratorResult<JournalBlock>> | null = null;
  while (!signal.aborted) {
    const first = await (pending ?? blocks.next());
    pending = null;
    if (first.done === true) return;
    const group = [first.value];
    let { lines, bytes } = sizeOf(first.value);
    const deadline = after(gatherMs);
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
