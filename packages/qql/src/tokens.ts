// The scanner: reads one lexical element at the cursor and moves behind it. What may stand where is the parser's business,
// because the same characters mean different things in a bare value and outside it.
//
//   name    = ident { "." ident } ;            ident = letter { letter | digit | "_" }
//   quoted  = '"' chars '"' | "'" chars "'" | "“" chars "”" | "‘" chars "’" | "`" chars "`"
//   bare    = word { blanks word }             runs to `and`, `or`, `not`, a bracket, or the end
//
// Sample:  userName: ann* and sourceIpv4: [192.0.2.0/24, 198.51.100.7]

import type { Bare, Name, Scalar } from './ast.js';
import type { DiagnosticCode, Span } from './errors.js';
import { diagnostic, QqlError } from './errors.js';

export interface Cursor {
  readonly text: string;
  at: number;
  /** Collects what the parser was ready to read and where; completion asks for it. */
  readonly trace?: Expectation[];
}

export interface Expectation {
  readonly kind: 'operand' | 'value' | 'operator';
  readonly from: number;
  /** Of a value: the name it belongs to. */
  readonly name?: string;
  /** Of an operand: the names of the nested queries around it, outermost first. */
  readonly outer?: readonly string[];
}

/** Where a bare value ends besides keywords and brackets. */
export interface BareStops {
  /** At a comma: in lists. */
  readonly comma?: boolean;
  /** At `..`: in ranges. */
  readonly dots?: boolean;
  /** At a word that begins a condition: in free text, where no value is expected. */
  readonly condition?: boolean;
}

