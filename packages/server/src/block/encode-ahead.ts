// Groups of journal blocks → encoded groups, in their order, as many side by side as there are workers. What a group's dates hung on
// may have been proven by an earlier one meanwhile: then it is encoded again, so that the result does not depend on who was faster.

import type { Segment } from '../journal/journal.js';
import type { EncodedBlock } from '../store/event-store.js';
import type { Group } from './groups.js';
import type { Proof } from './history.js';
import type { SegmentReply, SegmentRequest } from './messages.js';

export interface EncodedGroup {
  readonly from: number;
  readonly to: number;
  readonly replies: readonly EncodedSource[];
  /** Blocks of the journal were lost since the group was begun. */
  readonly isPart: boolean;
  /** Sequence of each segment, by source: the lines themselves are not needed any more. */
  readonly sequences: ReadonlyMap<string, readonly number[]>;
}

export interface EncodedSource {
  readonly sourceId: string;
  readonly reply: SegmentReply;
}

export interface EncoderParts<Worker> {
  /** Each does one task after the other. */
  readonly workers: readonly Worker[];
  /** Number of the first stored block of the group that begins with this sequence. */
  readonly firstBlockOf: (sequence: number) => number;
  readonly encode: (worker: Worker, request: SegmentRequest) => Promise<SegmentReply>;
}

/** Devices whose date order is remembered: names come from the network. */
const MOST_PROOFS = 10_000;

interface Running {
  readonly group: Group;
  readonly worker: number;
  /** What earlier groups have proven since this one was begun. */
  readonly missed: Proof[];
  readonly replies: Promise<readonly EncodedSource[]>;
}

export class GroupEncoder<Worker> {
  readonly #parts: EncoderParts<Worker>;
  readonly #running: Running[] = [];
  #proofs: readonly Proof[] = [];
  #turn = 0;

  constructor(parts: EncoderParts<Worker>) {
    this.#parts = parts;
  }

  async *encode(groups: AsyncIterable<Group>): AsyncGenerator<EncodedGroup> {
    const coming = groups[Symbol.asyncIterator]();
    let next: Promise<IteratorResult<Group>> | null = coming.next();
    while (next !== null || this.#running.length > 0) {
      const first = this.#running[0];
      const isFull = this.#running.length >= this.#parts.workers.length;
      // The first one is handed on as soon as it is done, whether another comes or not.
      const came = next === null || isFull ? null : await Promise.race([next, whenDone(first)]);
      if (came === null) yield await this.#finish(this.#running.shift() as Running);
      else if (came.done === true) next = null;
      else {
        this.#running.push(this.#begin(came.value));
        next = coming.next();
        next.catch(() => undefined); // reported where it is awaited
      }
    }
  }

  #begin(group: Group): Running {
    const worker = this.#turn++ % this.#parts.workers.length;
    const replies = this.#run(group, worker);
    replies.catch(() => undefined); // reported by #finish
    return { group, worker, missed: [], replies };
  }

  async #finish({ group, worker, missed, replies }: Running): Promise<EncodedGroup> {
    let done = await replies;
    const asked = new Set(done.flatMap(({ reply }) => reply.outcome.asked));
    if (missed.some(({ device }) => asked.has(device))) done = await this.#run(group, worker);
    const proven = done.flatMap(({ reply }) => reply.outcome.proofs).filter((proof) => !includes(missed, proof));
    this.#proofs = [...this.#proofs, ...proven].slice(0, MOST_PROOFS);
    for (const later of this.#running) later.missed.push(...proven);
    const { from, to, isPart } = group;
    return { from, to, isPart, replies: done, sequences: bySource(group, (_, sequence) => sequence) };
  }

  /** Sources one after the other: how many blocks one makes decides the numbers of the next. */
  async #run(group: Group, worker: number): Promise<readonly EncodedSource[]> {
    const { workers, firstBlockOf, encode } = this.#parts;
    const encoder = workers[worker] as Worker;
    const done: EncodedSource[] = [];
    const proofs = [...this.#proofs];
    let firstBlock = firstBlockOf(group.from);
    for (const [sourceId, segments] of bySource(group, (segment) => segment)) {
      const reply = await encode(encoder, { firstBlock, sourceId, segments, proofs });
      // A source of whose lines nothing is left keeps its number: the next one's must not move.
      firstBlock += Math.max(1, reply.blocks.length);
      proofs.push(...reply.outcome.proofs);
      done.push({ sourceId, reply });
    }
    return done;
  }
}

export function blocksOf({ replies }: EncodedGroup): readonly EncodedBlock[] {
  return replies.flatMap(({ reply }) => reply.blocks);
}

function includes(proofs: readonly Proof[], { device, order }: Proof): boolean {
  return proofs.some((proof) => proof.device === device && proof.order === order);
}

/** Never, where nothing runs. Failures are reported by whoever takes the result. */
function whenDone(running: Running | undefined): Promise<null> {
  if (running === undefined) return new Promise(() => undefined);
  return running.replies.then(
    () => null,
    () => null,
  );
}

/** What is wanted of each segment, by source: every source of the group, in the order of the group and then of the journal. */
function bySource<T>({ blocks, sources }: Group, pick: (segment: Segment, sequence: number) => T): Map<string, T[]> {
  const picked = new Map<string, T[]>(sources.map((sourceId) => [sourceId, []]));
  for (const { sequence, segments } of blocks) {
    for (const segment of segments) {
      const known = picked.get(segment.sourceId);
      if (known === undefined) picked.set(segment.sourceId, [pick(segment, sequence)]);
      else known.push(pick(segment, sequence));
    }
  }
  return picked;
}
