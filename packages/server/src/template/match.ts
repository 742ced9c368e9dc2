// The fast path: compares a line with the templates learned so far and, when one fits completely, writes its values into the
// batch. It recognises only clean, canonically written lines; for everything else it says no and the reader decides.
//
// Why it is right: a template is admitted only after it has reproduced, token by token and byte by byte, the reading of the
// line that taught it (learn.ts); the scanners accept a narrower set of values than the reader (scan.ts); and a property
// test compares both paths on every case and on mutations of it.

import type { Batch } from '../encode/batch.js';
import type { DateOrder } from '../map/reading.js';
import { Committer } from './commit.js';
import { EventKeys, NO_KEY } from './event-keys.js';
import { MAX_HOLES, Scanner } from './scan.js';
import { type CompiledHole, HOLE, type HeaderPart, type Part, type Template } from './template.js';

/** Shift of local times of the source: milliseconds to subtract, NaN where the reader must decide (clock changes). */
export type ZoneShift = (localMs: number) => number;

/** Direction of a connection as the id text of eventContext; '' when it has none. Addresses are NaN when absent. */
export type DirectionOf = (source: number, destination: number) => string;

/** Decides the date order of the matched line in the registers; null leaves the line to the reader. */
export interface OrderDecider {
  decide(template: Template, scanner: Scanner): DateOrder | null;
}

export interface MatcherParts {
  readonly batch: Batch;
  readonly orders: OrderDecider;
  readonly zoneShift: ZoneShift;
  readonly direction: DirectionOf;
}

export class Matcher {
  readonly keys = new EventKeys();
  readonly #headers: HeaderPart[] = [];
  readonly #scanner = new Scanner();
  readonly #instants = new Float64Array(MAX_HOLES);
  readonly #committer: Committer;
  readonly #parts: MatcherParts;

  constructor(parts: MatcherParts) {
    this.#parts = parts;
    this.#committer = new Committer(parts.batch, this.#scanner);
  }

  get headers(): readonly HeaderPart[] {
    return this.#headers;
  }

  admitHeader(header: HeaderPart): void {
    this.#headers.push(header);
  }

  /** Appends the line `bytes[from, to)` to the batch when a template fits. */
  match(bytes: Uint8Array, from: number, to: number): boolean {
    const scanner = this.#scanner;
    scanner.bytes = bytes;
    scanner.end = to;
    const headers = this.#headers;
    for (let index = 0; index < headers.length; index++) {
      const header = headers[index] as HeaderPart;
      const bodyAt = this.#scan(header, from, 0);
      if (bodyAt < 0 || !this.#body(header, bodyAt)) continue;
      if (index > 0) promote(headers, index);
      return true;
    }
    return false;
  }

  /** Key under which the bodies of a line with this header stand; the line must have the header. */
  keyOf(header: HeaderPart, bytes: Uint8Array): number {
    this.#scanner.bytes = bytes;
    this.#scanner.end = bytes.length;
    return this.#scan(header, 0, 0) < 0 ? NO_KEY : this.keys.of(header.at, this.#scanner);
  }

  #body(header: HeaderPart, at: number): boolean {
    const bodies = header.bodies.get(this.keys.of(header.at, this.#scanner));
    if (bodies === undefined) return false;
    for (let index = 0; index < bodies.length; index++) {
      const template = bodies[index] as Template;
      if (this.#scan(template.body, at, header.holes.length) !== this.#scanner.end) continue;
      if (!this.#accept(template)) continue;
      if (index > 0) promote(bodies, index);
      return true;
    }
    return false;
  }

  #accept(template: Template): boolean {
    if (!this.#repeats(template)) return false;
    const order = this.#parts.orders.decide(template, this.#scanner);
    if (order === null || !this.#resolveDates(template, order) || !this.#timesAgree(template)) return false;
    const { batch, direction } = this.#parts;
    const row = batch.rows;
    this.#committer.commit(template, order, this.#instants);
    if (template.elapsed) batch.duration.set(row, this.#elapsed(template) / 1000);
    if (template.direction) {
      const { source, destination } = template.at;
      const text = direction(this.#address(source), this.#address(destination));
      if (text !== '') batch.eventContext.set(row, batch.eventContext.dictionary.internText(text));
    }
    return true;
  }

  #repeats({ same, at }: Template): boolean {
    const { number } = this.#scanner;
    for (const hole of same) if (number[hole] !== number[at.client]) return false;
    return true;
  }

  #address(hole: number): number {
    return hole < 0 ? Number.NaN : (this.#scanner.number[hole] as number);
  }

  #resolveDates(template: Template, order: DateOrder): boolean {
    const { days, number } = this.#scanner;
    for (const hole of template.dates) {
      const local = (days[hole]?.[order] ?? Number.NaN) + (number[hole] as number);
      const utc = holeAt(template, hole).utc ? local : local - this.#parts.zoneShift(local);
      if (Number.isNaN(utc)) return false;
      this.#instants[hole] = utc;
    }
    return true;
  }

  #timesAgree(template: Template): boolean {
    const { begin, end, duration } = template.at;
    if (template.elapsed) return this.#elapsed(template) >= 0;
    if (begin < 0 || end < 0 || duration < 0) return true;
    return this.#elapsed(template) === (this.#scanner.number[duration] as number) * 1000;
  }

  #elapsed({ at }: Template): number {
    return (this.#instants[at.end] as number) - (this.#instants[at.begin] as number);
  }

  /** Fills the registers from hole `base` on; the position after the part, or -1. */
  #scan(part: Part, at: number, base: number): number {
    const { literals, holes } = part;
    let position = this.#scanner.literal(literals[0] as Uint8Array, at);
    for (let index = 0; index < holes.length && position >= 0; index++) {
      position = this.#value(part, index, { at: position, register: base + index });
      if (position >= 0) position = this.#scanner.literal(literals[index + 1] as Uint8Array, position);
    }
    return position;
  }

  #value(part: Part, index: number, place: { at: number; register: number }): number {
    const hole = part.holes[index] as CompiledHole;
    const scanner = this.#scanner;
    const { at, register } = place;
    switch (hole.code) {
      case HOLE.date:
        return scanner.date(register, at);
      case HOLE.number:
        return scanner.uint(register, at, hole.limit);
      case HOLE.address:
      case HOLE.same:
        return scanner.ipv4(register, at);
      case HOLE.duration:
        return scanner.duration(register, at);
      default:
        return this.#textual(part, index, place);
    }
  }

  #textual(part: Part, index: number, place: { at: number; register: number }): number {
    const hole = part.holes[index] as CompiledHole;
    const stop = part.literals[index + 1] as Uint8Array;
    const scanner = this.#scanner;
    const { at, register } = place;
    if (hole.last) {
      return scanner.textToLast(register, at, { stop: stop[0] as number, after: part.literals[index + 2] as Uint8Array });
    }
    if (hole.code === HOLE.list) return scanner.list(register, at, stop);
    if (hole.code === HOLE.head) return scanner.head(register, at, stop);
    return scanner.text(register, at, stop);
  }
}

function holeAt(template: Template, index: number): CompiledHole {
  const headerHoles = template.header.holes;
  return (index < headerHoles.length ? headerHoles[index] : template.body.holes[index - headerHoles.length]) as CompiledHole;
}

/** Moves element `index` one place forward: what is frequent is tried first. */
function promote<T>(list: T[], index: number): void {
  const other = list[index - 1] as T;
  list[index - 1] = list[index] as T;
  list[index] = other;
}
