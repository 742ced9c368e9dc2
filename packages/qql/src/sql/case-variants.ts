// The inverse of fold.ts: which characters does a folded one stand for? A database that has no such folding gets them all.

import { fold } from '../fold.js';

// Characters that fold to one whose upper case is another: signs for units, capital sharp s, digraphs in title case.
const MORE: Readonly<Record<string, string>> = {
  k: '\u212a',
  å: '\u212b',
  ω: '\u2126',
  θ: '\u03f4',
  ß: '\u1e9e',
  ǆ: '\u01c5',
  ǉ: '\u01c8',
  ǌ: '\u01cb',
  ǳ: '\u01f2',
};

/** Every character that `fold` turns into `folded`, that one first. */
export function variantsOf(folded: string): readonly string[] {
  const upper = folded.toUpperCase();
  const variants = [folded, upper, MORE[folded] ?? '', titleCase(folded)];
  return [...new Set(variants)].filter((variant) => [...variant].length === 1 && fold(variant) === folded);
}

/** Greek letters with iota below have a title case of their own: eight places further, or nine at the end of the block. */
function titleCase(folded: string): string {
  const code = folded.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code < 0x1fb0) return String.fromCodePoint(code + (code % 16 < 8 ? 8 : 0));
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? String.fromCodePoint(code + 9) : '';
}
