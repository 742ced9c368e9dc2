// What the journal knows of itself in memory, so that facts cost nothing and a commit that fails leaves everything as it was.

import type { BlockSummary } from './block-summary.js';

export interface JournalState {
  readonly identity: string;
  readonly last: number;
  readonly released: number;
  readonly first: number;
  readonly blocks: number;
  readonly lines: number;
  /** Packed bytes that wait. */
  readonly bytes: number;
  readonly keptBytes: number;
  readonly oldestAt: number | null;
}

export type Numbered = readonly [sequence: number, summary: BlockSummary];

export function emptyState(identity: string, released: number): JournalState {
  const first = released + 1;
  return { identity, last: released, released, first, blocks: 0, lines: 0, bytes: 0, keptBytes: 0, oldestAt: null };
}

/** With one more block, which may also be one that is released already (when the tables are read). */
export function appended(state: JournalState, sequence: number, summary: BlockSummary): JournalState {
  const last = Math.max(state.last, sequence);
  const isFirst = state.blocks === 0 && state.keptBytes === 0;
  const first = isFirst ? sequence : state.first;
  if (sequence <= state.released) return { ...state, last, first, keptBytes: state.keptBytes + summary.length };
  return {
    ...state,
    last,
    first,
    blocks: state.blocks + 1,
    lines: state.lines + summary.lines,
    bytes: state.bytes + summary.length,
    oldestAt: state.oldestAt ?? summary.appendedAt,
  };
}

/** With the oldest waiting blocks stored. `next` is the oldest of those that wait on. */
export function released(state: JournalState, stored: readonly Numbered[], next: Numbered | undefined): JournalState {
  let { blocks, lines, bytes, keptBytes } = state;
  for (const [, summary] of stored) {
    blocks--;
    lines -= summary.lines;
    bytes -= summary.length;
    keptBytes += summary.length;
  }
  const upTo = stored.at(-1)?.[0] ?? state.released;
  return { ...state, blocks, lines, bytes, keptBytes, released: upTo, oldestAt: next?.[1].appendedAt ?? null };
}

/** With the newest kept blocks waiting again. */
export function rewound(state: JournalState, again: readonly Numbered[]): JournalState {
  const [oldest] = again;
  if (oldest === undefined) return state;
  let { blocks, lines, bytes, keptBytes } = state;
  for (const [, summary] of again) {
    blocks++;
    lines += summary.lines;
    bytes += summary.length;
    keptBytes -= summary.length;
  }
  return { ...state, blocks, lines, bytes, keptBytes, released: oldest[0] - 1, oldestAt: oldest[1].appendedAt };
}

/** Without the oldest kept blocks. */
export function removed(state: JournalState, gone: readonly Numbered[], next: number): JournalState {
  const keptBytes = gone.reduce((left, [, summary]) => left - summary.length, state.keptBytes);
  return gone.length === 0 ? state : { ...state, keptBytes, first: next };
}
