/** What is still to happen, earliest first; of the same instant, in the order of arrival. A binary heap. */
export interface Timed {
  readonly at: number;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly order: number;
}

export class Queue<Item extends Timed> {
  readonly #heap: Waiting<Item>[] = [];
  #arrivals = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Instant of the next item; infinite when there is none. */
  get next(): number {
    return this.#heap[0]?.item.at ?? Number.POSITIVE_INFINITY;
  }

  push(item: Item): void {
    const added = { item, order: this.#arrivals++ };
    let index = this.#heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || isBefore(parent, added)) break;
      this.#heap[index] = parent;
      index = above;
    }
    this.#heap[index] = added;
  }

  pop(): Item | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#sink(last);
    return first?.item;
  }

  #sink(moved: Waiting<Item>): void {
    let index = 0;
    for (;;) {
      const below = this.#earlierChild(index);
      const child = this.#heap[below];
      if (child === undefined || isBefore(moved, child)) break;
      this.#heap[index] = child;
      index = below;
    }
    this.#heap[index] = moved;
  }

  #earlierChild(index: number): number {
    const left = this.#heap[2 * index + 1];
    const right = this.#heap[2 * index + 2];
    const isRight = left !== undefined && right !== undefined && isBefore(right, left);
    return isRight ? 2 * index + 2 : 2 * index + 1;
  }
}

function isBefore(one: Waiting<Timed>, other: Waiting<Timed>): boolean {
  return one.item.at < other.item.at || (one.item.at === other.item.at && one.order < other.order);
}
