// The fast path: compares a line with the templates learned so far and, when one fits completely, writes its values into the
// batch. It recognises only clean, canonically written lines; for everything else it says no and the reader decides.
//
// Why it is right: a template is admitted only after it has reproduced, token by token and byte by byte, the reading of the
// line that taught it (teacher.ts); the scanners of the kernel accept a narrower set of values than the reader; and a property
// test compares both paths on every case and on mutations of it.

import type { Batch } from '../encode/batch.js';
import type { DateOrder } from '../map/reading.js';
import { BodyTree } from './body-tree.js';
import { Committer } from './commit.js';
import type { Compiled } from './compile.js';
import { Kernel, type Registers } from './kernel.js';
import { Program } from './program.js';
import type { Header, Template } from './template.js';

/** Milliseconds to subtract from a local time of the source; NaN where the reader must decide (clock changes). */
export type ZoneShift = (localMs: number) => number;

/** eventContext of a connection; '' when it has none. Addresses are NaN when absent. */
export type DirectionOf = (source: number, destination: number) => string;

/** Decides the date order of the matched line in the registers; null leaves the line to the reader. */
export interface OrderDecider {
  decide(template: Template, registers: Registers): DateOrder | null;
  /** Told after a line has become the last row of the batch, so that its date may teach. */
  committed(batch: Batch, order: DateOrder): void;
}

export interface MatcherParts {
  readonly batch: Batch;
  readonly orders: OrderDecider;
  readonly zoneShift: ZoneShift;
  readonly direction: DirectionOf;
}

export class Matcher {
  readonly #kernel = new Kernel();
  readonly #program = new Program(this.#kernel);
  readonly #registers = this.#kernel.registers;
  readonly #instants = new Float64Array(this.#registers.number.length);
  readonly #committer: Committer;
  #contexts = { generation: -1, ids: new Map<string, number>() };
  readonly #parts: MatcherParts;

  constructor(parts: MatcherParts) {
    this.#parts = parts;
    this.#committer = new Committer(parts.batch, this.#registers);
  }

  /** Sender of the lines that follow: the sending host of lines that name none. */
  set peer(peer: string) {
    this.#committer.peer = peer;
  }

  get headers(): readonly Header[] {
    return this.#program.headers;
  }

  admit({ header, event, body }: Compiled): void {
    const tree = header.bodies.get(event) ?? new BodyTree();
    header.bodies.set(event, tree);
    tree.add(body);
    this.#program.write(header, event);
  }

  /** Forgets every template. */
  clear(): void {
    this.#program.clear();
  }

  /** Starts with other bytes: those seen before may have changed in place. */
  begin(): void {
    this.#kernel.forget();
  }

  /** Appends the line `bytes[from, to)` to the batch when a template fits. */
  match(bytes: Uint8Array, from: number, to: number): boolean {
    const number = this.#kernel.match(bytes, from, to);
    return number >= 0 && this.#accept(this.#program.template(number));
  }

  #accept(template: Template): boolean {
    const order = this.#parts.orders.decide(template, this.#registers);
    if (order === null || !this.#resolveDates(template, order) || !this.#timesAgree(template)) return false;
    const { batch } = this.#parts;
    const row = batch.rows;
    this.#committer.commit(template, order, this.#instants);
    this.#parts.orders.committed(batch, order);
    if (template.elapsed) batch.duration.set(row, this.#elapsed(template) / 1000);
    if (template.direction) this.#setDirection(template, row);
    return true;
  }

  #setDirection({ at }: Template, row: number): void {
    const { batch, direction } = this.#parts;
    const text = direction(this.#address(at.source), this.#address(at.destination));
    if (text !== '') batch.eventContext.set(row, this.#contextId(text));
  }

  /** There are three directions: each is looked up once in a generation of the batch. */
  #contextId(text: string): number {
    const { batch } = this.#parts;
    if (this.#contexts.generation !== batch.generation)
      this.#contexts = { generation: batch.generation, ids: new Map() };
    const { ids } = this.#contexts;
    let id = ids.get(text);
    if (id === undefined) {
      id = batch.eventContext.dictionary.internText(text);
      ids.set(text, id);
    }
    return id;
  }

  #address(hole: number): number {
    return hole < 0 ? Number.NaN : (this.#registers.number[hole] as number);
  }

  #resolveDates({ dates }: Template, order: DateOrder): boolean {
    const { number } = this.#registers;
    const days = this.#registers[order];
    for (let index = 0; index < dates.length; index++) {
      const { hole, utc } = dates[index] as Template['dates'][number];
      const local = (days[hole] as number) + (number[hole] as number);
      const instant = utc ? local : local - this.#parts.zoneShift(local);
      if (Number.isNaN(instant)) return false;
      this.#instants[hole] = instant;
    }
    return true;
  }

  #timesAgree(template: Template): boolean {
    const { begin, end, duration } = template.at;
    if (template.elapsed) return this.#elapsed(template) >= 0;
    if (begin < 0 || end < 0 || duration < 0) return true;
    return this.#elapsed(template) === (this.#registers.number[duration] as number) * 1000;
  }

  #elapsed({ at }: Template): number {
    return (this.#instants[at.end] as number) - (this.#instants[at.begin] as number);
  }
}
