// Writes the registers of a matched line into the batch: the second half of the fast path, after nothing can fail any more.

import type { Batch } from '../encode/batch.js';
import { hashBytes } from '../encode/dictionary.js';
import type { DictionaryColumn, TextColumn } from '../encode/columns.js';
import type { DateOrder } from '../map/reading.js';
import type { Scanner } from './scan.js';
import { type CompiledHole, HOLE, type Template } from './template.js';

const LINE_FEED = 0x0a;
const COMMA = 0x2c;

/** Milliseconds since 1970 UTC of the date holes of a matched line, by hole index. */
export type Instants = Float64Array;

export class Committer {
  readonly #batch: Batch;
  readonly #scanner: Scanner;
  readonly #scratch = new Uint8Array(4096);

  constructor(batch: Batch, scanner: Scanner) {
    this.#batch = batch;
    this.#scanner = scanner;
  }

  commit(template: Template, order: DateOrder, instants: Instants): void {
    const row = this.#batch.rows;
    const headerHoles = template.header.holes;
    const bodyHoles = template.body.holes;
    for (let index = 0; index < headerHoles.length; index++) {
      this.#hole(headerHoles[index] as CompiledHole, index, row, instants);
    }
    for (let index = 0; index < bodyHoles.length; index++) {
      this.#hole(bodyHoles[index] as CompiledHole, headerHoles.length + index, row, instants);
    }
    if (template.at.head >= 0) this.#twoParts(template, row);
    if (template.attributes.length > 0) this.#attributes(template, row);
    if (template.rest.length > 0) this.#rest(template, row);
    this.#constants(template, order, row);
    this.#batch.rows = row + 1;
  }

  #hole(hole: CompiledHole, index: number, row: number, instants: Instants): void {
    const { dictionaries, numbers, wide, texts } = hole.targets;
    switch (hole.code) {
      case HOLE.date:
        for (const column of wide) column.set(row, instants[index] as number);
        return;
      case HOLE.number:
      case HOLE.duration:
        for (const column of numbers) column.set(row, this.#scanner.number[index] as number);
        for (const column of wide) column.set(row, this.#scanner.number[index] as number);
        return;
      case HOLE.address:
        for (const column of numbers) column.set(row, this.#scanner.number[index] as number);
        for (const column of dictionaries) this.#internAddress(column, index, row);
        return;
      case HOLE.text:
        for (const column of dictionaries) column.set(row, this.#intern(column, index));
        for (const column of texts) this.#text(column, index, row);
        return;
      case HOLE.list:
        for (const column of dictionaries) column.set(row, this.#internList(column, index));
        return;
      default:
        return;
    }
  }

  #intern(column: DictionaryColumn, index: number): number {
    const { bytes, from, to, hash } = this.#scanner;
    return column.dictionary.internAt(bytes, from[index] as number, to[index] as number, hash[index] as number);
  }

  #internAddress(column: DictionaryColumn, index: number, row: number): void {
    const { bytes, from, to } = this.#scanner;
    const start = from[index] as number;
    const end = to[index] as number;
    column.set(row, column.dictionary.internAt(bytes, start, end, hashBytes(bytes, start, end)));
  }

  /** Lists are stored joined by line feeds, which no line can hold. */
  #internList(column: DictionaryColumn, index: number): number {
    const { bytes, from, to } = this.#scanner;
    const start = from[index] as number;
    const length = (to[index] as number) - start;
    const scratch = length <= this.#scratch.length ? this.#scratch : new Uint8Array(length);
    for (let cursor = 0; cursor < length; cursor++) {
      const byte = bytes[start + cursor] as number;
      scratch[cursor] = byte === COMMA ? LINE_FEED : byte;
    }
    return column.dictionary.internAt(scratch, 0, length, hashBytes(scratch, 0, length));
  }

  #text(column: TextColumn, index: number, row: number): void {
    const { bytes, from, to } = this.#scanner;
    const start = from[index] as number;
    const end = to[index] as number;
    column.start(row, end - start).slice(bytes, start, end);
  }

  #twoParts(template: Template, row: number): void {
    const { bytes, from, to } = this.#scanner;
    const { head, tail } = template.at;
    const hole = template.body.holes[head - template.header.holes.length];
    const headLength = (to[head] as number) - (from[head] as number);
    const tailLength = (to[tail] as number) - (from[tail] as number);
    for (const column of hole?.targets.texts ?? []) {
      const sink = column.start(row, headLength + tailLength);
      sink.slice(bytes, from[head] as number, to[head] as number);
      sink.slice(bytes, from[tail] as number, to[tail] as number);
    }
  }

  #attributes(template: Template, row: number): void {
    const { bytes, from, to } = this.#scanner;
    let length = template.attributes.length - 1;
    for (const source of template.attributes) {
      length += 'hole' in source ? (to[source.hole] as number) - (from[source.hole] as number) : source.constant.length;
    }
    const sink = this.#batch.attributeValues.start(row, length);
    let first = true;
    for (const source of template.attributes) {
      if (!first) sink.byte(LINE_FEED);
      first = false;
      if ('hole' in source) sink.slice(bytes, from[source.hole] as number, to[source.hole] as number);
      else sink.slice(source.constant, 0, source.constant.length);
    }
  }

  #rest(template: Template, row: number): void {
    const { bytes, from, to } = this.#scanner;
    let length = template.rest.length - 1;
    for (const hole of template.rest) length += (to[hole] as number) - (from[hole] as number);
    const sink = this.#batch.rawRest.start(row, length);
    let first = true;
    for (const hole of template.rest) {
      if (!first) sink.byte(LINE_FEED);
      first = false;
      sink.slice(bytes, from[hole] as number, to[hole] as number);
    }
  }

  #constants(template: Template, order: DateOrder, row: number): void {
    const batch = this.#batch;
    const ids = template.ids;
    if (ids.generation !== batch.generation) refresh(template, batch);
    const constants = template.constants;
    for (let index = 0; index < constants.length; index++) {
      const constant = constants[index] as Template['constants'][number];
      if ('text' in constant) constant.column.set(row, ids.constants[index] as number);
      else constant.column.set(row, constant.number);
    }
    if (ids.attributeNames !== 0) batch.attributeNames.set(row, ids.attributeNames);
    if (ids.raw[order] === 0) ids.raw[order] = batch.rawTemplate.dictionary.internText(template.raw[order]);
    batch.rawTemplate.set(row, ids.raw[order]);
  }
}

function refresh(template: Template, batch: Batch): void {
  const ids = template.ids;
  ids.generation = batch.generation;
  template.constants.forEach((constant, index) => {
    if ('text' in constant) ids.constants[index] = constant.column.dictionary.internText(constant.text);
  });
  ids.attributeNames = batch.attributeNames.dictionary.internText(template.attributeNames);
  ids.raw.mdy = 0;
  ids.raw.dmy = 0;
  ids.raw.ymd = 0;
}
