// Scans over latin1 text by character code. Everything here is linear and allocates nothing but its result.

export interface Span {
  readonly from: number;
  readonly to: number;
}

const BLANK = 32;
const TAB = 9;

export function isBlank(code: number): boolean {
  return code === BLANK || code === TAB;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function skipBlanks(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** First position of the run of blanks that ends at `to`. */
export function trimEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

/** End of the word that begins at `from`. */
export function wordEnd(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function digitsEnd(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to && isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** The digits in [from, to) as a number, or -1 when there are none, others, or more than nine. */
export function smallNumber(text: string, from: number, to: number): number {
  if (to <= from || to - from > 9) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return -1;
    value = value * 10 + code - 48;
  }
  return value;
}

/** `indexOf` that does not look beyond `to`. */
export function find(text: string, needle: string, { from, to }: Span): number {
  const at = text.indexOf(needle, from);
  return at >= 0 && at + needle.length <= to ? at : -1;
}
