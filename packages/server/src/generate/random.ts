/**
 * Pseudo-random numbers that are the same on every machine: sfc32 (Chris Doty-Humphrey, PractRand), integers only.
 * A generator is named by a text; forks are named too, so what one part draws never shifts what another part gets.
 */
const TWO_32 = 4_294_967_296;
const FNV_PRIME = 16_777_619;
const WARM_UP_ROUNDS = 12;

export class Random {
  readonly #name: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(name: string) {
    this.#name = name;
    this.#a = fnv1a(name, 0x811c9dc5);
    this.#b = fnv1a(name, this.#a);
    this.#c = fnv1a(name, this.#b);
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.next();
  }

  fork(part: string): Random {
    return new Random(`${this.#name}/${part}`);
  }

  /** 0 … 2^32 − 1 */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** 0 … limit − 1 */
  below(limit: number): number {
    return Math.floor((this.next() / TWO_32) * limit);
  }

  between(lowest: number, highest: number): number {
    return lowest + this.below(highest - lowest + 1);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<const List extends readonly [unknown, ...unknown[]]>(list: List): List[number] {
    return list[this.below(list.length)] ?? list[0];
  }

  /** Sizes as networks have them: every power of two up to 2^bits is as likely as the others. */
  size(bits: number): number {
    const scale = 1 << this.between(4, bits);
    return scale + this.below(scale);
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }
}

/** http://www.isthe.com/chongo/tech/comp/fnv/, 32 bits over UTF-16 units. */
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  return hash;
}
