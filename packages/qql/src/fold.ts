// Comparing without case: every character is replaced by its lower case when that is one character, as Unicode's simple
// case mapping does it. No context (final sigma) and no expansion (İ): a database can do the same character by character.

const BEYOND_ASCII = /[^\p{ASCII}]/u;

export function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

function foldCharacter(character: string): string {
  const lower = character.toLowerCase();
  return lower.codePointAt(0) !== undefined && [...lower].length === 1 ? lower : character;
}

/** Order by code points, which is also the order of UTF-8 bytes; the `<` of JavaScript orders UTF-16 units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = sortable(a.charCodeAt(index)) - sortable(b.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

// Surrogates (U+10000 and above) sort behind U+E000 to U+FFFF.
function sortable(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
