// Writes headers and the trees of their bodies into the arena of the kernel, as packages/server/kernel/records.ts reads them.

import { hashBytes } from '../encode/dictionary.js';
import type { Kernel } from './kernel.js';
import type { BodyNode, Header, Literal, Piece, Template } from './template.js';

export class Program {
  readonly #kernel: Kernel;
  readonly #ints: Int32Array;
  /** Headers with the places of their records. */
  readonly #headers = new Map<Header, WrittenHeader>();
  #templates: Template[] = [];
  readonly #numbers = new Map<Template, number>();
  readonly #literals = new Map<string, number>();
  #at: number;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#ints = new Int32Array(kernel.registers.bytes.buffer);
    this.#at = kernel.exports.ARENA.value;
  }

  /** In the order of their admission. */
  get headers(): readonly Header[] {
    return [...this.#headers.keys()];
  }

  template(number: number): Template {
    return this.#templates[number] as Template;
  }

  /** Writes the bodies of this event anew. Trees replaced before lie idle until the arena is full; then everything is written again. */
  write(header: Header, event: string): void {
    try {
      this.#write(header, event);
    } catch (error) {
      if (!(error instanceof ArenaFull)) throw error;
      this.#writeAll(header);
    }
  }

  /** Forgets all. */
  clear(): void {
    this.#headers.clear();
    this.#literals.clear();
    this.#templates = [];
    this.#numbers.clear();
    this.#at = this.#kernel.exports.ARENA.value;
    this.#kernel.exports.setHeaders(0, 0);
  }

  /** Address of the records of these pieces. */
  pieces(pieces: readonly Piece[]): number {
    const size = this.#kernel.exports.PIECE_BYTES.value;
    const at = this.#room(pieces.length * size);
    for (const [index, piece] of pieces.entries()) this.#piece(piece, at + index * size);
    return at;
  }

  #writeAll(newest: Header): void {
    const headers = new Set([...this.#headers.keys(), newest]);
    this.clear();
    for (const header of headers) for (const event of header.bodies.keys()) this.#write(header, event);
  }

  #write(header: Header, event: string): void {
    const written = this.#headers.get(header) ?? this.#header(header);
    const record = written.bodies.get(event) ?? this.#bodies(header, written, event);
    const root = { ...NO_BODIES, children: header.bodies.get(event)?.roots ?? [] };
    this.#set(record + this.#kernel.exports.ROOT_AT.value, [this.#node(root)]);
  }

  #header(header: Header): WrittenHeader {
    const buckets = this.#room(this.#kernel.exports.BUCKETS.value * 4);
    const { start, pieces, at } = header;
    const record = this.#record([
      this.#literal(start),
      start.length,
      this.pieces(pieces),
      pieces.length,
      at.category,
      at.eventName,
      buckets,
    ]);
    const written = { record, buckets, bodies: new Map<string, number>() };
    this.#headers.set(header, written);
    const records = [...this.#headers.values()].map((one) => one.record);
    this.#kernel.exports.setHeaders(this.#record(records), records.length);
    return written;
  }

  /** A record at the head of its bucket; its trees come later. */
  #bodies(header: Header, { buckets, bodies }: WrittenHeader, event: string): number {
    const names = event.split('\n').map((name) => Buffer.from(name, 'latin1'));
    const [category = NOTHING, eventName = NOTHING] = names;
    const hash = Math.imul(hashOf(category, header.at.category), 31) + hashOf(eventName, header.at.eventName);
    const bucket = buckets + (hash & (this.#kernel.exports.BUCKETS.value - 1)) * 4;
    const next = this.#ints[bucket >> 2] as number;
    const places = [this.#literal(category), category.length, this.#literal(eventName), eventName.length];
    const record = this.#record([...places, this.#node(NO_BODIES), next]);
    this.#set(bucket, [record]);
    bodies.set(event, record);
    return record;
  }

  #node({ start, pieces, children, template }: BodyNode): number {
    const same = template?.same ?? [];
    return this.#record([
      this.#literal(start),
      start.length,
      this.pieces(pieces),
      pieces.length,
      this.#record(children.map((child) => this.#node(child))),
      children.length,
      template === null ? -1 : this.#numberOf(template),
      this.#record(same),
      same.length,
      template?.at.client ?? -1,
    ]);
  }

  #numberOf(template: Template): number {
    const known = this.#numbers.get(template);
    if (known !== undefined) return known;
    const number = this.#templates.push(template) - 1;
    this.#numbers.set(template, number);
    return number;
  }

  #piece({ code, last, hashed, limit, literal, after }: Piece, at: number): void {
    const { LAST, HASHED } = this.#kernel.exports;
    this.#set(at, [code, (last ? LAST.value : 0) | (hashed ? HASHED.value : 0)]);
    this.#kernel.registers.view.setFloat64(at + 8, limit, true);
    this.#set(at + 16, [this.#literal(literal), literal.length, this.#literal(after), after.length]);
  }

  /** Each text stands in the arena once. */
  #literal(literal: Literal): number {
    const text = literal.toString('latin1');
    const known = this.#literals.get(text);
    if (known !== undefined) return known;
    const at = this.#room(literal.length);
    this.#kernel.registers.bytes.set(literal, at);
    this.#literals.set(text, at);
    return at;
  }

  #record(fields: readonly number[]): number {
    const at = this.#room(fields.length * 4);
    this.#set(at, fields);
    return at;
  }

  #set(at: number, fields: readonly number[]): void {
    this.#ints.set(fields, at >> 2);
  }

  /** Zeroed, at a multiple of eight. */
  #room(bytes: number): number {
    const { ARENA, ARENA_BYTES } = this.#kernel.exports;
    const at = this.#at;
    const end = at + Math.ceil(bytes / 8) * 8;
    if (end > ARENA.value + ARENA_BYTES.value) throw new ArenaFull();
    this.#kernel.registers.bytes.fill(0, at, end);
    this.#at = end;
    return at;
  }
}

/** Never leaves this file. */
class ArenaFull extends Error {}

interface WrittenHeader {
  readonly record: number;
  readonly buckets: number;
  /** By event, see Header. */
  readonly bodies: Map<string, number>;
}

const NOTHING = Buffer.alloc(0);
const NO_BODIES: BodyNode = { start: NOTHING, pieces: [], children: [], template: null };

function hashOf(name: Uint8Array, hole: number): number {
  return hole < 0 ? 0 : hashBytes(name, 0, name.length);
}
