// What a query means once names are looked up and values are read: a tree whose leaves ask one typed question about one token.
// It holds no text of the query but values, so whoever runs it (evaluate.ts in memory, a compiler to SQL) needs no language
// knowledge beyond this file.
//
// A leaf is false where the event lacks the token (`absent` alone is true there); `not` turns that into true.
// On a list or a map it is true when one element satisfies the test whole.

import type { Field } from '@gatehouse/model';
import type { Span } from './errors.js';

export type ResolvedQuery =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly items: readonly ResolvedQuery[] }
  | { readonly kind: 'or'; readonly items: readonly ResolvedQuery[] }
  | { readonly kind: 'not'; readonly item: ResolvedQuery }
  | Predicate;

export interface Predicate extends Span {
  readonly kind: 'field';
  readonly field: Field;
  /** One label of a map, case-folded: `attributes.Label`. */
  readonly label?: string;
  readonly test: Test;
}

export type Test =
  | { readonly kind: 'present' }
  | { readonly kind: 'absent' }
  | EqualsTest
  | WordsTest
  | WildcardTest
  | OrderTest
  | BetweenTest
  | AddressTest
  | BoxTest
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'anyOf'; readonly tests: readonly Test[] };

/** The whole value. With `folded`, `value` is folded already (fold.ts) and the event's value is to be folded too. */
export interface EqualsTest {
  readonly kind: 'equals';
  readonly value: string;
  readonly folded: boolean;
}

/**
 * `words`: each is the beginning of some word of the value. `phrase`: they stand next to each other in this order;
 * all are whole words but the last, which may be the beginning of one. Never empty; folded.
 */
export interface WordsTest {
  readonly kind: 'words' | 'phrase';
  readonly words: readonly string[];
}

/** The whole value without case: literal parts (folded), `*` for any text, `?` for one character. */
export interface WildcardTest {
  readonly kind: 'wildcard';
  readonly pattern: Pattern;
}

export type Pattern = readonly ({ readonly literal: string } | '*' | '?')[];

/** Text between two bounds by code points, upper before lower case. */
export interface OrderTest {
  readonly kind: 'order';
  readonly low: TextBound | null;
  readonly high: TextBound | null;
}

export interface TextBound {
  readonly value: string;
  readonly inclusive: boolean;
}

/**
 * Dates (milliseconds since 1970), durations (seconds), numbers, bytes and ports: both bounds belong to the range and null
 * is open. A range can be empty (`low` > `high`): `(1 .. 2)` is.
 */
export interface BetweenTest {
  readonly kind: 'between';
  readonly low: bigint | null;
  readonly high: bigint | null;
}

/** Addresses of one family from `low` to `high`, both included. IPv4-mapped IPv6 addresses count as IPv4. */
export interface AddressTest {
  readonly kind: 'addresses';
  readonly family: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
}

/** Degrees, edges included. `west` > `east` crosses the 180th meridian. */
export interface BoxTest {
  readonly kind: 'box';
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}
