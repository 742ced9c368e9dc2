// Quoting that exporters put around a whole line, and bytes that transports leave at its ends:
//
//   "2023/07/04:09:03:41  ADC 0-PPE-1 : … ""NA"" …"     CSV: quotes doubled (RFC 4180 section 2)
//   "<134> 08/02/2024:… \"save\" …\n"                   JSON string (RFC 8259 section 7)
//   … Nat_ip \"Mapped Ip\" - …                          JSON quoting whose outer quotes are gone
//   … 3 ms\0x0a   … text#012   … text\r                 line ends, spelt out
//
// Out: the text that the header and the body are read from, and the part of it that is neither blank nor such an end.

import { isBlank, type Span, skipBlanks } from './scan.js';

export interface Unwrapped extends Span {
  readonly text: string;
  readonly unquoted: boolean;
}

export function unwrap(line: string): Unwrapped {
  const ends = withoutEnds(line);
  const text = unquote(line, ends);
  return text === null ? { text: line, ...ends, unquoted: false } : { text, ...withoutEnds(text), unquoted: true };
}

const SPELT_ENDS = ['\\0x0a', '\\n', '\\r', '#012', '#015', '#000', '\r', '\n', '\0'];

/** Byte order mark in UTF-8, which Windows programs put at the beginning of a file. */
export const BOM = '\xef\xbb\xbf';

function withoutEnds(text: string): Span {
  let to = text.length;
  for (let before = -1; before !== to; ) {
    before = to;
    while (to > 0 && isBlank(text.charCodeAt(to - 1))) to--;
    for (const end of SPELT_ENDS) if (text.endsWith(end, to)) to -= end.length;
  }
  return { from: Math.min(skipBlanks(text, text.startsWith(BOM) ? BOM.length : 0), to), to };
}

const QUOTE = 34;

/** The text inside the quotes, or null when the line as a whole is not quoted. */
function unquote(line: string, { from, to }: Span): string | null {
  const inner = line.slice(from + 1, to - 1);
  if (to - from > 2 && line.charCodeAt(from) === QUOTE && line.charCodeAt(to - 1) === QUOTE) {
    if (inner.includes('\\"') && everyQuoteIs(inner, '\\"')) return fromJson(inner);
    return everyQuoteIs(inner, '""') ? inner.replaceAll('""', '"') : inner;
  }
  const whole = line.slice(from, to);
  // A message that was cut has lost the closing quote of its CSV field.
  if (whole.startsWith('"') && whole.length > 1 && everyQuoteIs(whole.slice(1), '""'))
    return whole.slice(1).replaceAll('""', '"');
  return whole.includes('\\"') && everyQuoteIs(whole, '\\"') ? whole.replaceAll('\\"', '"') : null;
}

/** True when the text has no quote except in this spelling. */
function everyQuoteIs(text: string, spelling: string): boolean {
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    const begin = spelling === '""' ? at : at - 1;
    if (!text.startsWith(spelling, begin)) return false;
    if (spelling === '""') at++;
  }
  return true;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

/** Unknown escapes stay as they are; `\u` does not fit into one byte per character and becomes its UTF-8 bytes. */
function fromJson(text: string): string {
  return text.replaceAll(
    /((?:\\u[0-9a-fA-F]{4})+)|\\(.)/g,
    (whole: string, units: string | undefined, letter: string | undefined) => {
      if (units === undefined) return ESCAPES[letter ?? ''] ?? whole;
      const codes = units.split('\\u').slice(1);
      return Buffer.from(String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16))), 'utf8').toString(
        'latin1',
      );
    },
  );
}
