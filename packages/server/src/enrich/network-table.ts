// What is known of networks (reserved ranges, sites, trusted proxies, watch lists) as one sorted table of disjoint ranges, each with
// the labels of all networks around it, the widest first. In shared memory: a watch list may hold a hundred thousand addresses.

import { type Bounds, isIpv4, networkBounds } from './address-bits.js';
import { sharedWords } from './string-table.js';

export interface NetworkTable {
  /** First address of each range, four words, the highest first. */
  readonly starts: Uint32Array;
  /** Which set of labels each range has. */
  readonly sets: Uint32Array;
  /** The same for IPv4 alone, one word each: that is what nearly all addresses are. */
  readonly ipv4: { readonly starts: Uint32Array; readonly sets: Uint32Array };
  readonly labels: readonly (readonly number[])[];
}

export interface LabelledNetwork {
  readonly network: string;
  readonly label: number;
}

/** Throws RangeError for what is no network: who reads the file says where it stands. */
export function networkTable(networks: readonly LabelledNetwork[]): NetworkTable {
  const sweep = new Sweep();
  for (const network of sorted(networks)) sweep.enter(network);
  sweep.leave(EVERYTHING);
  return sweep.table();
}

interface Labelled extends Bounds {
  readonly label: number;
}

const EVERYTHING = 1n << 128n;
const NO_LABELS = 0;

function sorted(networks: readonly LabelledNetwork[]): Labelled[] {
  const bounds = networks.map(({ network, label }) => {
    const found = networkBounds(network);
    if (found === null) throw new RangeError(`not a network: ${network}`);
    return { ...found, label };
  });
  // Networks are nested or apart, never half in each other: the widest of those that begin together comes first.
  return bounds.sort((a, b) => compare(a.from, b.from) || compare(b.to, a.to));
}

/** Goes through the networks from the first address to the last and notes where the labels change. */
class Sweep {
  readonly #open: Labelled[] = [];
  readonly #starts: bigint[] = [];
  readonly #sets: number[] = [];
  readonly #labels: (readonly number[])[] = [[]];
  readonly #known = new Map<string, number>([['', NO_LABELS]]);

  enter(network: Labelled): void {
    this.leave(network.from);
    this.#open.push(network);
    this.#note(network.from);
  }

  /** Closes the networks that end before `address`. */
  leave(address: bigint): void {
    for (let inner = this.#open.at(-1); inner !== undefined && inner.to < address; inner = this.#open.at(-1)) {
      this.#open.pop();
      this.#note(inner.to + 1n);
    }
  }

  table(): NetworkTable {
    const starts = sharedWords(this.#starts.length * 4);
    for (const [index, start] of this.#starts.entries()) {
      for (let word = 0; word < 4; word++) starts[index * 4 + word] = Number((start >> BigInt(96 - word * 32)) & WORD);
    }
    const sets = sharedWords(this.#sets.length);
    sets.set(this.#sets);
    return { starts, sets, ipv4: this.#ipv4(), labels: this.#labels };
  }

  #ipv4(): NetworkTable['ipv4'] {
    const inside = [...this.#starts.keys()].filter((index) => isIpv4(this.#starts[index] as bigint));
    const before = this.#sets[(inside[0] ?? this.#starts.length) - 1] ?? NO_LABELS;
    const starts = sharedWords(inside.length + 1);
    const sets = sharedWords(inside.length + 1);
    starts.set([0, ...inside.map((index) => Number((this.#starts[index] as bigint) & WORD))]);
    sets.set([before, ...inside.map((index) => this.#sets[index] as number)]);
    return { starts, sets };
  }

  #note(start: bigint): void {
    if (start >= EVERYTHING) return;
    if (this.#starts.at(-1) === start) this.#sets[this.#sets.length - 1] = this.#setOf();
    else if (this.#sets.at(-1) !== this.#setOf()) {
      this.#starts.push(start);
      this.#sets.push(this.#setOf());
    }
  }

  #setOf(): number {
    const labels = [...new Set(this.#open.map(({ label }) => label))];
    const key = labels.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#labels.length);
    return this.#labels.push(labels) - 1;
  }
}

const WORD = 0xffff_ffffn;

/** Number of the set of labels of an IPv4 address. */
export function labelSetOfIpv4({ ipv4: { starts, sets } }: NetworkTable, address: number): number {
  let [low, high] = [1, sets.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) <= address) low = middle + 1;
    else high = middle - 1;
  }
  return sets[high] as number;
}

/** Labels of all networks around the address, the widest first. */
export function labelsOf({ starts, sets, labels }: NetworkTable, address: bigint): readonly number[] {
  let [low, high] = [0, sets.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (startOf(starts, middle) <= address) low = middle + 1;
    else high = middle - 1;
  }
  return high < 0 ? [] : (labels[sets[high] as number] as readonly number[]);
}

function startOf(starts: Uint32Array, index: number): bigint {
  let bits = 0n;
  for (let word = 0; word < 4; word++) bits = (bits << 32n) | BigInt(starts[index * 4 + word] as number);
  return bits;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
