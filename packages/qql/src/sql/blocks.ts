// What the search index knows of a word. The table `terms` (term, block, columns) lists every word, in lower case, cut at 64 bytes, for each
// block in which it occurs, with the columns that hold it there. The events have a minmax index on `block`.
//
// Words without a letter are listed by their beginning only (digitTerm). Numbers have columns of their own, which the index does not
// cover, so that a word that can be a number is looked up for the columns of text that hold it, not for the blocks.
//
// Of long numbers nine digits are listed. Rows written before that was so list three, as of all others; they lack the bit DIGITS_BIT.

import { columnName, FALSE, TRUE } from './condition.js';
import type { ParameterList } from './parameters.js';
import type { Lookup, Scope, Whereabouts } from './scope.js';

const MAX_TERM_BYTES = 64;

/** Rows in blocks that hold all the words, as far as the index knows them. */
export function blocksWithWords(words: readonly string[], scope: Scope): readonly string[] {
  return words.map((word) => blocksWith(lookupOf(word), scope, canBeNumber(word)));
}

/** Rows in blocks that hold a word with this run of letters, digits and `_` somewhere in it. */
export function blocksWithRun(run: string, scope: Scope): string {
  return blocksWith(lookupOfRun(run), scope);
}

export type ColumnFilter = (column: string) => boolean;

/** Whether a column (as it stands in SQL) of text or addresses can hold all the words. */
export function columnsWithWords(words: readonly string[], scope: Scope): ColumnFilter {
  return inAll(words.map(lookupOf), scope);
}

export function columnsWithRun(run: string, scope: Scope): ColumnFilter {
  return inAll([lookupOfRun(run)], scope);
}

function inAll(lookups: readonly (Lookup | null)[], scope: Scope): ColumnFilter {
  const sets = lookups.map((lookup) => whereabouts(lookup, scope).columns);
  return (column) => sets.every((columns) => columns === null || columns.has(column));
}

const UNKNOWN: Whereabouts = { blocks: null, columns: null };

function whereabouts(lookup: Lookup | null, { findWords }: Scope): Whereabouts {
  return lookup === null || findWords === undefined ? UNKNOWN : findWords(lookup);
}

function blocksWith(lookup: Lookup | null, scope: Scope, isElsewhere = false): string {
  const { blocks } = whereabouts(lookup, scope);
  if (lookup === null || isElsewhere) return TRUE;
  const block = columnName('block');
  if (scope.findWords === undefined) return `${block} IN (${lookupSql(lookup, scope, `DISTINCT ${block}`)})`;
  if (blocks === null) return TRUE;
  return blocks.length === 0 ? FALSE : `${block} IN ${scope.list.bind(blocks, 'Array(UInt64)')}`;
}

/** The same for the same look-up. */
export function lookupKey(lookup: Lookup): string {
  return 'prefix' in lookup ? `prefix ${lookup.prefix}` : `part ${lookup.part}`;
}

/** The statement that answers a look-up. A word that was cut may hold anything behind the cut. */
export function lookupSql(lookup: Lookup, { list }: Pick<Scope, 'list'>, columns: string): string {
  const condition = 'prefix' in lookup ? beginsWith(lookup.prefix, list) : holds(lookup.part, list);
  return `SELECT ${columns} FROM ${columnName('terms')} WHERE ${condition}`;
}

const TERM = columnName('term');

function beginsWith(prefix: string, list: ParameterList): string {
  const begins = `startsWith(${TERM}, ${list.text(prefix)})`;
  if (!LONG_NUMBER.test(prefix)) return begins;
  const former = `${TERM} = ${list.text(prefix.slice(0, SHORT_DIGITS))}`;
  return `${begins} OR ${former} AND NOT bitTest(${columnName('columns')}, ${DIGITS_BIT})`;
}

function holds(part: string, list: ParameterList): string {
  return `position(${TERM}, ${list.text(part)}) > 0 OR length(${TERM}) >= ${list.bind(MAX_TERM_BYTES - 3, 'UInt8')}`;
}

const HAS_LETTER = /\p{L}/u;
const BEYOND_ASCII = /[^\p{ASCII}]/u;

export function lookupOfRun(run: string): Lookup | null {
  return HAS_LETTER.test(run) && !BEYOND_ASCII.test(run) ? { part: run } : null;
}

export function lookupOf(word: string): Lookup | null {
  const prefix = HAS_LETTER.test(word) ? letterTerm(word) : digitTerm(word);
  return prefix === '' ? null : { prefix };
}

/** What prints words of digits without a point is not in the index. */
function canBeNumber(word: string): boolean {
  return !HAS_LETTER.test(word) && !digitTerm(word).includes('.');
}

/** In `terms.columns` of every word without a letter. */
export const DIGITS_BIT = 63;

/** Numbers from this many digits on are ids, of which few rows have the same: they are listed by more digits than others. */
export const LONG_DIGITS = 7;
export const MAX_DIGITS = 9;
export const SHORT_DIGITS = 3;

const LONG_NUMBER = /^[0-9]{7}/;

/**
 * What the index lists of a word without a letter: nine digits of those that begin with seven, of others up to three and, behind a point,
 * up to three more with the point that follows. Of the beginning of a word it is the beginning. '' where the word does not begin with a
 * digit: it is not listed.
 */
export function digitTerm(word: string): string {
  return /^(?:[0-9]{7,9}|[0-9]{1,3}(?:\.[0-9]{1,3}\.?)?)/.exec(word)?.[0] ?? '';
}

function letterTerm(word: string): string {
  if (!BEYOND_ASCII.test(word)) return word.slice(0, MAX_TERM_BYTES);
  // Terms are in lower case as a whole, which differs from folding by characters at these.
  const safe = word.split(/[σςİ]/u, 1)[0] ?? '';
  let bytes = 0;
  let cut = '';
  for (const character of safe) {
    bytes += utf8Length(character);
    if (bytes > MAX_TERM_BYTES) break;
    cut += character;
  }
  return cut;
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
