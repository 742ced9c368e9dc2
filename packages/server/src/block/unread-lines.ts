// When a worker fails on a task by no fault of the disk: the lines that it fails on are found by halving, and the task is encoded
// without anything looking at them. What a single line throws is caught where it is read (encode-block.ts); this is for what
// cannot be caught there: a thread that dies or never ends, a batch that cannot be written.
//
//   all lines fail ─► halves ─► … ─► single lines: kept as raw text ─► fail even so: kept in a file, an empty event in their place

import type { SegmentInput } from './encode-block.js';
import type { SegmentReply, SegmentTask } from './messages.js';
import type { RequestWorker } from './request-worker.js';

export interface EncodedTask {
  readonly reply: SegmentReply;
  /** Why nothing was to look at some lines; null in the usual case. */
  readonly failure: Error | null;
  readonly withheld: readonly WithheldLine[];
}

export interface WithheldLine {
  readonly peer: string;
  readonly receivedAt: number | null;
  readonly bytes: Uint8Array;
}

type Why = 'not-read' | 'withheld';
type Encoder = Pick<RequestWorker<SegmentTask, SegmentReply>, 'run'>;

interface Range {
  readonly from: number;
  readonly to: number;
}

export interface TaskOptions {
  readonly signal: AbortSignal;
  readonly limitMs?: number;
}

/** A group takes about a second: what takes longer than this will not end. */
const LIMIT_MS = 60_000;

/** Lines to be found one by one. Where there are more, what is left of the parts that fail goes with them. */
const MOST_FOUND = 64;

export async function encodeTask(worker: Encoder, task: SegmentTask, options: TaskOptions): Promise<EncodedTask> {
  const { signal, limitMs = LIMIT_MS } = options;
  const run = async (segments: readonly SegmentInput[], isTrial = false) => {
    signal.throwIfAborted();
    return worker.run({ ...task, segments, ...(isTrial && { isTrial }) }, [], limitMs);
  };
  try {
    return { reply: await run(task.segments), failure: null, withheld: [] };
  } catch (error) {
    if (isOfTheSystem(error)) throw error;
    const segments = await withoutPoison(task.segments, run);
    return { reply: await run(segments), failure: error as Error, withheld: segments.flatMap(withheldOf) };
  }
}

type Run = (segments: readonly SegmentInput[], isTrial: true) => Promise<unknown>;

async function withoutPoison(segments: readonly SegmentInput[], run: Run): Promise<readonly SegmentInput[]> {
  const fails = (why: Why | null) => async (range: Range) =>
    run(linesBetween(segments, range, why), true).then(() => false, refusal);
  const whole = { from: 0, to: segments.reduce((sum, { lengths }) => sum + lengths.length, 0) };
  const unread = new Map<number, Why>();
  // A thread may have died for want of memory that others had at that moment.
  if (!(await fails(null)(whole))) return segments;
  for (const line of await failingLines(whole, fails(null))) unread.set(line, 'not-read');
  if (await fails('not-read')(whole)) {
    for (const line of await failingLines(whole, fails('not-read'))) unread.set(line, 'withheld');
  }
  return withUnread(segments, unread);
}

function refusal(error: unknown): true {
  if (isOfTheSystem(error) || (error as Error).name === 'AbortError') throw error;
  return true;
}

/** Full disks and missing folders have nothing to do with what a line says. */
function isOfTheSystem(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && /^E[A-Z0-9]+$/.test(code);
}

/** `whole` is known to fail. */
async function failingLines(whole: Range, fails: (range: Range) => Promise<boolean>): Promise<number[]> {
  const found: Range[] = [];
  const failing = [whole];
  for (let range = failing.pop(); range !== undefined; range = failing.pop()) {
    const middle = (range.from + range.to) >>> 1;
    const halves = [
      { from: range.from, to: middle },
      { from: middle, to: range.to },
    ];
    const isEnough = range.to - range.from === 1 || found.length >= MOST_FOUND;
    const worse: Range[] = [];
    if (!isEnough) for (const half of halves) if (await fails(half)) worse.push(half);
    // Where either half is right alone, they fail together: no line is better than another.
    if (worse.length > 0) failing.push(...worse);
    else found.push(range);
  }
  return found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
}

/** Lines are counted through all segments. */
function linesBetween(segments: readonly SegmentInput[], { from, to }: Range, why: Why | null): SegmentInput[] {
  let first = 0;
  return segments.flatMap((segment) => {
    const begin = Math.max(0, from - first);
    const end = Math.min(segment.lengths.length, to - first);
    first += segment.lengths.length;
    if (begin >= end) return [];
    const part = partOf(segment, { from: begin, to: end });
    return [why === null ? part : { ...part, unread: new Map(Array.from(part.lengths, (_, line) => [line, why])) }];
  });
}

function partOf({ lengths, bytes, originalLengths, ...origin }: SegmentInput, { from, to }: Range): SegmentInput {
  const places = placesOf(lengths);
  const cut = [...originalLengths].filter(([line]) => line >= from && line < to);
  return {
    ...origin,
    lengths: Array.from(lengths).slice(from, to),
    // A copy: with a view its whole buffer would be sent to the worker.
    bytes: bytes.slice(places[from], places[to]),
    originalLengths: new Map(cut.map(([line, length]) => [line - from, length])),
  };
}

/** Where each line begins, and where the last one ends. */
function placesOf(lengths: ArrayLike<number>): number[] {
  let at = 0;
  return [0, ...Array.from(lengths, (length) => (at += length))];
}

function withUnread(segments: readonly SegmentInput[], unread: ReadonlyMap<number, Why>): SegmentInput[] {
  let first = 0;
  return segments.map((segment) => {
    const begin = first;
    first += segment.lengths.length;
    const own = [...unread].filter(([line]) => line >= begin && line < first);
    return own.length === 0 ? segment : { ...segment, unread: new Map(own.map(([line, why]) => [line - begin, why])) };
  });
}

function withheldOf({ peer, receivedAt, lengths, bytes, unread = new Map() }: SegmentInput): WithheldLine[] {
  const places = placesOf(lengths);
  const lines = [...unread].filter(([, why]) => why === 'withheld').map(([line]) => line);
  return lines.map((line) => ({ peer, receivedAt, bytes: bytes.slice(places[line], places[line + 1]) }));
}
