// Questions about the raw line. It is stored in pieces: a template, and values in the columns of their tokens. No word reaches over the
// border of two pieces, so a line has a word when one of its pieces has it; what needs the line in one piece is asked
// of the line put together, after everything cheaper.
//
//   words with a letter   blocks from the search index, then those texts among the pieces that hold the word in some block
//   words of digits       the same, and numbers, addresses and times, which are compared as numbers
//   phrases               within one piece, or over the borders of several (align.ts)
//   whole value, wildcard the words that the value has to have, then the whole line
//
// Of the texts, a plain search in each column finds the rows worth a closer look: one regular expression over those pieces of the row.

import type { Field } from '@gatehouse/model';
import type { EqualsTest, Pattern, Test, WordsTest } from '../resolved.js';
import { wordsOf } from '../words.js';
import { addressPrefix } from './addresses.js';
import { alignments, type Demand, type Phrase } from './align.js';
import type { ColumnFilter } from './blocks.js';
import { blocksWithRun, blocksWithWords, columnsWithRun, columnsWithWords } from './blocks.js';
import { clockPrefix, durationPrefix } from './clock.js';
import { and, columnName, FALSE, or, TRUE } from './condition.js';
import { demandCondition } from './demands.js';
import { phrasePattern } from './patterns.js';
import { numberPrefix } from './quantity.js';
import type { RawColumn, RawHole, RawValue, Scope, Strictness } from './scope.js';
import { settled } from './scope.js';
import { firstPlace, needleOf, type Subject, textCondition } from './text.js';

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
      return inBlocks(test.words, scope, () => and(...cheapestFirst(test.words).map((word) => hasWord(word, place))));
    case 'phrase':
      return phrase(test.words, place);
    case 'equals':
      return equals(test, place);
    case 'wildcard':
      return wildcard(test.pattern, scope);
    case 'anyOf':
      return or(...test.tests.map((one) => rawLineCondition(one, place)));
    default:
      return FALSE;
  }
}

function equals(test: EqualsTest, place: Place): string {
  const { scope } = place;
  const words = sievingWords(test.value);
  return inBlocks(words, scope, () =>
    and(...words.map((word) => hasWord(word, place)), textCondition(test, whole(scope), scope)),
  );
}

/** What else is asked needs not be written where some word is in no block. */
function inBlocks(words: readonly string[], scope: Scope, rest: () => string): string {
  const blocks = blocksWithWords(words, scope);
  return blocks.includes(FALSE) ? FALSE : and(...blocks, rest());
}

function whole({ rawLine }: Scope): Subject {
  return { sql: rawLine.whole, joined: false, plain: false };
}

/** A word with a letter is searched in a few columns, an address in a few more, a number in every column of numbers. */
function cheapestFirst(words: readonly string[]): readonly string[] {
  const cost = (word: string): number => (/[^\d.]/.test(word) ? 0 : word.includes('.') ? 1 : 2);
  return [...words].sort((a, b) => cost(a) - cost(b));
}

/** In one piece, or over the border of several as far as the template lets it; lines without template are one piece. */
function phrase(words: readonly string[], place: Place): string {
  const { scope } = place;
  const [only = ''] = words;
  return inBlocks(words, scope, () => (words.length === 1 ? hasWord(only, place) : hasPhrase(words, place)));
}

function hasPhrase(words: readonly string[], place: Place): string {
  const { scope, strictness } = place;
  const columns = columnsWithWords(words, scope);
  const inTemplate = isTemplate(scope.rawLine.literals.withPhrase(words), scope);
  const inTexts = matchesPieces({ kind: 'phrase', words }, textsWith(columns, scope), scope);
  const across = acrossPieces(words, scope);
  const inLine = `match(toValidUTF8(${scope.rawLine.whole}), ${scope.list.text(phrasePattern(words, false))})`;
  return and(hasWord(rarest(words, scope), place), settled(or(inTemplate, inTexts, across ?? inLine), strictness));
}

