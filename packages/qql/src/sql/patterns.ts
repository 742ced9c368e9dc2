// Regular expressions (RE2) that cut words where words.ts cuts them:
//
//   a word begins     at the start, behind what is neither letter, digit nor `_`, and behind a joiner that joins nothing
//   joiners           `.` and `'` between two letters, `.` `'` `,` `;` between two digits
//   between two words of a phrase stands at least one such character and no word
//
// RE2 cannot look behind, so the characters before a word are part of the expression. Beyond ASCII the classes of Unicode stand
// for the tables of UAX #29; where the annex cuts by dictionary (Han, kana, Thai …), a word may begin anywhere.
//
// Several texts joined by LF are told apart by `joined`: then nothing reaches over an LF.

import type { Pattern } from '../resolved.js';
import { variantsOf } from './case-variants.js';

const LETTER = '\\pL\\pM\\p{Nl}';
const DIGIT = '\\p{Nd}';
const WORD = `${LETTER}${DIGIT}_`;
const JOINS_LETTERS = ".'\\x{2018}\\x{2019}\\x{B7}";
const JOINS_DIGITS = `${JOINS_LETTERS},;`;
const CUT_BY_DICTIONARY = '\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Thai}\\p{Lao}\\p{Khmer}\\p{Myanmar}';

type Edge = 'letter' | 'digit' | 'other' | 'anywhere';

/** Finds a word that begins with `word`. */
export function wordPattern(word: string): string {
  return `${wordStart(edgeOf(word))}${insensitive(word)}`;
}

export function phrasePattern(words: readonly string[], joined: boolean): string {
  let pattern = '';
  let before = '';
  for (const word of words) {
    pattern += before === '' ? wordPattern(word) : `${gap(before, word, joined)}${insensitive(word)}`;
    before = word;
  }
  return pattern;
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

export function insensitive(folded: string): string {
  return [...folded].map(anyCase).join('');
}

function anyCase(character: string): string {
  const variants = variantsOf(character);
  return variants.length === 1 ? escapePattern(character) : `[${variants.join('')}]`;
}

/** RE2 takes a backslash before any ASCII punctuation; control characters are written as numbers. */
export function escapePattern(text: string): string {
  return text
    .replace(/[!-/:-@[-^`{-~]/g, '\\$&')
    .replace(/\p{Cc}/gu, (control) => `\\x{${control.charCodeAt(0).toString(16)}}`);
}

function wordStart(edge: Edge): string {
  if (edge === 'anywhere') return '';
  if (edge === 'other') return `(?:\\A|[^${WORD}]|[${CUT_BY_DICTIONARY}])`;
  const [kind, joiners] = edge === 'letter' ? [LETTER, JOINS_LETTERS] : [DIGIT, JOINS_DIGITS];
  return `(?:\\A|[^${WORD}${joiners}]|[${CUT_BY_DICTIONARY}]|(?:\\A|[^${kind}])[${joiners}])`;
}

/** What stands between two neighbouring words. A lone `_` is no word: it has neither letter nor digit. */
function gap(left: string, right: string, joined: boolean): string {
  const [before, after] = [edgeOf([...left].at(-1) ?? ''), edgeOf(right)];
  const barrier = joined ? '\\n' : '';
  const joiners = before === 'letter' && after === 'letter' ? JOINS_LETTERS : JOINS_DIGITS;
  const single = before === after && before !== 'other' ? `[^${WORD}${barrier}${joiners}]` : `[^${WORD}${barrier}]`;
  const more = `[^${WORD}${barrier}](?:_*[^${WORD}${barrier}])+`;
  const optional = before === 'anywhere' || after === 'anywhere' ? '?' : '';
  return `(?:${single}|${more})${optional}`;
}

const DICTIONARY_SCRIPT =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** By the first character. */
function edgeOf(text: string): Edge {
  if (DICTIONARY_SCRIPT.test(text)) return 'anywhere';
  if (/^[\p{L}\p{M}\p{Nl}]/u.test(text)) return 'letter';
  return /^\p{Nd}/u.test(text) ? 'digit' : 'other';
}
