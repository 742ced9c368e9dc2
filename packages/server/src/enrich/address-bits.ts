// Addresses and networks as 128 bits, IPv4 inside ::ffff:0:0/96 (RFC 4291 section 2.5.5.2): one table holds both kinds.

import { ipv4Number, ipv6Groups } from '../map/address.js';

/** First and last address of a network. */
export interface Bounds {
  readonly from: bigint;
  readonly to: bigint;
}

const MAPPED = 0xffffn << 32n;

/** Null for what is no address. */
export function addressBits(text: string): bigint | null {
  const ipv4 = ipv4Number(text);
  if (ipv4 >= 0) return MAPPED | BigInt(ipv4);
  const groups = ipv6Groups(text);
  if (groups === null) return null;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n);
}

/** `192.0.2.0/24`, `2001:db8::/32`, or an address alone; null for anything else. Bits behind the prefix do not count. */
export function networkBounds(text: string): Bounds | null {
  const [address = '', length, rest] = text.split('/');
  const bits = addressBits(address);
  if (bits === null || rest !== undefined) return null;
  const width = ipv4Number(address) >= 0 ? 32 : 128;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  const prefix = length === undefined ? width : Number(length);
  if (prefix > width) return null;
  const host = (1n << BigInt(width - prefix)) - 1n;
  return { from: bits & ~host, to: bits | host };
}

export function isIpv4(address: bigint): boolean {
  return address >> 32n === 0xffffn;
}
