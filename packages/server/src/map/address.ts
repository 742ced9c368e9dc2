// IPv4 and IPv6 addresses as the appliance prints them, with the port glued on behind the last colon:
//
//   192.0.2.7:443      2001:db8::7:443 (no brackets: the port is what follows the last colon)      ::ffff:192.0.2.7

/** The address as a number, or -1 when it is none: four numbers up to 255, leading zeros allowed. */
export function ipv4Number(text: string): number {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (octet < 0 || ++dots > 3) return -1;
      value = value * 256 + octet;
      octet = -1;
    } else {
      if (code < 48 || code > 57) return -1;
      octet = (octet < 0 ? 0 : octet * 10) + code - 48;
      if (octet > 255) return -1;
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

export function printIpv4(value: number): string {
  return `${Math.floor(value / 16_777_216)}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Eight groups of 16 bits, or null when it is no IPv6 address (RFC 4291 section 2.2). */
export function ipv6Groups(text: string): number[] | null {
  if (text.length < 2 || text.length > 45 || text.indexOf(':') < 0) return null;
  const double = text.indexOf('::');
  const head = groupsOf(double < 0 ? text : text.slice(0, double), double < 0);
  const tail = double < 0 ? [] : groupsOf(text.slice(double + 2), true);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (double < 0 ? missing !== 0 : missing < 1) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (mayEndInIpv4 && index === parts.length - 1 && part.includes('.')) {
      const value = ipv4Number(part);
      if (value < 0) return null;
      groups.push(value >>> 16, value & 0xffff);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return null;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

/** A network as it is written: an IPv4 address as a number or IPv6 groups, and how many bits of it count. */
export type WrittenNetwork = { readonly bits: number } & ({ readonly ipv4: number } | { readonly groups: number[] });

/** `192.0.2.0/24`, `2001:db8::/32`, or an address alone; null for anything else. */
export function readNetwork(text: string): WrittenNetwork | null {
  const [address = '', length, rest] = text.split('/');
  if (rest !== undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) return null;
  const ipv4 = ipv4Number(address);
  const groups = ipv4 < 0 ? ipv6Groups(address) : null;
  if (ipv4 < 0 && groups === null) return null;
  const width = groups === null ? 32 : 128;
  const bits = length === undefined ? width : Number(length);
  if (bits > width) return null;
  return groups === null ? { ipv4, bits } : { groups, bits };
}

/** The IPv4 address inside `::ffff:a.b.c.d` (RFC 4291 section 2.5.5.2), or -1. */
export function mappedIpv4(groups: readonly number[]): number {
  const [a, b, c, d, e, f, g = 0, h = 0] = groups;
  return a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0xffff ? g * 65_536 + h : -1;
}

/** Lower case, longest run of zeros shortened (RFC 5952 section 4). */
export function printIpv6(groups: readonly number[]): string {
  let best = { from: -1, length: 1 };
  for (let from = 0; from < 8; from++) {
    let to = from;
    while (to < 8 && groups[to] === 0) to++;
    if (to - from > best.length) best = { from, length: to - from };
  }
  const print = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.from < 0) return print(groups);
  return `${print(groups.slice(0, best.from))}::${print(groups.slice(best.from + best.length))}`;
}

export type Address = { readonly version: 4 | 6; readonly text: string };

/** Null when it is no address. IPv4-mapped IPv6 is IPv4. */
export function readAddress(text: string): Address | null {
  const v4 = ipv4Number(text);
  if (v4 >= 0) return { version: 4, text: printIpv4(v4) };
  const groups = ipv6Groups(text);
  if (groups === null) return null;
  const mapped = mappedIpv4(groups);
  return mapped >= 0 ? { version: 4, text: printIpv4(mapped) } : { version: 6, text: printIpv6(groups) };
}

/** Where the port begins in `address:port`: behind the last colon; -1 when the text is an address or has no colon. */
export function portFrom(text: string): number {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return -1;
  if (text.indexOf(':') === colon) return colon + 1;
  // Two readings of 2001:db8::1:443: the port reading counts when the rest is a whole address.
  if (/^\d{1,5}$/.test(text.slice(colon + 1)) && ipv6Groups(text.slice(0, colon)) !== null) return colon + 1;
  return ipv6Groups(text) === null ? colon + 1 : -1;
}
