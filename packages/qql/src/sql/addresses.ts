// Addresses as ranges: comparing numbers is five times faster than isIPAddressInRange. A network in an IPv4 column is one comparison of
// the bits that its addresses share, which costs little more than reading the column; two comparisons of addresses take twice as
// long. Texts that hold addresses of either family are compared as IPv6, in which IPv4 is ::ffff:0:0/96 (RFC 4291 section 2.5.5.2).

import type { AddressTest } from '../resolved.js';
import { LAST, printAddress } from '../values/address.js';
import { and, columnName, FALSE, or, TRUE } from './condition.js';
import type { Scope, Strictness } from './scope.js';
import { settled } from './scope.js';

const MAPPED = { low: 0xffffn << 32n, high: (0xffffn << 32n) | LAST[4] };

interface Place {
  readonly scope: Scope;
  readonly strictness: Strictness;
}

interface Range {
  readonly family: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
}

/** `type` is that of the column: IPv4 or IPv6, Nullable. */
export function columnAddress(
  test: AddressTest,
  { token, type }: { readonly token: string; readonly type: string },
  { scope, strictness }: Place,
): string {
  const family = type.includes('IPv4') ? 4 : 6;
  if (test.family !== family || test.low > test.high) return FALSE;
  if (family === 4) return ipv4Condition(columnName(token), { ...test, family }, { scope, strictness });
  return settled(and(within(columnName(token), test, scope), notMapped(columnName(token), test, scope)), strictness);
}

function ipv4Condition(name: string, range: Range, { scope, strictness }: Place): string {
  if (range.low === range.high) return settled(within(name, range, scope), strictness);
  return ipv4Range(name, range, scope);
}

/** Never NULL. An absent address is stored as 0.0.0.0 under its mark, so only ranges that begin there have to look at the mark. */
function ipv4Range(name: string, { low, high }: Range, scope: Scope): string {
  const isThere = low === 0n ? `isNotNull(${name})` : TRUE;
  if (low === 0n && high === LAST[4]) return isThere;
  const number = `toUInt32(assumeNotNull(${name}))`;
  const value = (bound: bigint): string => scope.list.bind(bound, 'UInt32');
  const bits = BigInt((high - low).toString(2).length);
  const isNetwork = low >> bits === high >> bits && high - low === (1n << bits) - 1n;
  const range = isNetwork
    ? `bitShiftRight(${number}, ${bits}) = ${value(low >> bits)}`
    : `${number} BETWEEN ${value(low)} AND ${value(high)}`;
  return and(range, isThere);
}

export function textAddress(test: AddressTest, sql: string, scope: Scope): string {
  if (test.low > test.high) return FALSE;
  const address = `toIPv6OrNull(${sql})`;
  const range: Range =
    test.family === 6 ? test : { family: 6, low: MAPPED.low | test.low, high: MAPPED.low | test.high };
  const condition = and(within(address, range, scope), notMapped(address, test, scope));
  return settled(condition, 'strict');
}

function within(sql: string, { family, low, high }: Range, scope: Scope): string {
  if (low === high) return `${sql} = ${bound(family, low, scope)}`;
  return `${sql} BETWEEN ${bound(family, low, scope)} AND ${bound(family, high, scope)}`;
}

function notMapped(sql: string, { family, low, high }: AddressTest, scope: Scope): string {
  if (family === 4 || high < MAPPED.low || low > MAPPED.high) return '1';
  return `NOT ${within(sql, { family: 6, ...MAPPED }, scope)}`;
}

function bound(family: 4 | 6, value: bigint, { list }: Scope): string {
  return list.bind(printAddress({ family, value }), family === 4 ? 'IPv4' : 'IPv6');
}

/** IPv4 addresses whose printed form begins like this: `10.2` is 10.2.0.0/16 and 10.20.0.0 to 10.29.255.255 … */
export function addressPrefix(text: string, token: string, { scope, strictness }: Place): string {
  return or(...prefixRanges(text).map((range) => ipv4Condition(columnName(token), range, { scope, strictness })));
}

function prefixRanges(text: string): readonly Range[] {
  const parts = text.split('.');
  const last = parts.pop() ?? '';
  const before = parts.map(Number);
  const isPrinted = [...parts, last].every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part)) && parts.length < 4;
  if (!isPrinted || before.some((part) => part > 255)) return [];
  const shift = BigInt(8 * (3 - parts.length));
  const base = before.reduce((sum, part) => sum * 256n + BigInt(part), 0n) * 256n;
  return octetsFrom(last).map(([low, high]) => ({
    family: 4,
    low: (base + BigInt(low)) << shift,
    high: ((base + BigInt(high) + 1n) << shift) - 1n,
  }));
}

/** Numbers up to 255 whose decimal form begins with `digits`. */
function octetsFrom(digits: string): readonly (readonly [number, number])[] {
  const value = Number(digits);
  const candidates =
    value === 0 ? [[0, 0] as const] : [1, 10, 100].map((width) => [value * width, value * width + width - 1] as const);
  return candidates.filter(([low]) => low <= 255).map(([low, high]) => [low, Math.min(high, 255)]);
}
