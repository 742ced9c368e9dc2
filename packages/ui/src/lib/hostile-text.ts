// Text from logs belongs to attackers. React writes it as text, never as markup; what remains dangerous is what the eye does not
// see: characters that turn the direction of writing, have no width, or control terminals. They are cut out here and shown by name.

export interface TextPiece {
  readonly text: string;
  /** Set where the text is an invisible character, once or several times in a row: its name, and how often. */
  readonly odd?: string;
}

const NAMES: Readonly<Record<number, string>> = {
  0: 'NUL',
  7: 'BEL',
  8: 'BS',
  9: 'TAB',
  10: 'LF',
  13: 'CR',
  27: 'ESC',
  127: 'DEL',
  160: 'NBSP',
  173: 'SHY',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8232: 'LINE SEP',
  8233: 'PARA SEP',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
  65533: 'BAD BYTE',
};

// Cc, Cf, Zl, Zp: controls, formats, separators; besides blanks other than the plain one, variation selectors and fillers, which
// are letters or marks to Unicode and nothing to the eye.
const ODD =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u00a0\u115f\u1160\u2000-\u200a\u202f\u205f\u3000\u3164\uffa0\ufffd]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/u;

/** The same for a search through a text. */
export const ODD_CHARACTERS = new RegExp(ODD.source, 'gu');

export function hasOddCharacters(text: string): boolean {
  return ODD.test(text);
}

/** The text in pieces that are safe to show; joined they are the text. */
export function piecesOf(text: string): readonly TextPiece[] {
  if (!hasOddCharacters(text)) return [{ text }];
  const pieces: TextPiece[] = [];
  let run = '';
  let odd: string | null = null;
  for (const character of text) {
    const next = hasOddCharacters(character) ? character : null;
    if (next !== odd && run !== '') {
      pieces.push(pieceOf(run, odd));
      run = '';
    }
    odd = next;
    run += character;
  }
  return run === '' ? pieces : [...pieces, pieceOf(run, odd)];
}

/** A flood of one character takes no more room than its number. */
function pieceOf(run: string, odd: string | null): TextPiece {
  if (odd === null) return { text: run };
  const times = run.length / odd.length;
  return { text: run, odd: times === 1 ? nameOf(odd) : `${nameOf(odd)} ×${times}` };
}

/** JSON that means the same and shows what is in it: invisible characters as escapes. */
export function visibleJson(value: unknown): string {
  return [...JSON.stringify(value, null, 2)]
    .map((character) => (character === '\n' || !hasOddCharacters(character) ? character : escaped(character)))
    .join('');
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** For places that take text only (titles, the clipboard as Markdown): `⟨RLO⟩` in place of the character. */
export function visibleText(text: string): string {
  return piecesOf(text)
    .map((piece) => (piece.odd === undefined ? piece.text : `⟨${piece.odd}⟩`))
    .join('');
}

export function nameOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return NAMES[point] ?? `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
