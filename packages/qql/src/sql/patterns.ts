// Regular expressions (RE2) that cut words where words.ts cuts them:
//
//   a word begins     at the start, behind what is neither letter, digit nor `_`, and behind a joiner that joins nothing
//   joiners           `.` and `'` between two letters, `.` `'` `,` `;` between two digits
//   between two words of a phrase stands at least one such character and no word
//
// RE2 cannot look behind, so the characters before a word are part of the expression. Beyond ASCII, ranges that hold no letters stand
// for the tables of UAX #29: the classes of Unicode (`\pL` …) cost twenty times more to compile, and ClickHouse compiles an
// expression once per column and 65,000 rows. Where the annex cuts by dictionary (Han, kana, Thai …), a word may begin anywhere.
//
// Several texts joined by LF are told apart by `joined`: then nothing reaches over an LF.

import type { Pattern } from '../resolved.js';
import { variantsOf } from './case-variants.js';

/** Content of a character class: neither part of a word nor a joiner; LF is left out. */
const SEPARATORS =
  '\\x{0}-\\x{9}\\x{B}-&(-+\\-/:<-@[-^`{-\\x{A9}\\x{AB}-\\x{B4}\\x{B6}\\x{B8}\\x{B9}\\x{BB}-\\x{BF}\\x{D7}\\x{F7}\\x{2000}-\\x{2017}' +
  '\\x{201A}-\\x{203E}\\x{2041}-\\x{2070}\\x{20A0}-\\x{20CF}\\x{2190}-\\x{2BFF}\\x{3000}-\\x{3004}\\x{3008}-\\x{3020}\\x{FF01}-\\x{FF06}' +
  '\\x{FF08}-\\x{FF0D}\\x{FF0F}\\x{FFFD}\\x{1F000}-\\x{1FAFF}';
const CUT_BY_DICTIONARY =
  '\\x{0E00}-\\x{0EFF}\\x{1000}-\\x{109F}\\x{1780}-\\x{17FF}\\x{3040}-\\x{30FF}\\x{3400}-\\x{9FFF}\\x{20000}-\\x{3FFFF}';
const JOINS_LETTERS = ".'\\x{2018}\\x{2019}\\x{B7}";
const JOINS_DIGITS_ONLY = ',;';

type Edge = 'letter' | 'digit' | 'other' | 'anywhere';

/** Finds a word that begins with `word`: what may stand before it, which is long and the same for most words, and the word. */
export function wordPatterns(word: string): readonly [string, string] {
  return [WORD_STARTS[edgeOf(word)], insensitive(word)];
}

export function phrasePattern(words: readonly string[], joined: boolean): string {
  let pattern = '';
  let before = '';
  for (const word of words) {
    pattern += before === '' ? wordPatterns(word).join('') : `${gap(before, word, joined)}${insensitive(word)}`;
    before = word;
  }
  return pattern;
}

/** A value that has these words, and no others, at its end, as a whole, or (the last maybe cut short) at its start. */
export function valuePattern(words: readonly string[], place: 'end' | 'whole' | 'start'): string {
  const other = `\\n${SEPARATORS}${JOINS_LETTERS}${JOINS_DIGITS_ONLY}`;
  if (words.length === 0) return `\\A[${other}_]*\\z`;
  const [first = '', ...rest] = words;
  const phrase = phrasePattern(words, false);
  const behind = place === 'start' ? '' : `(?:[${other}][${other}_]*)?\\z`;
  if (place === 'end') return `${phrase}${behind}`;
  const start = `\\A(?:[${other}_]*[${other}])?${insensitive(first)}`;
  return `${start}${rest.map((word, index) => gap(words[index] ?? '', word, false) + insensitive(word)).join('')}${behind}`;
}

/** The whole text, or one of the joined ones. */
export function wildcardPattern(pattern: Pattern, joined: boolean): string {
  const any = joined ? '[^\\n]' : '.';
  const parts = pattern.map((part) => {
    if (part === '*') return `${any}*`;
    return part === '?' ? any : insensitive(part.literal);
  });
  const opens = !joined && pattern[0] === '*';
  const ends = !joined && pattern.at(-1) === '*';
  const inner = parts.slice(opens ? 1 : 0, ends ? -1 : undefined).join('');
  return `(?s)${opens ? '' : start(joined)}${inner}${ends ? '' : end(joined)}`;
}

