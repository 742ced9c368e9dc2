// What the devices have proven about their date order, as one block sees it.
//
// Blocks of a file are read side by side, but the order of an ambiguous date may hang on a line of an earlier block. So each
// block starts from a snapshot and notes which devices it asked in vain; when an earlier block turns out to have proven
// something about one of them, the block is read again. The result is the same as reading the file from top to bottom.

import { type DateHistory, ProvenDates } from '../decode/date-order.js';
import type { DateOrder } from '../map/reading.js';

export interface Proof {
  readonly device: string;
  readonly order: DateOrder;
}

export class BlockHistory implements DateHistory {
  readonly #proven = new ProvenDates();
  readonly #known = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #proofs: Proof[] = [];
  /** Changes whenever something new is learned. */
  version = 0;
  /** Order that all devices are said to have proven, whatever they say; null: what they prove counts. */
  readonly #given: DateOrder | null;

  constructor(snapshot: readonly Proof[] = [], given: DateOrder | null = null) {
    this.#given = given;
    for (const proof of snapshot) this.#add(proof);
  }

  known(device: string): DateOrder | null {
    this.#asked.add(device);
    return this.#given ?? this.#proven.known(device);
  }

  learn(device: string, order: DateOrder): void {
    if (this.#given === null && this.#add({ device, order })) this.#proofs.push({ device, order });
  }

  /** Proofs that this block adds to its snapshot. */
  get proofs(): readonly Proof[] {
    return this.#proofs;
  }

  /** Devices whose history a decision of this block has looked at. */
  get asked(): readonly string[] {
    return [...this.#asked];
  }

  #add({ device, order }: Proof): boolean {
    const key = `${order} ${device}`;
    if (order === 'ymd' || this.#known.has(key)) return false;
    this.#known.add(key);
    this.#proven.learn(device, order);
    this.version++;
    return true;
  }
}
