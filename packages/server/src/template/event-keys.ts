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
  of(at: HeaderHoles, scanner: Scanner): number {
    if (this.#names.size > MAX_NAMES) return NO_KEY;
    return this.name(at.category, scanner) * MAX_NAMES * 2 + this.name(at.eventName, scanner);
  }

  /** Id of the text in register `hole`; 0 when there is none. */
  name(hole: number, scanner: Scanner): number {
    if (hole < 0) return 0;
    const { bytes, from, to, hash } = scanner;
    return this.#names.internAt(bytes, from[hole] as number, to[hole] as number, hash[hole] as number);
  }
}