export function wholePattern(text: string, joined: boolean): string {
  return `${start(joined)}${escapePattern(text)}${end(joined)}`;
}

/** `folded` is folded; the text may be in any case. */
export function foldedPattern(folded: string, joined: boolean): string {
  return `${start(joined)}${insensitive(folded)}${end(joined)}`;
}

function start(joined: boolean): string {
  return joined ? '(?:\\A|\\n)' : '\\A';
}

function end(joined: boolean): string {
  return joined ? '(?:\\z|\\n)' : '\\z';
}

function insensitive(folded: string): string {
  let pattern = '';
  for (const character of folded) pattern += ASCII_CASES[character.charCodeAt(0)] ?? anyCase(character);
  return pattern;
}

function anyCase(character: string): string {
  const variants = variantsOf(character);
  return variants.length === 1 ? escapePattern(character) : `[${variants.join('')}]`;
}

/** Almost all there is to write; looking up the variants of a character costs a microsecond. */
const ASCII_CASES: readonly string[] = Array.from({ length: 128 }, (_, code) => anyCase(String.fromCharCode(code)));

/** RE2 takes a backslash before any ASCII punctuation; control characters are written as numbers. */
function escapePattern(text: string): string {
  return text
    .replace(/[!-/:-@[-^`{-~]/g, '\\$&')
    .replace(/\p{Cc}/gu, (control) => `\\x{${control.charCodeAt(0).toString(16)}}`);
}

const OUTSIDE = `\\n${SEPARATORS}${CUT_BY_DICTIONARY}`;
const JOINERS = `${JOINS_LETTERS}${JOINS_DIGITS_ONLY}`;

/** What may stand before a word: a separator, or a joiner that has nothing to join on its other side. */
const WORD_STARTS: Readonly<Record<Edge, string>> = {
  letter: `(?:\\A|[${JOINS_DIGITS_ONLY}${OUTSIDE}]|(?:\\A|[0-9_${JOINERS}${OUTSIDE}])[${JOINS_LETTERS}])`,
  digit: `(?:\\A|[${OUTSIDE}]|(?:\\A|[^0-9])[${JOINERS}])`,
  other: `(?:\\A|[${OUTSIDE}${JOINERS}])`,
  anywhere: '',
};

/** What stands between two neighbouring words. A lone `_` is no word: it has neither letter nor digit. */
function gap(left: string, right: string, joined: boolean): string {
  const [before, after] = [edgeOf(lastCharacter(left)), edgeOf(right)];
  const separators = `${joined ? '' : '\\n'}${SEPARATORS}`;
  const any = `[${separators}${JOINS_LETTERS}${JOINS_DIGITS_ONLY}]`;
  const optional = before === 'anywhere' || after === 'anywhere' ? '?' : '';
  return `(?:${singleGap(before === after ? before : 'other', separators) ?? any}|${any}(?:_*${any})+)${optional}`;
}

/** One character that separates two letters or two digits; null where any does. */
function singleGap(between: Edge, separators: string): string | null {
  if (between === 'letter') return `[${separators}${JOINS_DIGITS_ONLY}]`;
  return between === 'digit' ? `[${separators}]` : null;
}

const DICTIONARY_SCRIPT =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function lastCharacter(text: string): string {
  const last = text.slice(-1);
  return last >= '\ud800' ? ([...text].at(-1) ?? '') : last;
}

/** By the first character. */
function edgeOf(text: string): Edge {
  if (/^[a-z]/.test(text)) return 'letter';
  if (/^[0-9]/.test(text)) return 'digit';
  if (DICTIONARY_SCRIPT.test(text)) return 'anywhere';
  if (/^[\p{L}\p{M}\p{Nl}]/u.test(text)) return 'letter';
  return /^\p{Nd}/u.test(text) ? 'digit' : 'other';
}
