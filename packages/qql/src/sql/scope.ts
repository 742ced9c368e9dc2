// What a compilation has at hand: the list of values, the raw line in SQL and the search index.

import type { Field } from '@gatehouse/model';
import type { Borders } from './align.js';
import type { LiteralIndex } from './literals.js';
import type { ParameterList } from './parameters.js';

/**
 * What the search index is asked for one word: which blocks of rows hold a term that begins with `prefix`, or that holds
 * `part` anywhere, and in which columns.
 */
export type Lookup = { readonly prefix: string } | { readonly part: string };

export interface Whereabouts {
  /** Blocks that can hold the word; null when they are too many for a list to be of use. */
  readonly blocks: readonly bigint[] | null;
  /** Columns of text and of IPv4 addresses, as they stand in SQL, that can hold the word in some block; null when that is not known. */
  readonly columns: ReadonlySet<string> | null;
}

export type WordFinder = (lookup: Lookup) => Whereabouts;

/** What a column of whole numbers holds in the store; nothing when `low` is above `high`. */
export interface HeldNumbers {
  readonly low: bigint;
  readonly high: bigint;
  /** All of them; null when they are many. */
  readonly few: readonly bigint[] | null;
}

/** Null where it is not known. */
export type NumberFinder = (token: string) => HeldNumbers | null;

export type DateOrder = 'mdy' | 'dmy' | 'ymd';

/** A value in a raw line. All texts are SQL; `token` and `type` are those of its column. */
export type RawValue =
  | RawText
  | RawNumber
  | { readonly kind: 'duration'; readonly sql: string }
  | { readonly kind: 'date'; readonly order: DateOrder; readonly clock: string };

export interface RawText {
  readonly kind: 'text';
  /** The value as the line prints it. */
  readonly sql: string;
  /** The column that it comes from. */
  readonly column: string;
}

export interface RawNumber {
  readonly kind: 'number' | 'address';
  readonly token: string;
  readonly type: string;
}

/** What raw lines consist of, in their order. `words` are those of the text: cutting them costs more than a compilation. */
export type RawUnit = { readonly kind: 'literal'; readonly text: string; readonly words: readonly string[] } | RawValue;

export interface RawTemplate {
  /** What `rawTemplate` holds. */
  readonly stored: string;
  /** The same value and the same text are the same object in all templates. */
  readonly units: readonly RawUnit[];
}

/** The raw line, which is stored as a template with holes (marks) and the values that fill them. All texts are SQL. */
export interface RawLine {
  /** The whole line. Costs ten microseconds per row: to be asked last. */
  readonly whole: string;
  readonly templates: readonly RawTemplate[];
  /** The next two are of these templates. */
  readonly literals: LiteralIndex;
  readonly borders: Borders;
  /** Columns of text that are part of some line. */
  readonly texts: readonly RawColumn[];
  /** Tokens that some template prints and that are no text. */
  readonly holes: readonly RawHole[];
  /** Base64 of a line that is no valid UTF-8, else ''. */
  readonly base64: string;
}

export interface RawColumn {
  readonly column: string;
  /** The value as the line prints it, where that is not the column: a list is one text, which a phrase can reach through. */
  readonly text?: string;
  /** True where the line of the row has this text: a condition on the template alone. */
  readonly printed: string;
}

export interface RawHole {
  readonly field: Field;
  /** True where the template of the row prints this token. */
  readonly printed: string;
  /** Of a date: its wall clock in the zones in which templates print it. */
  readonly clocks?: readonly { readonly printed: string; readonly clock: string }[];
}

export interface Scope {
  readonly list: ParameterList;
  readonly rawLine: RawLine;
  /** Absent: the statement looks into the index by itself. */
  readonly findWords?: WordFinder;
  readonly findNumbers?: NumberFinder;
}

/** A leaf below a negation must be 0 or 1; elsewhere NULL is as good as 0 and lets indexes be used. */
export type Strictness = 'strict' | 'nullable';

export function settled(condition: string, strictness: Strictness): string {
  const isConstant = condition === '0' || condition === '1';
  return strictness === 'nullable' || isConstant ? condition : `ifNull(${condition}, 0)`;
}
