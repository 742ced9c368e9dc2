// What was found out about users, by name: a worker asks once for each, and keeps what it has heard from block to block.

import type { DictionaryColumn } from '../encode/columns.js';
import { Dictionary } from '../encode/dictionary.js';
import type { Lookup, UserFacts } from './lookup.js';
import type { StampValues } from './row-stamp.js';
import { NO_TAGS, type TagSets } from './tag-sets.js';

/** Nothing is known of the user that a row would show. */
const UNKNOWN_USER = 0;

export class UserMemo {
  /** What is known of each person, by number; the first is nobody. */
  readonly values: StampValues[] = [NOTHING];
  readonly #lookup: Lookup;
  readonly #tagSets: TagSets;
  readonly #tagsOf: number[] = [NO_TAGS];
  readonly #numbers = new Map<string, number>();
  readonly #names = new Dictionary();
  readonly #numberOfName: number[] = [UNKNOWN_USER];
  /** Of the block: number by id of a name in its dictionary, one more than it is; 0 where it has not been asked for. */
  #byName: Uint32Array = new Uint32Array(0);

  constructor(lookup: Lookup, tagSets: TagSets) {
    this.#lookup = lookup;
    this.#tagSets = tagSets;
  }

  /** Names that are remembered. */
  get size(): number {
    return this.#names.size;
  }

  /** Between two blocks: numbers that were given out before are no longer good. */
  forget(): void {
    for (const list of [this.values, this.#tagsOf, this.#numberOfName]) list.length = 1;
    this.#numbers.clear();
    this.#names.reset();
  }

  /** The names that follow are those of this column of the block. */
  begin({ used, dictionary }: DictionaryColumn): void {
    const count = used ? dictionary.size : 0;
    if (count > this.#byName.length) this.#byName = new Uint32Array(count * 2);
    else this.#byName.fill(0, 0, count);
  }

  ofId({ dictionary }: DictionaryColumn, id: number): number {
    if (id === 0) return UNKNOWN_USER;
    const known = this.#byName[id] as number;
    if (known > 0) return known - 1;
    const number = this.#ofName(dictionary.key(id));
    this.#byName[id] = number + 1;
    return number;
  }

  tagsOf(number: number): number {
    return this.#tagsOf[number] as number;
  }

  #ofName(name: Uint8Array): number {
    const id = this.#names.internBytes(name);
    if (id === this.#numberOfName.length)
      this.#numberOfName.push(this.#numberOf(this.#lookup.user(Buffer.from(name).toString('utf8'))));
    return this.#numberOfName[id] as number;
  }

  #numberOf({ person, tags }: UserFacts): number {
    if (person === null && tags.length === 0) return UNKNOWN_USER;
    const texts = person?.texts ?? [];
    const number = person?.terminationDate ?? Number.NaN;
    const key = [...texts, number, ...tags].join('\n');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const made = this.values.push({ texts, number }) - 1;
    this.#tagsOf.push(this.#tagSets.of(tags));
    this.#numbers.set(key, made);
    return made;
  }
}

const NOTHING: StampValues = { texts: [], number: Number.NaN };
