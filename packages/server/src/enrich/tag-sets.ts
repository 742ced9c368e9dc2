// Lists of tags by number: most rows have one of a few, and joining two of them is looked up.

export const NO_TAGS = 0;

export class TagSets {
  readonly #sets: (readonly string[])[] = [[]];
  readonly #numbers = new Map<string, number>([['', NO_TAGS]]);
  readonly #unions = new Map<number, number>();

  of(tags: readonly string[]): number {
    const key = tags.join('\n');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#sets.push(tags) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  at(number: number): readonly string[] {
    return this.#sets[number] ?? [];
  }

  /** The tags of both, those of `a` first. */
  union(a: number, b: number): number {
    if (b === NO_TAGS || a === b) return a;
    if (a === NO_TAGS) return b;
    const key = a * MOST + b;
    let union = this.#unions.get(key);
    if (union === undefined) {
      union = this.of([...new Set([...this.at(a), ...this.at(b)])]);
      this.#unions.set(key, union);
    }
    return union;
  }

  clear(): void {
    this.#sets.length = 1;
    this.#numbers.clear();
    this.#numbers.set('', NO_TAGS);
    this.#unions.clear();
  }

  get size(): number {
    return this.#sets.length;
  }
}

const MOST = 2 ** 26;
