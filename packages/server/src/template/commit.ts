// Writes the registers of a matched line into the batch: the second half of the fast path, after nothing can fail any more.
// One loop per kind of column, so that each store instruction sees one type of array.

import type { Batch } from '../encode/batch.js';
import type { DictionaryColumn } from '../encode/columns.js';
import { Dictionary } from '../encode/dictionary.js';
import type { DateOrder } from '../map/reading.js';
import type { Registers } from './kernel.js';
import type { AttributeSource, CopyWrite, Template, Write, Writes } from './template.js';

const LINE_FEED = 0x0a;
const COMMA = 0x2c;

/** Milliseconds since 1970 UTC of the date holes of a matched line, by hole index. */
export type Instants = Float64Array;

/** Lists as they stand in lines, with their ids in the column. */
interface KnownLists {
  readonly generation: number;
  readonly written: Dictionary;
  readonly ids: number[];
}

export class Committer {
  peer = '';
  readonly #batch: Batch;
  readonly #registers: Registers;
  readonly #lists = new Map<DictionaryColumn, KnownLists>();

  constructor(batch: Batch, registers: Registers) {
    this.#batch = batch;
    this.#registers = registers;
  }

  commit(template: Template, order: DateOrder, instants: Instants): void {
    const row = this.#batch.rows;
    this.#numbers(template.writes, row, instants);
    this.#texts(template.writes, row);
    if (template.writes.twoPart.length > 0) this.#twoParts(template, row);
    if (template.attributes.length > 0) this.#attributes(template.attributes, row);
    if (template.rest.length > 0) this.#rest(template.rest, row);
    this.#constants(template, order, row);
    this.#batch.rows = row + 1;
  }