// Sticky patterns are given their place on every use (lengthAt), so nothing is carried from one call to the next.
const WIDE_BLANK = /\s/;
const NAME = /[A-Za-z]\w*(?:\.[A-Za-z]\w*)*/y;
const KEYWORD = /(?:and|or|not)(?=[\s()[\]"'`“”‘’„]|$)/iy;
const ESCAPED_WORD = /\\(?=(?:and|or|not|is)(?:[\s()[\]"'`“”‘’„,]|\.\.|$))/iy;
const CONDITION = /\s*(?::|[<>]=?|!?=|is\s+(?:not\s+)?null(?![\w.]))/iy;
// An IPv6 or MAC address that begins with a letter is a value, not a name with a colon.
const COLON_ADDRESS = /[0-9a-f]{1,4}:[0-9a-f.]{0,15}:[0-9a-f:.]*(?=[\s()[\],/]|$)/iy;
const ESCAPABLE_IN_QUOTES = '"\'`\\*?';
const ESCAPABLE_IN_BARE = '"\'`\\*?()[],:<>=!.“”‘’„';
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '“”',
  '”': '”“',
  '„': '“”',
  '‘': '’',
  '’': '’',
};

export function fail(code: DiagnosticCode, span: Span, values?: Readonly<Record<string, string | number>>): never {
  throw new QqlError(diagnostic(code, span, values));
}

// Pasted text brings no-break and ideographic spaces along; they separate words like any other blank.
function isBlank(character: string): boolean {
  return character === ' ' || ((character < '!' || character > '~') && WIDE_BLANK.test(character));
}

export function skipBlanks(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && isBlank(cursor.text.charAt(cursor.at))) cursor.at++;
}

/** Length of the match of a sticky pattern at a place, or 0. */
function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}

export function isAtEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length;
}

export function peek(cursor: Cursor): string {
  return cursor.text.charAt(cursor.at);
}

/** Takes one given character when it is next. */
export function take(cursor: Cursor, character: string): boolean {
  if (peek(cursor) !== character) return false;
  cursor.at++;
  return true;
}

export function keywordAt(text: string, at: number): 'and' | 'or' | 'not' | null {
  const length = lengthAt(KEYWORD, text, at);
  return length === 0 ? null : (text.slice(at, at + length).toLowerCase() as 'and' | 'or' | 'not');
}

/** True for `fe80::1` and the like, whose first part could otherwise be taken for a name. */
export function isColonAddressAt(text: string, at: number): boolean {
  return lengthAt(COLON_ADDRESS, text, at) > 0;
}

/** True when a name followed by an operator stands here: the beginning of `name: value`, `name > 1` or `name is null`. */
export function isConditionAt(text: string, at: number): boolean {
  if (isColonAddressAt(text, at) || keywordAt(text, at) !== null) return false;
  const length = lengthAt(NAME, text, at);
  return length > 0 && lengthAt(CONDITION, text, at + length) > 0;
}

export function readName(cursor: Cursor): Name {
  const from = cursor.at;
  cursor.at += lengthAt(NAME, cursor.text, from);
  return { text: cursor.text.slice(from, cursor.at), from, to: cursor.at };
}

/** The word at the cursor, for complaints. */
export function wordAt(text: string, at: number): string {
  return /^\S{1,40}/.exec(text.slice(at, at + 41))?.[0] ?? '';
}

/** Reads a quoted or bare value; null when neither begins here. */
export function readScalar(cursor: Cursor, stops: BareStops): Scalar | null {
  return CLOSING[peek(cursor)] === undefined ? readBare(cursor, stops) : readQuoted(cursor);
}

function readQuoted(cursor: Cursor): Scalar {
  const from = cursor.at;
  const quote = peek(cursor);
  const closing = CLOSING[quote] ?? quote;
  let text = '';
  let at = from + 1;
  while (at < cursor.text.length) {
    let character = cursor.text.charAt(at);
    if (closing.includes(character)) {
      cursor.at = at + 1;
      return { kind: quote === '`' ? 'exact' : 'phrase', text, from, to: cursor.at };
    }
    if (character === '\\' && isEscapable(cursor.text.charAt(at + 1), ESCAPABLE_IN_QUOTES + closing)) {
      character = cursor.text.charAt(++at);
    }
    text += character;
    at++;
  }
  return fail('qql.unclosed-quote', { from, to: from + 1 }, { quote });
}

function isEscapable(character: string, set: string): boolean {
  return character !== '' && set.includes(character);
}

interface BareState {
  text: string;
  readonly wild: number[];
  round: number;
  square: number;
}

function readBare(cursor: Cursor, stops: BareStops): Bare | null {
  const from = cursor.at;
  const state: BareState = { text: '', wild: [], round: 0, square: 0 };
  let to = from;
  for (;;) {
    if (isAtEnd(cursor) || endsBareAt(cursor, stops, state)) break;
    if (state.text !== '') state.text += ' ';
    readWord(cursor, stops, state);
    to = cursor.at;
    skipBlanks(cursor);
  }
  cursor.at = to;
  return to === from ? null : { kind: 'bare', text: state.text, wild: state.wild, from, to };
}

/** At the beginning of a word: does the value end before it? */
function endsBareAt(cursor: Cursor, stops: BareStops, state: BareState): boolean {
  const { text, at } = cursor;
  const character = text.charAt(at);
  if (character === '(' || character === '[' || CLOSING[character] !== undefined) return true;
  if (endsWordAt(cursor, stops, state)) return true;
  if (keywordAt(text, at) !== null) return true;
  return stops.condition === true && state.text !== '' && isConditionAt(text, at);
}

function endsWordAt({ text, at }: Cursor, stops: BareStops, state: BareState): boolean {
  const character = text.charAt(at);
  if (character === ')') return state.round === 0;
  if (character === ']') return state.square === 0;
  if (character === ',') return stops.comma === true;
  return character === '.' && stops.dots === true && text.charAt(at + 1) === '.';
}

function readWord(cursor: Cursor, stops: BareStops, state: BareState): void {
  const { text } = cursor;
  cursor.at += lengthAt(ESCAPED_WORD, text, cursor.at);
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    if (isBlank(character) || endsWordAt(cursor, stops, state)) return;
    if (character === '\\' && isEscapable(text.charAt(cursor.at + 1), ESCAPABLE_IN_BARE)) {
      cursor.at++;
      state.text += text.charAt(cursor.at++);
      continue;
    }
    countBracket(character, state);
    if (character === '*' || character === '?') state.wild.push(state.text.length);
    state.text += character;
    cursor.at++;
  }
}

// Brackets inside a word are part of it, and so are their partners: `PCI(NJJ)`.
function countBracket(character: string, state: BareState): void {
  if (character === '(') state.round++;
  else if (character === '[') state.square++;
  else if (character === ')') state.round--;
  else if (character === ']') state.square--;
}
