// Small numbers for (category, event name), so that the bodies of a header are found without building strings.

import { Dictionary } from '../encode/dictionary.js';
import type { Scanner } from './scan.js';
import type { HeaderHoles } from './template.js';

/** More names than any appliance has: beyond it someone invents them, and inventions are left to the reader. */
const MAX_NAMES = 4096;

export const NO_KEY = -1;

export class EventKeys {
  readonly #names = new Dictionary();

  /** Key of the header in the registers of `scanner`. */
  of({ category, eventName }: HeaderHoles, scanner: Scanner): number {
    if (this.#names.size > MAX_NAMES || eventName < 0) return NO_KEY;
    const { bytes, from, to, hash } = scanner;
    const first = category >= 0 && (to[category] as number) + 1 === from[eventName] ? category : eventName;
    if (first !== eventName || category < 0) return this.#intern(scanner, { first, last: eventName });
    const name = this.#names.internAt(bytes, from[eventName] as number, to[eventName] as number, hash[eventName] as number);
    return this.#intern(scanner, { first: category, last: category }) * MAX_NAMES * 2 + name;
  }

  /** Category and event name stand side by side in nearly all headers: one look-up for both. */
  #intern(scanner: Scanner, { first, last }: { first: number; last: number }): number {
    const { bytes, from, to, hash } = scanner;
    const mixed = first === last ? (hash[last] as number) : Math.imul(hash[first] as number, 31) ^ (hash[last] as number);
    return this.#names.internAt(bytes, from[first] as number, to[last] as number, mixed);
  }
}
