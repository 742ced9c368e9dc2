// Which blocks of rows can hold a word? The table `terms` (term, block) lists every word that has a letter, in lower case, cut
// at 64 bytes, for each block in which it occurs; words of digits alone are not in it. The events have a minmax index on `block`.

import { columnName, FALSE, TRUE } from './condition.js';
import type { Lookup, Scope } from './scope.js';

const MAX_TERM_BYTES = 64;

/** Rows in blocks that hold all the words, as far as the index knows them. */
export function blocksWithWords(words: readonly string[], scope: Scope): readonly string[] {
  return words.map((word) => blocksWith(prefixOf(word), scope));
}

/** Rows in blocks that hold a word with this run of letters, digits and `_` somewhere in it. */
export function blocksWithRun(run: string, scope: Scope): string {
  return blocksWith(HAS_LETTER.test(run) && !BEYOND_ASCII.test(run) ? { part: run } : null, scope);
}

function blocksWith(lookup: Lookup | null, scope: Scope): string {
  if (lookup === null) return TRUE;
  const block = columnName('block');
  if (scope.findBlocks === undefined) return `${block} IN (${lookupSql(lookup, scope)})`;
  const blocks = scope.findBlocks(lookup);
  if (blocks === null) return TRUE;
  return blocks.length === 0 ? FALSE : `${block} IN ${scope.list.bind(blocks, 'Array(UInt64)')}`;
}

/** The statement that answers a look-up. A word that was cut may hold anything behind the cut. */
export function lookupSql(lookup: Lookup, { list }: Pick<Scope, 'list'>): string {
  const term = columnName('term');
  const condition =
    'prefix' in lookup
      ? `startsWith(${term}, ${list.text(lookup.prefix)})`
      : `position(${term}, ${list.text(lookup.part)}) > 0 OR length(${term}) >= ${list.bind(MAX_TERM_BYTES - 3, 'UInt8')}`;
  return `SELECT DISTINCT ${columnName('block')} FROM ${columnName('terms')} WHERE ${condition}`;
}

const HAS_LETTER = /\p{L}/u;
const BEYOND_ASCII = /[^\p{ASCII}]/u;

function prefixOf(word: string): Lookup | null {
  if (!HAS_LETTER.test(word)) return null;
  // Terms are in lower case as a whole, which differs from folding by characters at these.
  const safe = word.split(/[σςİ]/u, 1)[0] ?? '';
  const prefix = withinTerm(safe);
  return prefix === '' ? null : { prefix };
}

function withinTerm(word: string): string {
  let bytes = 0;
  let cut = '';
  for (const character of word) {
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
