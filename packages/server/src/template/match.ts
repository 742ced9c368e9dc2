// The fast path: compares a line with the templates learned so far and, when one fits completely, writes its values into the
// batch. It recognises only clean, canonically written lines; for everything else it says no and the reader decides.
//
// Why it is right: a template is admitted only after it has reproduced, token by token and byte by byte, the reading of the
// line that taught it (teacher.ts); the scanners accept a narrower set of values than the reader (scan-texts.ts); and a property
// test compares both paths on every case and on mutations of it.

import type { Batch } from '../encode/batch.js';
import type { DateOrder } from '../map/reading.js';
import { Committer } from './commit.js';
import { EventKeys, NO_KEY } from './event-keys.js';
import { MAX_HOLES, Registers } from './registers.js';
import { DateScanner } from './scan-dates.js';
import { NumberScanner } from './scan-numbers.js';
import { TextScanner } from './scan-texts.js';
import { type BodyNode, type Header, HOLE, type Piece, type Template } from './template.js';

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
  readonly #keys = new EventKeys();
  readonly #headers: Header[] = [];
  readonly #registers = new Registers();
  readonly #numbers = new NumberScanner(this.#registers);
  readonly #dates = new DateScanner(this.#registers);
  readonly #texts = new TextScanner(this.#registers);
  readonly #instants = new Float64Array(MAX_HOLES);
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
    return this.#headers;
  }

  admitHeader(header: Header): void {
    this.#headers.push(header);
  }

  /** Appends the line `bytes[from, to)` to the batch when a template fits. */
  match(bytes: Uint8Array, from: number, to: number): boolean {
    const registers = this.#registers;
    registers.open(bytes, to);
    const headers = this.#headers;
    for (let index = 0; index < headers.length; index++) {
      const header = headers[index] as Header;
      const bodyAt = this.#header(header, from);
      if (bodyAt < 0) continue;
      const tree = header.bodies.get(this.#keys.of(header.at, registers));
      if (tree === undefined || !this.#roots(tree.roots, bodyAt, header.pieces.length)) continue;
      if (index > 0) promote(headers, index);
      return true;
    }
    return false;
  }

  /** Key under which the bodies of a line with this header stand; NO_KEY when the line has another header. */
  keyOf(header: Header, bytes: Uint8Array): number {
    this.#registers.open(bytes, bytes.length);
    return this.#header(header, 0) < 0 ? NO_KEY : this.#keys.of(header.at, this.#registers);
  }

  /** Fills the registers of the header; the position after it, or -1. */
  #header({ start, pieces }: Header, from: number): number {
    const at = this.#registers.literal(start, from);
    return at < 0 ? at : this.#pieces(pieces, at, 0);
  }

  #roots(roots: BodyNode[], from: number, register: number): boolean {
    for (let index = 0; index < roots.length; index++) {
      const root = roots[index] as BodyNode;
      const at = this.#registers.literal(root.start, from);
      if (at < 0 || !this.#node(root, at, register)) continue;
      if (index > 0) promote(roots, index);
      return true;
    }
    return false;
  }

  /** Matches a node and one of its branches up to the end of the line; its registers begin at `register`. */
  #node(node: BodyNode, from: number, register: number): boolean {
    const at = this.#pieces(node.pieces, from, register);
    if (at < 0) return false;
    if (node.template !== null && at === this.#registers.end) return this.#accept(node.template);
    const { children } = node;
    for (let index = 0; index < children.length; index++) {
      if (!this.#node(children[index] as BodyNode, at, register + node.pieces.length)) continue;
      if (index > 0) promote(children, index);
      return true;
    }
    return false;
  }

  /** Values, each with the literal after it; the position after the last, or -1. */
  #pieces(pieces: readonly Piece[], from: number, register: number): number {
    const registers = this.#registers;
    let at = from;
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index] as Piece;
      at = this.#value(piece, at, register + index);
      if (at < 0) return -1;
      at = registers.literal(piece.literal, at);
      if (at < 0) return -1;
    }
    return at;
  }

  #value(piece: Piece, at: number, register: number): number {
    if (piece.last) return this.#texts.textToLast(register, at, piece);
    switch (piece.code) {
      case HOLE.number:
        return this.#numbers.uint(register, at, piece.limit);
      case HOLE.address:
      case HOLE.same:
        return this.#numbers.ipv4(register, at);
      case HOLE.duration:
        return this.#numbers.duration(register, at);
      case HOLE.date:
        return this.#dates.date(register, at);
      case HOLE.bsdStamp:
        return this.#dates.bsdStamp(register, at);
      case HOLE.isoStamp:
        return this.#dates.isoStamp(register, at, piece.literal);
      default:
        return this.#text(piece, at, register);
    }
  }

  #text(piece: Piece, at: number, register: number): number {
    switch (piece.code) {
      case HOLE.list:
        return this.#texts.list(register, at, piece.literal);
      case HOLE.head:
        return this.#texts.head(register, at, piece.literal);
      case HOLE.name:
        return this.#texts.name(register, at, piece.literal);
      case HOLE.word:
        return this.#texts.word(register, at, piece.literal);
      default:
        return this.#texts.text(register, at, piece.literal);
    }
  }

  #accept(template: Template): boolean {
    if (!this.#repeats(template)) return false;
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

  #repeats({ same, at }: Template): boolean {
    const { number } = this.#registers;
    for (let index = 0; index < same.length; index++) {
      if (number[same[index] as number] !== number[at.client]) return false;
    }
    return true;
  }

  #address(hole: number): number {
    return hole < 0 ? Number.NaN : (this.#registers.number[hole] as number);
  }

  #resolveDates({ dates }: Template, order: DateOrder): boolean {
    const { days, number } = this.#registers;
    for (let index = 0; index < dates.length; index++) {
      const { hole, utc } = dates[index] as Template['dates'][number];
      const local = (days[hole]?.[order] ?? Number.NaN) + (number[hole] as number);
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

/** Moves element `index` one place forward: what is frequent is tried first. */
function promote<T>(list: T[], index: number): void {
  const other = list[index - 1] as T;
  list[index - 1] = list[index] as T;
  list[index] = other;
}
