// Journal blocks in groups: small blocks are cheap to make durable, large ones are cheap to store. How they were grouped is
// kept in the journal until the group is stored (processor.ts says why).

import type { Journal, JournalBlock } from '../journal/journal.js';

export interface Group {
  readonly from: number;
  readonly to: number;
  readonly blocks: readonly JournalBlock[];
}

/** Lines that are enough for one insert, and how long to wait for more when there are fewer. */
const GROUP_LINES = 60_000;
const GROUP_WAIT_MS = 300;

const MARK = 'group:';

export function markOf(from: number): string {
  return `${MARK}${from}`;
}

/** First the groups that a stopped process had begun, then new ones as blocks arrive, until `signal` aborts. */
export async function* groupsOf(journal: Journal, signal: AbortSignal): AsyncGenerator<Group> {
  let next = journal.facts().first;
  for (const { from, to } of begunGroups(journal)) {
    if (to < next) {
      await journal.setMark(markOf(from), null);
      continue;
    }
    yield await readGroup(journal, { from, to });
    next = to + 1;
  }
  yield* newGroups(journal.read(next, signal)[Symbol.asyncIterator](), signal);
}

function begunGroups(journal: Journal): { from: number; to: number }[] {
  const groups = [...journal.marks()].flatMap(([name, value]) =>
    name.startsWith(MARK) ? [{ from: Number(name.slice(MARK.length)), to: Number(value) }] : [],
  );
  return groups.sort((a, b) => a.from - b.from);
}

async function readGroup(journal: Journal, range: { from: number; to: number }): Promise<Group> {
  const blocks: JournalBlock[] = [];
  const done = new AbortController();
  for await (const block of journal.read(range.from, done.signal)) {
    if (block.sequence <= range.to) blocks.push(block);
    if (block.sequence >= range.to) break;
  }
  done.abort();
  return { ...range, blocks };
}

async function* newGroups(blocks: AsyncIterator<JournalBlock>, signal: AbortSignal): AsyncGenerator<Group> {
  let pending: Promise<IteratorResult<JournalBlock>> | null = null;
  while (!signal.aborted) {
    const first = await (pending ?? blocks.next());
    pending = null;
    if (first.done === true) return;
    const group = [first.value];
    let lines = linesOf(first.value);
    const deadline = after(GROUP_WAIT_MS);
    while (lines < GROUP_LINES) {
      pending = blocks.next();
      const next = await Promise.race([pending, deadline.promise]);
      if (next === 'late') break;
      pending = null;
      if (next.done === true) break;
      group.push(next.value);
      lines += linesOf(next.value);
    }
    deadline.cancel();
    yield { from: first.value.sequence, to: (group.at(-1) ?? first.value).sequence, blocks: group };
  }
}

function linesOf({ segments }: JournalBlock): number {
  return segments.reduce((sum, { count }) => sum + count, 0);
}

function after(milliseconds: number): { promise: Promise<'late'>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
