// Addresses and networks as 128 bits, IPv4 inside ::ffff:0:0/96 (RFC 4291 section 2.5.5.2): one table holds both kinds.

import { ipv4Number, ipv6Groups, readNetwork, type WrittenNetwork } from '../map/address.js';

/** First and last address of a network. */
export interface Bounds {
  readonly from: bigint;
  readonly to: bigint;
}

const MAPPED = 0xffffn << 32n;

/** Null for what is no address. */
export function addressBits(text: string): bigint | null {
  const ipv4 = ipv4Number(text);
  if (ipv4 >= 0) return bitsOf({ ipv4, bits: 32 });
  const groups = ipv6Groups(text);
  return groups === null ? null : bitsOf({ groups, bits: 128 });
}

/** `192.0.2.0/24`, `2001:db8::/32`, or an address alone; null for anything else. Bits behind the prefix do not count. */
export function networkBounds(text: string): Bounds | null {
  const found = readNetwork(text);
  if (found === null) return null;
  const bits = bitsOf(found);
  const width = 'groups' in found ? 128 : 32;
  const host = (1n << BigInt(width - found.bits)) - 1n;
  return { from: bits & ~host, to: bits | host };
}

function bitsOf(network: WrittenNetwork): bigint {
  if (!('groups' in network)) return MAPPED | BigInt(network.ipv4);
  return network.groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n);
}

export function isIpv4(address: bigint): boolean {
  return address >> 32n === 0xffffn;
}
