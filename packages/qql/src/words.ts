// The words of a text: segments of Unicode Standard Annex #29 (word boundaries) that hold a letter or a digit, case-folded,
// with one change that logs need: a colon always separates (`host:443`, `User:ann`), as CLDR has it for most languages.
// `192.0.2.7`, `gw.example.com` and `10,125` are one word each; `a@b`, `a-b`, `a:b` and `gw1.example` (a dot between a digit
// and a letter) are two.
//
// ASCII text is cut here, by the part of the rules that concerns it (table below); the rest goes through Intl.Segmenter, which
// cuts Thai, Lao, Khmer, Burmese, Chinese and Japanese by dictionary, as the annex recommends.
//
//   WB5, 8, 9, 10, 13a, 13b   letters, digits and `_` stick together
//   WB6, 7                    `.` `'` stick between two letters
//   WB11, 12                  `.` `'` `,` `;` stick between two digits
//   WB999                     everything else is a boundary
//
// A database has to cut at the same places: with exactly these rules for ASCII, or by storing the words cut here.

import { fold } from './fold.js';

const BEYOND_ASCII = /[^\p{ASCII}]/u;
const ASCII_WORD = /\w+(?:(?:(?<=[A-Za-z])[.'](?=[A-Za-z])|(?<=[0-9])[.',;](?=[0-9]))\w+)*/g;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

export function wordsOf(text: string): readonly string[] {
  return BEYOND_ASCII.test(text) ? segments(text) : asciiWords(text.toLowerCase());
}

function asciiWords(text: string): readonly string[] {
  return (text.match(ASCII_WORD) ?? []).filter((word) => LETTER_OR_DIGIT.test(word));
}

function segments(text: string): readonly string[] {
  const words: string[] = [];
  for (const segment of new Intl.Segmenter('und', { granularity: 'word' }).segment(text.replaceAll(':', ' '))) {
    if (segment.isWordLike === true && LETTER_OR_DIGIT.test(segment.segment)) words.push(fold(segment.segment));
  }
  return words;
}
