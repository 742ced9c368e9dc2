// Questions about text columns. '' is the absence. Regular expressions over a dictionary column are evaluated once per distinct
// value; over a plain column once per row, so that a plain search for a part of the word goes first there.
//
// Bytes that are no valid UTF-8 are compared as U+FFFD, which is how events print them.

import { fold } from '../fold.js';
import type { AddressTest, EqualsTest, OrderTest, Pattern, Test, WordsTest } from '../resolved.js';
import { textAddress } from './addresses.js';
import { and, FALSE, or, TRUE } from './condition.js';
import { foldedPattern, phrasePattern, wholePattern, wildcardPattern, wordPatterns } from './patterns.js';
import { textBox } from './place.js';
import type { Scope } from './scope.js';

export interface Subject {
  /** SQL of the text. */
  readonly sql: string;
  /** Several texts joined by LF; a question holds when one of them satisfies it whole. */
  readonly joined: boolean;
  /** No dictionary: every row is looked at. */
  readonly plain: boolean;
}

/** 0 or 1, never NULL. */
export function textCondition(test: Test, subject: Subject, scope: Scope): string {
  switch (test.kind) {
    case 'present':
      return subject.joined ? matches(subject, '[^\\n]', scope) : `${subject.sql} != ''`;
    case 'absent':
      return subject.joined ? `NOT ${matches(subject, '[^\\n]', scope)}` : `${subject.sql} = ''`;
    case 'anyOf':
      return anyOf(test.tests, subject, scope);
    case 'equals':
      return equals(test, subject, scope);
    case 'words':
      return words(test, subject, scope);
    case 'phrase':
      return and(
        ...sieves(test.words, subject, scope),
        matches(subject, phrasePattern(test.words, subject.joined), scope),
      );
    case 'wildcard':
      return wildcard(test.pattern, subject, scope);
    case 'order':
    case 'addresses':
    case 'box':
      return elementwise(test, subject, scope);
    case 'between':
    case 'flag':
      return FALSE;
  }
}

/** A list of whole values becomes one look-up in a set. */
function anyOf(tests: readonly Test[], subject: Subject, scope: Scope): string {
  const isSimple = (test: Test): test is EqualsTest =>
    test.kind === 'equals' && !subject.joined && !BEYOND_ASCII.test(test.value);
  const rest = tests.filter((test) => !isSimple(test));
  const sets = [true, false].map((folded) => {
    const values = tests.filter(isSimple).filter((test) => test.folded === folded);
    return values.length < 2
      ? or(...values.map((test) => equals(test, subject, scope)))
      : `${folded ? lowered(subject) : subject.sql} IN ${scope.list.bind(
          values.map(({ value }) => value),
          'Array(String)',
        )}`;
  });
  return or(...sets, ...rest.map((test) => textCondition(test, subject, scope)));
}

const BEYOND_ASCII = /[^\p{ASCII}]/u;

function equals({ value, folded }: EqualsTest, subject: Subject, scope: Scope): string {
  const { sql, joined } = subject;
  if (joined) return matches(subject, folded ? foldedPattern(value, true) : wholePattern(value, true), scope);
  // lowerUTF8 folds by context beyond ASCII, but what it makes into an ASCII text is what fold.ts makes into it.
  if (folded)
    return BEYOND_ASCII.test(value)
      ? matches(subject, foldedPattern(value, false), scope)
      : `${lowered(subject)} = ${scope.list.text(value)}`;
  return `${value.includes('\ufffd') ? valid(sql) : sql} = ${scope.list.text(value)}`;
}

function lowered({ sql }: Subject): string {
  return `lowerUTF8(${sql})`;
}

function words({ words: wanted }: WordsTest, subject: Subject, scope: Scope): string {
  const each = and(...wanted.map((word) => oneWord(word, subject, scope)));
  if (!subject.joined || wanted.length === 1) return each;
  return and(
    each,
    inSomeElement(subject, (element) => and(...wanted.map((word) => oneWord(word, element, scope)))),
  );
}

function oneWord(word: string, subject: Subject, scope: Scope): string {
  const [start, rest] = wordPatterns(word).map((pattern) => scope.list.text(pattern));
  return and(...sieves([word], subject, scope), `match(${valid(subject.sql)}, concat(${start}, ${rest}))`);
}

function wildcard(pattern: Pattern, subject: Subject, scope: Scope): string {
  if (pattern.every((part) => part === '*')) return textCondition({ kind: 'present' }, subject, scope);
  const literals = pattern.filter((part) => typeof part !== 'string').map(({ literal }) => literal);
  return and(...sieves(literals, subject, scope), matches(subject, wildcardPattern(pattern, subject.joined), scope));
}

function matches({ sql }: Subject, pattern: string, { list }: Scope): string {
  return `match(${valid(sql)}, ${list.text(pattern)})`;
}

function valid(sql: string): string {
  return `toValidUTF8(${sql})`;
}

/** Plain searches that every match passes. */
function sieves(parts: readonly string[], { sql, plain }: Subject, scope: Scope): readonly string[] {
  if (!plain) return [];
  const needles = parts.map(needleOf).filter((needle) => needle !== '');
  return needles.map((needle) => `${firstPlace(sql, needle, scope)} > 0`);
}

/** 0 where the text does not have it. */
export function firstPlace(sql: string, needle: string, { list }: Scope): string {
  return `positionCaseInsensitive(${sql}, ${list.text(needle)})`;
}

/** The longest part that the search, which knows the case of ASCII only, can find in every spelling: `k` has one beyond ASCII. */
export function needleOf(folded: string): string {
  const parts = folded.split(/[^\p{ASCII}]|k/u);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function elementwise(test: OrderTest | AddressTest | Test, subject: Subject, scope: Scope): string {
  if (!subject.joined) return scalarCondition(test, subject, scope);
  return and(
    `${subject.sql} != ''`,
    inSomeElement(subject, (element) => scalarCondition(test, element, scope)),
  );
}

function inSomeElement({ sql }: Subject, condition: (element: Subject) => string): string {
  const element: Subject = { sql: 'element', joined: false, plain: false };
  return `arrayExists(element -> ${condition(element)}, splitByChar('\\n', ${sql}))`;
}

function scalarCondition(test: Test, { sql }: Subject, scope: Scope): string {
  if (test.kind === 'order') return order(test, sql, scope);
  if (test.kind === 'addresses') return textAddress(test, sql, scope);
  return test.kind === 'box' ? textBox(test, sql, scope) : FALSE;
}

/** ClickHouse compares strings by their bytes, which is the order of code points in UTF-8. */
function order({ low, high }: OrderTest, sql: string, { list }: Scope): string {
  return and(
    low === null ? `${sql} != ''` : `${valid(sql)} ${low.inclusive ? '>=' : '>'} ${list.text(low.value)}`,
    high === null ? TRUE : `${valid(sql)} ${high.inclusive ? '<=' : '<'} ${list.text(high.value)}`,
  );
}

/** The label of a map is compared without case. */
export function labelCondition(label: string, sql: string, scope: Scope): string {
  return equals({ kind: 'equals', value: fold(label), folded: true }, { sql, joined: false, plain: false }, scope);
}

export function hasLabel(label: string, sql: string, scope: Scope): string {
  return equals({ kind: 'equals', value: fold(label), folded: true }, { sql, joined: true, plain: false }, scope);
}
