// What a compilation has at hand: the list of values, the raw line in SQL and the search index.

import type { Field } from '@gatehouse/model';
import type { ParameterList } from './parameters.js';

/**
 * What the search index is asked for one word: which blocks of rows hold a term that begins with `prefix`, or that holds
 * `part` anywhere.
 */
export type Lookup = { readonly prefix: string } | { readonly part: string };

/** Blocks that can hold a word; null when they are too many for a list to be of use. */
export type BlockFinder = (lookup: Lookup) => readonly bigint[] | null;

/** The raw line, which is stored as a template with holes (marks) and the values that fill them. All texts are SQL. */
export interface RawLine {
  /** The whole line. Costs microseconds per row: to be asked last. */
  readonly whole: string;
  /** What rawTemplate can hold, each with the texts between its holes. */
  readonly templates: readonly { readonly stored: string; readonly literals: readonly string[] }[];
  /** Texts that are no token, joined by LF, with the condition under which they are part of the line. */
  readonly loose: readonly { readonly sql: string; readonly printed: string; readonly ascii?: true }[];
  /** Tokens that some template prints; their values in its holes are ASCII. */
  readonly holes: readonly RawHole[];
  /** Base64 of a line that is no valid UTF-8, else ''. */
  readonly base64: string;
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
  readonly findBlocks?: BlockFinder;
}

/** A leaf below a negation must be 0 or 1; elsewhere NULL is as good as 0 and lets indexes be used. */
export type Strictness = 'strict' | 'nullable';

export function settled(condition: string, strictness: Strictness): string {
  const isConstant = condition === '0' || condition === '1';
  return strictness === 'nullable' || isConstant ? condition : `ifNull(${condition}, 0)`;
}
