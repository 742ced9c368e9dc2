// Small numbers for (category, event name), so that the bodies of a header are found without building strings.

import { Dictionary } from '../encode/dictionary.js';
import type { Registers } from './registers.js';
import type { HeaderHoles } from './template.js';

/** More names than any appliance has: beyond it someone invents them, and inventions are left to the reader. */
const MAX_NAMES = 4096;

export const NO_KEY = -1;

export class EventKeys {
  readonly #names = new Dictionary();

  /** Key of the header in the registers; NO_KEY beyond all reason. */
  of({ category, eventName }: HeaderHoles, registers: Registers): number {
    if (this.#names.size > MAX_NAMES || eventName < 0) return NO_KEY;
    const name = this.#names.intern(registers, eventName);
    return category < 0 ? name : this.#names.intern(registers, category) * MAX_NAMES * 2 + name;
  }
}