  #numbers(writes: Writes, row: number, instants: Instants): void {
    const { number } = this.#registers;
    const { bytes, shorts, words, wide, instants: times } = writes;
    for (let index = 0; index < bytes.length; index++) {
      const { column, hole } = bytes[index] as Write<Writes['bytes'][0]['column']>;
      column.set8(row, number[hole] as number);
    }
    for (let index = 0; index < shorts.length; index++) {
      const { column, hole } = shorts[index] as Writes['shorts'][0];
      column.set16(row, number[hole] as number);
    }
    for (let index = 0; index < words.length; index++) {
      const { column, hole } = words[index] as Writes['words'][0];
      column.set32(row, number[hole] as number);
    }
    for (let index = 0; index < wide.length; index++) {
      const { column, hole } = wide[index] as Writes['wide'][0];
      column.set(row, number[hole] as number);
    }
    for (let index = 0; index < times.length; index++) {
      const { column, hole } = times[index] as Writes['instants'][0];
      column.set(row, instants[hole] as number);
    }
  }

  #texts(writes: Writes, row: number): void {
    const registers = this.#registers;
    const { bytes, from, to } = registers;
    const { texts, copies, addresses, lists, plain } = writes;
    for (let index = 0; index < texts.length; index++) {
      const { column, hole } = texts[index] as Writes['texts'][0];
      column.set(row, column.dictionary.intern(registers, hole));
    }
    for (let index = 0; index < copies.length; index++) {
      const { first, column } = copies[index] as CopyWrite;
      column.set(row, column.copyId(first, row));
    }
    for (let index = 0; index < addresses.length; index++) {
      const { column, hole } = addresses[index] as Writes['addresses'][0];
      column.set(row, column.dictionary.intern(registers, hole));
    }
    for (let index = 0; index < lists.length; index++) {
      const { column, hole } = lists[index] as Writes['lists'][0];
      column.set(row, this.#internList(column, hole));
    }
    for (let index = 0; index < plain.length; index++) {
      const { column, hole } = plain[index] as Writes['plain'][0];
      const start = from[hole] as number;
      const end = to[hole] as number;
      column.start(row, end - start).slice(bytes, start, end);
    }
  }

  /** Each distinct list is rewritten once in a generation of the batch. */
  #internList(column: DictionaryColumn, hole: number): number {
    const known = this.#listsOf(column);
    const written = known.written.intern(this.#registers, hole);
    const id = known.ids[written] ?? 0;
    return id !== 0 ? id : (known.ids[written] = this.#rewriteList(column, hole));
  }

  #listsOf(column: DictionaryColumn): KnownLists {
    const known = this.#lists.get(column);
    if (known?.generation === this.#batch.generation) return known;
    const fresh = { generation: this.#batch.generation, written: new Dictionary(), ids: [] };
    this.#lists.set(column, fresh);
    return fresh;
  }

  /** Lists are stored joined by line feeds, which no line can hold. */
  #rewriteList(column: DictionaryColumn, hole: number): number {
    const { bytes, from, to } = this.#registers;
    const list = bytes.slice(from[hole], to[hole]);
    for (let at = 0; at < list.length; at++) if (list[at] === COMMA) list[at] = LINE_FEED;
    return column.dictionary.internBytes(list);
  }

  #twoParts({ writes, at }: Template, row: number): void {
    const { bytes, from, to } = this.#registers;
    const head = { from: from[at.head] as number, to: to[at.head] as number };
    const tail = { from: from[at.tail] as number, to: to[at.tail] as number };
    for (const column of writes.twoPart) {
      const sink = column.start(row, head.to - head.from + tail.to - tail.from);
      sink.slice(bytes, head.from, head.to);
      sink.slice(bytes, tail.from, tail.to);
    }
  }

  #attributes(attributes: readonly AttributeSource[], row: number): void {
    const { bytes, from, to } = this.#registers;
    let length = attributes.length - 1;
    for (let index = 0; index < attributes.length; index++) {
      const source = attributes[index] as AttributeSource;
      length += 'hole' in source ? (to[source.hole] as number) - (from[source.hole] as number) : source.constant.length;
    }
    const sink = this.#batch.attributeValues.start(row, length);
    for (let index = 0; index < attributes.length; index++) {
      const source = attributes[index] as AttributeSource;
      if (index > 0) sink.byte(LINE_FEED);
      if ('hole' in source) sink.slice(bytes, from[source.hole] as number, to[source.hole] as number);
      else sink.slice(source.constant, 0, source.constant.length);
    }
  }

  #rest(rest: readonly number[], row: number): void {
    const { bytes, from, to } = this.#registers;
    let length = rest.length - 1;
    for (const hole of rest) length += (to[hole] as number) - (from[hole] as number);
    const sink = this.#batch.rawRest.start(row, length);
    rest.forEach((hole, index) => {
      if (index > 0) sink.byte(LINE_FEED);
      sink.slice(bytes, from[hole] as number, to[hole] as number);
    });
  }

  #constants(template: Template, order: DateOrder, row: number): void {
    const batch = this.#batch;
    const { ids, constants } = template;
    if (ids.generation !== batch.generation || ids.peer !== this.peer) this.#refresh(template);
    for (let index = 0; index < constants.length; index++) {
      const constant = constants[index] as Template['constants'][number];
      if ('number' in constant) constant.column.set(row, constant.number);
      else constant.column.set(row, ids.constants[index] as number);
    }
    if (ids.attributeNames !== 0) batch.attributeNames.set(row, ids.attributeNames);
    if (ids.raw[order] === 0) ids.raw[order] = batch.rawTemplate.dictionary.internText(template.raw[order]);
    batch.rawTemplate.set(row, ids.raw[order]);
  }

  #refresh(template: Template): void {
    const { ids, constants } = template;
    const batch = this.#batch;
    ids.generation = batch.generation;
    ids.peer = this.peer;
    for (const [index, constant] of constants.entries()) {
      if ('number' in constant) continue;
      ids.constants[index] = constant.column.dictionary.internText('text' in constant ? constant.text : this.peer);
    }
    ids.attributeNames = batch.attributeNames.dictionary.internText(template.attributeNames);
    ids.raw.mdy = 0;
    ids.raw.dmy = 0;
    ids.raw.ymd = 0;
  }
}