/** The word that is likely in the fewest lines: no part of a template, and long. */
function rarest(words: readonly string[], { rawLine }: Scope): string {
  const weight = (word: string): number =>
    word.length + (rawLine.literals.has(word) ? 0 : 100) + (/[a-z]/.test(word) ? 50 : 0);
  return words.reduce((best, word) => (weight(word) > weight(best) ? word : best));
}

/** Templates that ask the same of their values share a condition. Null when the ways to read the phrase are too many. */
function acrossPieces(words: readonly string[], scope: Scope): string | null {
  const templates = new Map<string, string[]>();
  const demands: WrittenDemands = new Map();
  const found = alignments(scope.rawLine.borders, phraseOf(words, scope));
  if (found === null) return null;
  for (const [{ stored }, alternatives] of found) {
    for (const alternative of alternatives) {
      const condition = and(...alternative.map((demand) => conditionOnce(demand, demands, scope)));
      const sharing = templates.get(condition);
      if (sharing === undefined) templates.set(condition, [stored]);
      else if (sharing.at(-1) !== stored) sharing.push(stored);
    }
  }
  return or(
    ...[...templates].map(([condition, stored]) =>
      condition === FALSE ? FALSE : and(isTemplate(stored, scope), condition),
    ),
  );
}

function phraseOf(words: readonly string[], scope: Scope): Phrase {
  const columns = words.map((word) => columnsWithWords([word], scope));
  return { words, canStandIn: ({ column }, at) => columns[at]?.(column) !== false };
}

/** By value, then by what is asked of it. */
type WrittenDemands = Map<RawValue, Map<string, string>>;

/** Templates print the same values in many places: each demand is written once. */
function conditionOnce(demand: Demand, written: WrittenDemands, scope: Scope): string {
  const { value, place, words, skipped } = demand;
  let ofValue = written.get(value);
  if (ofValue === undefined) written.set(value, (ofValue = new Map<string, string>()));
  const key = `${place} ${skipped} ${words.join(' ')}`;
  const condition = ofValue.get(key) ?? demandCondition(demand, scope);
  ofValue.set(key, condition);
  return condition;
}

/** The templates are few and known, so which of them fit is found out here. */
function isTemplate(stored: readonly string[], { list }: Scope): string {
  return stored.length === 0 ? FALSE : `${columnName('rawTemplate')} IN ${list.bind(stored, 'Array(String)')}`;
}

/** Words that a whole value has to have. */
export function sievingWords(value: string): readonly string[] {
  return longestOf(wordsOf(value));
}

/** No run of letters and digits reaches over the border of two pieces, so each of these stands in one of them. */
export function sievingRuns(pattern: Pattern): readonly string[] {
  const literals = pattern.flatMap((part) => (typeof part === 'string' ? [] : [part.literal]));
  const runs = literals.flatMap((literal) => literal.match(/\w+/g) ?? []).filter((run) => /[a-z]/.test(run));
  return longestOf([...new Set(runs)]);
}

function longestOf(words: readonly string[]): readonly string[] {
  return [...words].sort((a, b) => b.length - a.length).slice(0, MAX_SIEVE_WORDS);
}

function wildcard(pattern: Pattern, scope: Scope): string {
  const runs = sievingRuns(pattern);
  return and(
    ...runs.map((run) => blocksWithRun(run, scope)),
    ...runs.map((run) => hasRun(run, scope)),
    textCondition({ kind: 'wildcard', pattern }, whole(scope), scope),
  );
}

function hasRun(run: string, scope: Scope): string {
  const needle = needleOf(run);
  if (needle === '') return TRUE;
  return or(
    isTemplate(scope.rawLine.literals.containing(needle), scope),
    positive(places(needle, textsWith(columnsWithRun(run, scope), scope), scope)),
  );
}

/**
 * What can be told from numbers and templates is certain, a plain search in the texts is only likely. All of it is added up: an OR
 * would evaluate its later parts on copies of the columns.
 */
