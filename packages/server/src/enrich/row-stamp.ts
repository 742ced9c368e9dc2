// Values that go into a row together (the place of an address, the data of a person), kept once and written by their number. Ids in the
// columns' dictionaries are found once per block, not once per row.

import type { Token } from '@gatehouse/model';
import type { Batch } from '../encode/batch.js';
import { type DictionaryColumn, Number64Column, NumberColumn } from '../encode/columns.js';
import { dictionaryColumn } from './batch-columns.js';

export interface StampValues {
  /** In the order of the text tokens; '' is absent. */
  readonly texts: readonly string[];
  /** NaN is absent. */
  readonly number: number;
}

export interface StampTokens {
  readonly texts: readonly Token[];
  readonly number: Token;
}

export class RowStamp {
  readonly #batch: Batch;
  readonly #texts: readonly DictionaryColumn[];
  readonly #number: NumberColumn | Number64Column;
  readonly #values: StampValues[];
  /** For each number the ids of its texts, and the generation of the batch that they are valid in. */
  #ids = new Uint32Array(0);
  #generations = new Int32Array(0);

  /** `values` grows while numbers are given out. */
  constructor(batch: Batch, tokens: StampTokens, values: StampValues[]) {
    this.#batch = batch;
    this.#texts = tokens.texts.map((token) => dictionaryColumn(batch, token));
    const number = batch.column(tokens.number);
    if (!(number instanceof NumberColumn || number instanceof Number64Column))
      throw new TypeError(`column ${tokens.number} holds no numbers`);
    this.#number = number;
    this.#values = values;
  }

  write(row: number, index: number): void {
    if (this.#generations[index] !== this.#batch.generation) this.#refresh(index);
    const texts = this.#texts;
    const first = index * texts.length;
    for (let at = 0; at < texts.length; at++) {
      const id = this.#ids[first + at] as number;
      if (id !== 0) (texts[at] as DictionaryColumn).set(row, id);
    }
    const { number } = this.#values[index] as StampValues;
    if (!Number.isNaN(number)) this.#number.set(row, number);
  }

  #refresh(index: number): void {
    if (index >= this.#generations.length) this.#grow(index + 1);
    this.#generations[index] = this.#batch.generation;
    const { texts } = this.#values[index] as StampValues;
    for (const [at, column] of this.#texts.entries())
      this.#ids[index * this.#texts.length + at] = column.dictionary.internText(texts[at] ?? '');
  }

  #grow(count: number): void {
    const size = Math.max(256, count * 2);
    const ids = new Uint32Array(size * this.#texts.length);
    ids.set(this.#ids);
    const generations = new Int32Array(size).fill(-1);
    generations.set(this.#generations);
    this.#ids = ids;
    this.#generations = generations;
  }
}
