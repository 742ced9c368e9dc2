// What happened lately, in constant memory: a rate over the last minute, and order statistics of the last values.

const SLOTS = 60;
const SLOT_MS = 1000;

/** Counts per second over the last minute, or over the time since the beginning while that is shorter. */
export class RecentRate {
  readonly #slots = new Float64Array(SLOTS);
  readonly #begin: number;
  #newest: number;

  constructor(now: number) {
    this.#begin = now;
    this.#newest = slotOf(now);
  }

  add(now: number, count: number): void {
    this.#advance(now);
    const slot = this.#newest % SLOTS;
    this.#slots[slot] = (this.#slots[slot] ?? 0) + count;
  }

  perSecond(now: number): number {
    this.#advance(now);
    const seconds = Math.min(SLOTS, Math.max(1, (now - this.#begin) / SLOT_MS));
    return this.#slots.reduce((sum, count) => sum + count, 0) / seconds;
  }

  /** Empties the slots that have come round again. A clock that went back writes on in the newest one. */
  #advance(now: number): void {
    const slot = slotOf(now);
    if (slot <= this.#newest) return;
    const emptied = Math.min(SLOTS, slot - this.#newest);
    for (let index = 0; index < emptied; index++) this.#slots[(slot - index) % SLOTS] = 0;
    this.#newest = slot;
  }
}

function slotOf(now: number): number {
  return Math.floor(now / SLOT_MS);
}

/** The last values, for their median and other quantiles. Odd, so that the median is one of them. */
export class RecentValues {
  readonly #values: Float64Array;
  #count = 0;

  constructor(capacity = 101) {
    this.#values = new Float64Array(capacity);
  }

  add(value: number): void {
    this.#values[this.#count++ % this.#values.length] = value;
  }

  /** Nearest rank; null while there is no value. */
  quantile(part: number): number | null {
    const sorted = this.#values.slice(0, this.#count).sort();
    return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
  }
}
