// How many messages are missing in one rising sequence of 32-bit numbers that may arrive out of order, twice, or begin anew.
// The way of RFC 3550 appendix A.1 and A.3 (RTP): missing = numbers passed − different numbers seen; a number far from the
// others is believed only when more like it follow.
//
//      base                                 high
//   ────●───●●●──●●●●●●●●●●──●●●●●●●●●─●●●●●●●●        ●        ●●●
//           └ passed, out of sight ┘└ window ┘    └─ far: a stray, or the start of a new stretch when others follow
//
// Exact as long as nothing is more than a window late. Numbers below the first one seen count neither as seen nor as missing.

/** Numbers that are remembered one by one: how late a message may be. A power of two. */
export const WINDOW = 4096;

/** Different numbers close together after which a jump is believed (RFC 3550: MIN_SEQUENTIAL). */
const PROBATION = 3;

/** Longest jump forward that is taken for loss: an hour without a line at 4,600 per second. A longer one is another counter. */
export const LONGEST_LOSS = 1 << 24;

type Place = 'new' | 'duplicate' | 'early' | 'far';

/** One stretch of rising numbers. */
class Stretch {
  readonly base: number;
  high: number;
  seen = 1;
  /** Numbers from base to high, both included; may be wider than 32 bits. */
  passed = 1;
  readonly #bits = new Uint32Array(WINDOW / 32);

  constructor(first: number) {
    this.base = first;
    this.high = first;
    this.#mark(first);
  }

  get missing(): number {
    return this.passed - this.seen;
  }

  take(number: number): Place {
    const ahead = distance(this.high, number);
    if (Math.abs(ahead) >= WINDOW) return 'far';
    if (ahead > 0) this.#advance(ahead);
    else if (-ahead >= this.passed) return 'early';
    else if (this.#isMarked(number)) return 'duplicate';
    this.#mark(number);
    this.seen++;
    return 'new';
  }

  #advance(by: number): void {
    for (let step = 1; step <= by; step++) this.#clear(this.high + step);
    this.high = (this.high + by) >>> 0;
    this.passed += by;
  }

  #isMarked(number: number): boolean {
    return (((this.#bits[wordOf(number)] ?? 0) >>> (number & 31)) & 1) === 1;
  }

  #mark(number: number): void {
    const word = wordOf(number);
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (number & 31));
  }

  #clear(number: number): void {
    const word = wordOf(number);
    this.#bits[word] = (this.#bits[word] ?? 0) & ~(1 << (number & 31));
  }
}

export class MessageSequence {
  duplicates = 0;
  /** Numbers that fit nowhere: later than a window, before the first one, or of another counter. */
  strays = 0;
  restarts = 0;
  #current: Stretch | null = null;
  #doubtful: Stretch | null = null;
  #seenBefore = 0;
  #missingBefore = 0;

  /** Different numbers seen. */
  get seen(): number {
    return this.#seenBefore + (this.#current?.seen ?? 0);
  }

  get missing(): number {
    return this.#missingBefore + (this.#current?.missing ?? 0);
  }

  observe(number: number): void {
    if (this.#current === null) this.#begin(number);
    else this.#place(number, this.#current);
  }

  /** SNMP traps carry the number 0, which is nobody's. */
  #begin(number: number): void {
    if (number !== 0) this.#current = new Stretch(number);
  }

  #place(number: number, current: Stretch): void {
    const place = current.take(number);
    if (number === 0 && (place === 'far' || place === 'early')) return;
    if (place === 'far') return this.#doubt(number, current);
    this.#dismissDoubt();
    if (place === 'duplicate') this.duplicates++;
    if (place === 'early') this.strays++;
  }

  #doubt(number: number, current: Stretch): void {
    const place = this.#doubtful?.take(number) ?? 'far';
    if (place === 'far') {
      this.#dismissDoubt();
      this.#doubtful = new Stretch(number);
    } else if (place !== 'new') this.strays++;
    else if (this.#doubtful !== null && this.#doubtful.seen >= PROBATION) this.#believe(this.#doubtful, current);
  }

  #dismissDoubt(): void {
    this.strays += this.#doubtful?.seen ?? 0;
    this.#doubtful = null;
  }

  /** A stretch that was never confirmed itself proves no loss by what follows it. */
  #believe(next: Stretch, current: Stretch): void {
    const between = distance(current.high, next.base) - 1;
    const isLoss = current.seen >= PROBATION && between >= 0 && between <= LONGEST_LOSS;
    if (!isLoss) this.restarts++;
    this.#seenBefore += current.seen;
    this.#missingBefore += current.missing + (isLoss ? between : 0);
    this.#current = next;
    this.#doubtful = null;
  }
}

/** How far `to` lies ahead of `from` on the circle of 32-bit numbers: negative when it lies behind. */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}

function wordOf(number: number): number {
  return (number >>> 5) & (WINDOW / 32 - 1);
}
