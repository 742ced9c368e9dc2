// What was found out about addresses, by address: a worker asks once for each, and keeps what it has heard from block to block.

import { printIpv4 } from '../encode/addresses.js';
import { Dictionary, hashBytes, type Slices, viewOf } from '../encode/dictionary.js';
import { printIpv6 } from '../map/address.js';
import type { AddressFacts, Lookup } from './lookup.js';
import type { StampValues } from './row-stamp.js';
import { NO_TAGS, type TagSets } from './tag-sets.js';

/** The last address of each slot is known at once; others cost a search. */
const SLOTS = 1 << 16;
/** Nothing is known of the address that a row would show. */
export const UNKNOWN_ADDRESS = 0;

export class AddressMemo {
  /** Place and network of each number; the first is that of unknown addresses. */
  readonly values: StampValues[] = [NOTHING];
  readonly #lookup: Lookup;
  readonly #tags: TagSets;
  readonly #facts: (AddressFacts | null)[] = [null];
  readonly #tagsOf: number[] = [NO_TAGS];
  readonly #numbers = new Map<string, number>();
  readonly #ipv4 = new Uint32Array(SLOTS);
  readonly #numberOfIpv4 = new Uint32Array(SLOTS);
  readonly #public = new Map<number, number>();
  /** Of networks in which all addresses are the same to us. */
  readonly #ofNetwork: (number | undefined)[] = [];
  readonly #ipv6 = new Dictionary();
  readonly #numberOfIpv6: number[] = [UNKNOWN_ADDRESS];
  #slice: Slices & WholeSlice = sliceOf(new Uint8Array(16));

  constructor(lookup: Lookup, tags: TagSets) {
    this.#lookup = lookup;
    this.#tags = tags;
  }

  /** Addresses and places that are remembered. */
  get size(): number {
    return this.values.length + this.#public.size + this.#ipv6.size;
  }

  /** Between two blocks: numbers that were given out before are no longer good. */
  forget(): void {
    for (const list of [this.values, this.#facts, this.#tagsOf, this.#numberOfIpv6]) list.length = 1;
    this.#numbers.clear();
    this.#ofNetwork.length = 0;
    this.#public.clear();
    this.#ipv4.fill(0);
    this.#numberOfIpv4.fill(UNKNOWN_ADDRESS);
    this.#ipv6.reset();
  }

  ofIpv4(address: number): number {
    const slot = Math.imul(address, 0x9e37_79b1) >>> 16;
    if (this.#ipv4[slot] === address) return this.#numberOfIpv4[slot] as number;
    const number = this.#ofNewIpv4(address);
    this.#ipv4[slot] = address;
    this.#numberOfIpv4[slot] = number;
    return number;
  }

  /** Inside addresses are many, what is known of them is known by network. */
  #ofNewIpv4(address: number): number {
    const network = this.#lookup.reservedNetwork(address);
    if (network >= 0) return (this.#ofNetwork[network] ??= this.ofText(printIpv4(address)));
    const known = this.#public.get(address);
    if (known !== undefined) return known;
    const number = this.ofText(printIpv4(address));
    this.#public.set(address, number);
    return number;
  }

  /** The sixteen bytes at `from`. */
  ofIpv6(bytes: Uint8Array, from: number): number {
    if (this.#slice.bytes !== bytes) this.#slice = sliceOf(bytes);
    this.#slice.from[0] = from;
    this.#slice.to[0] = from + 16;
    this.#slice.hash[0] = hashBytes(bytes, from, from + 16);
    const id = this.#ipv6.intern(this.#slice, 0);
    if (id === this.#numberOfIpv6.length) this.#numberOfIpv6.push(this.ofText(printBytes(bytes, from)));
    return this.#numberOfIpv6[id] as number;
  }

  ofText(address: string): number {
    return this.#numberOf(this.#lookup.address(address));
  }

  tagsOf(number: number): number {
    return this.#tagsOf[number] as number;
  }

  isProxy(number: number): boolean {
    return this.#facts[number]?.isProxy === true;
  }

  /** The number of the address that counts when `number` is a trusted proxy. */
  effective(number: number, forwarded: readonly string[]): number {
    const source = this.#facts[number] ?? null;
    return source === null ? UNKNOWN_ADDRESS : this.#numberOf(this.#lookup.effective(source, forwarded));
  }

  /** Addresses of one place, network and tags are the same to a row. */
  #numberOf(facts: AddressFacts | null): number {
    if (facts === null) return UNKNOWN_ADDRESS;
    const { place, network, isProxy, tags } = facts;
    if (place === null && network === null && !isProxy && tags.length === 0) return UNKNOWN_ADDRESS;
    const texts = [place?.coordinates, place?.country, place?.city, network?.organisation].map((text) => text ?? '');
    const key = [...texts, network?.asn, isProxy, ...tags].join('\n');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.values.push({ texts, number: network?.asn ?? Number.NaN }) - 1;
    this.#facts.push(facts);
    this.#tagsOf.push(this.#tags.of(tags));
    this.#numbers.set(key, number);
    return number;
  }
}

interface WholeSlice {
  readonly from: number[];
  readonly to: number[];
  readonly hash: number[];
}

function sliceOf(bytes: Uint8Array): Slices & WholeSlice {
  return { bytes, view: viewOf(bytes), from: [0], to: [16], hash: [0] };
}

const NOTHING: StampValues = { texts: [], number: Number.NaN };

function printBytes(bytes: Uint8Array, from: number): string {
  const groups = Array.from(
    { length: 8 },
    (_, at) => (bytes[from + at * 2] as number) * 256 + (bytes[from + at * 2 + 1] as number),
  );
  return printIpv6(groups);
}