function hasWord(word: string, place: Place): string {
  const { scope } = place;
  const columns = columnsWithWords([word], scope);
  const texts = textsWith(columns, scope);
  const inTemplate = isTemplate(scope.rawLine.literals.startingWith(word), scope);
  const holes = DIGITS.test(word) ? inHoles(word, columns, { scope, strictness: 'strict' }) : [];
  if (holes.length === 1 && texts.length === 0 && inTemplate === FALSE)
    return and(...inHoles(word, columns, place).flatMap(({ condition, printed }) => [condition, printed]));
  const inNumbers = holes.map(({ printed, condition }) => `(${printed}) * (${condition})`);
  const certain = [...(inTemplate === FALSE ? [] : [`(${inTemplate})`]), ...inNumbers];
  const needle = needleOf(word);
  const likely = needle === '' ? TRUE : positive([...certain, ...places(needle, texts, scope)]);
  return and(likely, or(positive(certain), matchesPieces({ kind: 'words', words: [word] }, texts, scope)));
}

const DIGITS = /^[\d.]+$/;

/** The value begins with these digits, and the line prints it. */
interface PrintedDigits {
  readonly printed: string;
  readonly condition: string;
}

function inHoles(word: string, columns: ColumnFilter, place: Place): readonly PrintedDigits[] {
  const holes = place.scope.rawLine.holes.filter((hole) => !isAddress(hole) || columns(columnName(hole.field.token)));
  return holes.flatMap((hole) => printsDigits(word, hole, place)).filter(({ condition }) => condition !== FALSE);
}

function isAddress({ field: { column } }: RawHole): boolean {
  return column.kind === 'stored' && column.type.includes('IPv4');
}

function positive(terms: readonly string[]): string {
  return terms.length === 0 ? FALSE : `${terms.join(' + ')} > 0`;
}

function textsWith(columns: ColumnFilter, { rawLine }: Scope): readonly RawColumn[] {
  return rawLine.texts.filter(({ column }) => columns(column));
}

function matchesPieces(test: WordsTest, texts: readonly RawColumn[], scope: Scope): string {
  if (texts.length === 0) return FALSE;
  const pieces = texts.map(({ column, text = column, printed }) => {
    const piece = test.kind === 'phrase' ? text : column;
    return printed === TRUE ? piece : `if(${printed}, ${piece}, '')`;
  });
  const sql = `concatWithSeparator('\\n', ${[...pieces, "''"].join(', ')})`;
  return textCondition(test, { sql, joined: true, plain: false }, scope);
}

/** Greater than 0 where a text has it, whether the text is part of this line or not. */
function places(needle: string, texts: readonly RawColumn[], scope: Scope): readonly string[] {
  return texts.map(({ column }) => firstPlace(column, needle, scope));
}

/** Null for columns that hold no text. */
export function textColumn({ token, column }: Field): Subject | null {
  if (column.kind === 'rebuilt' || !/\bString\b/.test(column.type)) return null;
  const isStored = column.kind === 'stored';
  return {
    sql: columnName(token),
    joined: isStored && column.joinedBy !== undefined,
    plain: isStored && column.type === 'String',
  };
}

function printsDigits(word: string, { field, printed, clocks }: RawHole, place: Place): readonly PrintedDigits[] {
  if (clocks === undefined) return [{ printed, condition: valuePrefix(word, field, place) }];
  return clocks.map((one) => ({
    printed: one.printed,
    condition: settled(clockPrefix(word, one.clock, place.scope), place.strictness),
  }));
}

function valuePrefix(digits: string, { column, token, type }: Field, place: Place): string {
  if (column.kind !== 'stored') return FALSE;
  if (column.type.includes('IPv4')) return addressPrefix(digits, token, place);
  if (type === 'duration') return settled(durationPrefix(digits, token, place.scope), place.strictness);
  return numberPrefix(digits, { token, type: column.type }, place);
}
