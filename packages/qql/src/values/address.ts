// IP addresses and what queries write for several of them. An address is a bigint of 32 or 128 bits.
//
//   address = IPv4 dotted quad (RFC 6943 section 3.1.1, strict form) | IPv6 (RFC 4291 section 2.2)
//   several = address "/" bits | address "-" address | "192.0.*" | "2001:db8:*"
//
// IPv4-mapped IPv6 addresses (RFC 4291 section 2.5.5.2) are read as the IPv4 address. Leading zeros are refused: some programs
// read them as octal.

import type { Interval } from './interval.js';

export interface Addresses extends Interval {
  readonly family: 4 | 6;
}

export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

export const LAST: Readonly<Record<4 | 6, bigint>> = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n };

const BYTE = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const MAPPED = 0xffffn;

export function readAddress(text: string): Address | null {
  const ipv4 = readIpv4(text);
  if (ipv4 !== null) return { family: 4, value: ipv4 };
  const ipv6 = readIpv6(text);
  if (ipv6 === null) return null;
  return ipv6 >> 32n === MAPPED ? { family: 4, value: ipv6 & LAST[4] } : { family: 6, value: ipv6 };
}

/** One address, a network or a range from one address to another. */
export function readAddresses(text: string): Addresses | null {
  const slash = text.indexOf('/');
  if (slash >= 0) return readNetwork(text.slice(0, slash).trim(), text.slice(slash + 1).trim());
  const [first = '', last = first, ...rest] = text.split('-').map((part) => part.trim());
  const low = readAddress(first);
  const high = readAddress(last);
  if (low === null || high === null || rest.length > 0 || low.family !== high.family || low.value > high.value)
    return null;
  return { family: low.family, low: low.value, high: high.value };
}

/** `192.0.*` and `2001:db8:*`: the network of all addresses that begin like this. */
export function readWildcardNetwork(text: string): Addresses | null {
  const ipv4 = /^((?:\d{1,3}\.){1,3})\*(?:\.\*)*$/.exec(text);
  if (ipv4 !== null) {
    const parts = (ipv4[1] ?? '').split('.').slice(0, -1);
    const full = [...parts, '0', '0', '0'].slice(0, 4).join('.');
    return text.split('.').length > 4 ? null : readNetwork(full, String(parts.length * 8));
  }
  const ipv6 = /^((?:[0-9a-f]{1,4}:){1,7})\*$/i.exec(text);
  if (ipv6 === null) return null;
  const groups = (ipv6[1] ?? '').split(':').length - 1;
  return readNetwork(`${ipv6[1] ?? ''}${groups === 7 ? '0' : ':'}`, String(groups * 16));
}

/** Bits behind the prefix are ignored, as firewalls and routers do: `192.0.2.7/24` is `192.0.2.0/24`. */
function readNetwork(address: string, bits: string): Addresses | null {
  const prefix = BYTE.test(bits) ? Number(bits) : Number.NaN;
  const ipv4 = readIpv4(address);
  if (ipv4 !== null) return prefix <= 32 ? network({ family: 4, value: ipv4 }, prefix) : null;
  const ipv6 = readIpv6(address);
  if (ipv6 === null || !(prefix <= 128)) return null;
  if (ipv6 >> 32n === MAPPED && prefix >= 96) return network({ family: 4, value: ipv6 & LAST[4] }, prefix - 96);
  return network({ family: 6, value: ipv6 }, prefix);
}

function network({ family, value }: Address, prefix: number): Addresses {
  const hostBits = BigInt((family === 4 ? 32 : 128) - prefix);
  const low = (value >> hostBits) << hostBits;
  return { family, low, high: low | ((1n << hostBits) - 1n) };
}

function readIpv4(text: string): bigint | null {
  const parts = text.split('.', 5);
  if (parts.length !== 4) return null;
  let value = 0;
  for (const part of parts) {
    if (!BYTE.test(part) || Number(part) > 255) return null;
    value = value * 256 + Number(part);
  }
  return BigInt(value);
}

function readIpv6(text: string): bigint | null {
  if (text.length > 45 || !text.includes(':')) return null;
  const [head = '', tail, ...rest] = withoutDottedQuad(text).split('::');
  if (rest.length > 0) return null;
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return groups.every((group) => GROUP.test(group))
    ? BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`)
    : null;
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

/** Writes a dotted quad at the end as two groups. */
function withoutDottedQuad(text: string): string {
  const at = text.lastIndexOf(':') + 1;
  const quad = readIpv4(text.slice(at));
  if (quad === null) return text;
  return `${text.slice(0, at)}${(quad >> 16n).toString(16)}:${(quad & MAPPED).toString(16)}`;
}

/** The printed form: dotted quad, or RFC 5952 (lower case, the longest run of zero groups as `::`). */
export function printAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & MAPPED).toString(16));
  const runs = [...groups.join(':').matchAll(/(?<![^:])0(?::0)+(?![^:])/g)];
  const longest = runs.reduce<string>((best, [run]) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  return groups.join(':').replace(new RegExp(`(?:^|:)(?<![^:])${longest}(?![^:])(?::|$)`), '::');
}
