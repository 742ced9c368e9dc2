// Questions about the raw line. It is stored in pieces: a template, and values in the columns of their tokens. No word reaches over the
// border of two pieces, so a line has a word when one of its pieces has it; what needs the line in one piece is asked
// of the line put together, after everything cheaper.
//
//   words with a letter   blocks from the search index, then the texts among the pieces
//   words of digits       every piece: numbers, addresses and times are compared as numbers
//   phrases               their words, then within one piece or else in the whole line
//   whole value, wildcard the words that the value has to have, then the whole line

import type { Field } from '@gatehouse/model';
import { fieldOf } from '@gatehouse/model';
import { evaluate } from '../evaluate.js';
import type { Pattern, ResolvedQuery, Test } from '../resolved.js';
import { wordsOf } from '../words.js';
import { addressPrefix } from './addresses.js';
import { blocksWithRun, blocksWithWords } from './blocks.js';
import { clockPrefix, durationPrefix } from './clock.js';
import { and, columnName, FALSE, or, TRUE } from './condition.js';
import { phrasePattern } from './patterns.js';
import { numberPrefix } from './quantity.js';
import type { RawHole, Scope, Strictness } from './scope.js';
import { settled } from './scope.js';
import { type Subject, textCondition } from './text.js';

/** Of a whole value so many of its words are looked up: the rarest is among them in practice. */
const MAX_SIEVE_WORDS = 8;

interface Place {
  readonly scope: Scope;
  readonly strictness: Strictness;
}

export function rawLineCondition(test: Test, place: Place): string {
  const { scope } = place;
  switch (test.kind) {
    case 'present':
      return TRUE;
    case 'words':
      return and(...blocksWithWords(test.words, scope), ...test.words.map((word) => hasWord(word, place)));
    case 'phrase':
      return phrase(test.words, place);
    case 'equals':
      return and(...sieve(wordsOf(test.value), place), textCondition(test, whole(scope), scope));
    case 'wildcard':
      return wildcard(test.pattern, place);
    case 'anyOf':
      return or(...test.tests.map((one) => rawLineCondition(one, place)));
    default:
      return FALSE;
  }
}

function whole({ rawLine }: Scope): Subject {
  return { sql: rawLine.whole, joined: false, plain: false };
}

function phrase(words: readonly string[], place: Place): string {
  const { scope } = place;
  const inOnePiece = inSomeText({ kind: 'phrase', words }, place);
  const pattern = scope.list.text(phrasePattern(words, { joined: false, ascii: false }));
  const inLine = `match(toValidUTF8(${scope.rawLine.whole}), ${pattern})`;
  if (words.length === 1) return rawLineCondition({ kind: 'words', words }, place);
  return and(
    ...blocksWithWords(words, scope),
    ...words.map((word) => hasWord(word, place)),
    or(inOnePiece, inLine),
  );
}

function sieve(words: readonly string[], place: Place): readonly string[] {
  const longest = [...words].sort((a, b) => b.length - a.length).slice(0, MAX_SIEVE_WORDS);
  return [...blocksWithWords(longest, place.scope), ...longest.map((word) => hasWord(word, place))];
}

/** Whole words inside the literal parts, and the runs of word characters at their ends. */
function wildcard(pattern: Pattern, place: Place): string {
  const { scope } = place;
  const literals = pattern.flatMap((part) => (typeof part === 'string' ? [] : [part.literal]));
  const runs = literals.flatMap((literal) => literal.match(/\w+/g) ?? []);
  const longest = [...new Set(runs)].sort((a, b) => b.length - a.length).slice(0, MAX_SIEVE_WORDS);
  return and(
    ...longest.map((run) => blocksWithRun(run, scope)),
    textCondition({ kind: 'wildcard', pattern }, whole(scope), scope),
  );
}

function hasWord(word: string, place: Place): string {
  const inText = inSomeText({ kind: 'words', words: [word] }, place);
  return settled(or(inText, ...place.scope.rawLine.holes.map((hole) => printsDigits(word, hole, place))), place.strictness);
}

function inSomeText(test: Test, { scope }: Place): string {
  const { loose, holes } = scope.rawLine;
  return or(
    inLiterals(test, scope),
    ...holes.map((hole) => and(hole.printed, inText(test, hole.field, scope))),
    ...loose.map((text) => and(text.printed, textCondition(test, { ...text, joined: true, plain: true }, scope))),
  );
}

/** The templates are few and known: the evaluator itself says which of them have it in their own text. */
function inLiterals(test: Test, { rawLine, list }: Scope): string {
  const question: ResolvedQuery = { kind: 'field', field: LITERALS, test, from: 0, to: 0 };
  const holding = rawLine.templates.filter(({ literals }) => evaluate(question, { group: literals }));
  const stored = holding.map((template) => template.stored);
  return stored.length === 0 ? FALSE : `${columnName('rawTemplate')} IN ${list.bind(stored, 'Array(String)')}`;
}

/** Any list of texts. */
const LITERALS = fieldOf('group');

/** What fills a hole is ASCII. It is searched for a part of the word first: most of them do not have it, and a regular expression costs more. */
function inText(test: Test, field: Field, scope: Scope): string {
  const subject = textColumn(field);
  return subject === null ? FALSE : textCondition(test, { ...subject, plain: true, ascii: true }, scope);
}

/** Null for columns that hold no text. */
export function textColumn({ token, column }: Field): Subject | null {
  if (column.kind !== 'stored' || !/\bString\b/.test(column.type)) return null;
  return { sql: columnName(token), joined: column.joinedBy !== undefined, plain: column.type === 'String' };
}

function printsDigits(word: string, hole: RawHole, place: Place): string {
  const { field, printed, clocks } = hole;
  const { column, token, type } = field;
  if (!/^[\d.]+$/.test(word) || column.kind !== 'stored' || textColumn(field) !== null) return FALSE;
  if (column.type.includes('IPv4')) return and(printed, addressPrefix(word, token, nullable(place)));
  if (clocks !== undefined)
    return or(...clocks.map((one) => and(one.printed, clockPrefix(word, one.clock, place.scope))));
  if (type === 'duration') return and(printed, durationPrefix(word, columnName(token), place.scope));
  return and(printed, numberPrefix(word, { token, type: column.type }, nullable(place)));
}

/** The word as a whole settles what is NULL. */
function nullable({ scope }: Place): Place {
  return { scope, strictness: 'nullable' };
}
