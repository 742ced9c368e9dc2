// The tree of a query as it was written: names are not looked up and values not read yet (check.ts does that).
// Every node knows the characters it came from. Chains of `and` and `or` are flat, so depth is nesting only.

import type { Span } from './errors.js';

/** Words without quotes. `text` has escapes undone and blanks joined; `wild` lists the places of `*` and `?` that are wildcards. */
export interface Bare extends Span {
  readonly kind: 'bare';
  readonly text: string;
  readonly wild: readonly number[];
}

/** Text in double, single or typographic quotes. */
export interface Phrase extends Span {
  readonly kind: 'phrase';
  readonly text: string;
}

/** Text in backticks: the whole value. */
export interface Exact extends Span {
  readonly kind: 'exact';
  readonly text: string;
}

export type Scalar = Bare | Phrase | Exact;

/** `[low .. high]`; a round bracket leaves its own end out. */
export interface Range extends Span {
  readonly kind: 'range';
  readonly low: Scalar;
  readonly high: Scalar;
  readonly includesLow: boolean;
  readonly includesHigh: boolean;
}

/** `[a, b, c]`: any of them. */
export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Scalar[];
}

export type Value = Scalar | Range | List;

export type Comparison = ':' | '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Name extends Span {
  readonly text: string;
}

/** Inside a group the name is the group's own and stands before its bracket. */
export interface Clause extends Span {
  readonly kind: 'clause';
  readonly name: Name;
  readonly operator: Comparison;
  readonly value: Value;
}

export interface NullTest extends Span {
  readonly kind: 'null';
  readonly name: Name;
  readonly negated: boolean;
}

export interface FreeText extends Span {
  readonly kind: 'free';
  readonly value: Scalar;
}

/** The empty query. */
export interface All extends Span {
  readonly kind: 'all';
}

export interface And extends Span {
  readonly kind: 'and';
  readonly items: readonly Expression[];
}

export interface Or extends Span {
  readonly kind: 'or';
  readonly items: readonly Expression[];
}

export interface Not extends Span {
  readonly kind: 'not';
  readonly item: Expression;
}

/** `name: (a or not b)`: every leaf is a clause on the same name. */
export interface Group extends Span {
  readonly kind: 'group';
  readonly name: Name;
  readonly item: Expression;
}

/** `name: (inner: a and other: b)`: inner names continue the outer one. */
export interface Nested extends Span {
  readonly kind: 'nested';
  readonly name: Name;
  readonly item: Expression;
}

export type Expression = All | And | Or | Not | Group | Nested | Clause | NullTest | FreeText;
