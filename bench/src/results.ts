/** Everything that one run of the measurements has found. A part that failed says why and leaves the others standing. */

import type { Compiling } from './compiling.js';
import type { EncodeFigures } from './encode-alone.js';
import type { Input } from './input.js';
import type { Machine } from './machine.js';
import type { BenchOptions } from './options.js';
import type { OverHttp } from './over-http.js';
import type { Pair } from './pairs.js';
import type { Receiving } from './receiving.js';
import type { Searches } from './searches.js';
import type { Tally } from './truth.js';
import type { SessionResults } from './upkeep.js';

export type Part<Value> = { readonly value: Value } | { readonly missing: string };

export interface Results {
  readonly machine: Machine;
  readonly options: BenchOptions;
  readonly command: string;
  readonly input: Input;
  readonly peerVersion: Part<string>;
  readonly pairs: Part<readonly Pair[]>;
  readonly encode: Part<EncodeFigures>;
  readonly peerCheck: Part<Tally>;
  readonly parseCheck: Part<Tally>;
  readonly storedCheck: Part<Tally>;
  readonly searches: Part<Searches>;
  readonly overHttp: Part<OverHttp>;
  readonly compiling: Part<Compiling>;
  readonly sessions: Part<SessionResults>;
  readonly idleMib: Part<number>;
  readonly receiving: Part<Receiving>;
}

export async function part<Value>(work: () => Promise<Value> | Value): Promise<Part<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

/** The value of a part that another one is made from. */
export function required<Value>(found: Part<Value>): Value {
  if ('value' in found) return found.value;
  throw new Error(found.missing);
}

/** The value of a part, or a line that says why there is none. */
export function shown<Value>(found: Part<Value>, show: (value: Value) => string): string {
  return 'value' in found ? show(found.value) : `Not measured: ${found.missing}`;
}
