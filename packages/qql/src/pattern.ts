// Wildcards against a whole value. Greedy with one place to go back to, so the time is at most length times length and a
// pattern of many stars cannot explode.

import type { Pattern } from './resolved.js';

type Piece = Exclude<Pattern[number], { literal: string }> | { readonly character: string };

/** Both sides are folded. `?` stands for one character (code point), `*` for any number of them. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const pieces = pattern.flatMap(piecesOf);
  const characters = [...text];
  let piece = 0;
  let at = 0;
  let retry: { readonly piece: number; at: number } | null = null;
  while (at < characters.length) {
    if (pieces[piece] === '*') {
      retry = { piece: ++piece, at };
    } else if (fits(pieces[piece], characters[at])) {
      piece++;
      at++;
    } else if (retry !== null) {
      at = ++retry.at;
      piece = retry.piece;
    } else {
      return false;
    }
  }
  return pieces.slice(piece).every((rest) => rest === '*');
}

function piecesOf(part: Pattern[number]): readonly Piece[] {
  return typeof part === 'string' ? [part] : [...part.literal].map((character) => ({ character }));
}

function fits(piece: Piece | undefined, character: string | undefined): boolean {
  if (piece === undefined || piece === '*') return false;
  return piece === '?' || piece.character === character;
}
