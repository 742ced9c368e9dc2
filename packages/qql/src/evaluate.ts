// The meaning of the language in its plainest form: does this event satisfy this query? Stores compile the same tree to their
// own query language and have to give the same answer; tests compare the two.

import type { EventFields } from '@gatehouse/model';
import { compareText, fold } from './fold.js';
import { matchesPattern } from './pattern.js';
import type {
  AddressTest,
  BetweenTest,
  BoxTest,
  OrderTest,
  Predicate,
  ResolvedQuery,
  Test,
  WordsTest,
} from './resolved.js';
import { readAddress } from './values/address.js';
import { readPosition } from './values/position.js';
import { wordsOf } from './words.js';

type Scalar = string | number | bigint | boolean;

export function evaluate(query: ResolvedQuery, event: EventFields): boolean {
  switch (query.kind) {
    case 'all':
      return true;
    case 'and':
      return query.items.every((item) => evaluate(item, event));
    case 'or':
      return query.items.some((item) => evaluate(item, event));
    case 'not':
      return !evaluate(query.item, event);
    case 'field':
      return satisfies(query, event);
  }
}

function satisfies(predicate: Predicate, event: EventFields): boolean {
  return holds(predicate.test, elementsOf(predicate, event));
}

/** A flag that is not set is false: events have only those that are. */
function holds(test: Test, elements: readonly Scalar[]): boolean {
  switch (test.kind) {
    case 'absent':
      return elements.length === 0;
    case 'flag':
      return elements.includes(true) === test.value;
    case 'anyOf':
      return test.tests.some((one) => holds(one, elements));
    default:
      return elements.some((element) => passes(test, element));
  }
}

/** The values of the token: none, one, or those of a list or map. Empty text is an absence. */
function elementsOf({ field, label }: Predicate, event: EventFields): readonly Scalar[] {
  const values: Readonly<Record<string, unknown>> = event;
  const value = values[field.token];
  if (typeof value !== 'object' || value === null) return [value].filter(isPresent);
  const entries = Object.entries(value).filter(([name]) => label === undefined || fold(name) === label);
  return entries.map(([, element]: [string, unknown]) => element).filter(isPresent);
}

function isPresent(value: unknown): value is Scalar {
  return value !== '' && ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
}

function passes(test: ValueTest, value: Scalar): boolean {
  switch (test.kind) {
    case 'present':
      return true;
    case 'between':
      return isBetween(test, value);
    case 'equals':
      return (test.folded ? fold(String(value)) : value) === test.value;
    default:
      return passesText(test, String(value));
  }
}

type ValueTest = Exclude<Test, { kind: 'absent' | 'flag' | 'anyOf' }>;

type TextTest = WordsTest | OrderTest | AddressTest | BoxTest | Extract<Test, { kind: 'wildcard' }>;

function passesText(test: TextTest, value: string): boolean {
  switch (test.kind) {
    case 'words':
      return holdsWords(test.words, wordsOf(value));
    case 'phrase':
      return holdsPhrase(test.words, wordsOf(value));
    case 'wildcard':
      return matchesPattern(test.pattern, fold(value));
    case 'order':
      return isInOrder(test, value);
    case 'addresses':
      return isAmong(test, value);
    case 'box':
      return isInBox(test, value);
  }
}

function holdsWords(wanted: readonly string[], words: readonly string[]): boolean {
  return wanted.every((prefix) => words.some((word) => word.startsWith(prefix)));
}

function holdsPhrase(wanted: readonly string[], words: readonly string[]): boolean {
  const last = wanted.length - 1;
  return words.some((_, start) =>
    wanted.every((part, index) =>
      index === last ? words[start + index]?.startsWith(part) : words[start + index] === part,
    ),
  );
}

function isBetween({ low, high }: BetweenTest, value: Scalar): boolean {
  if (typeof value !== 'number' && typeof value !== 'bigint') return false;
  return (low === null || value >= low) && (high === null || value <= high);
}

function isInOrder({ low, high }: OrderTest, value: string): boolean {
  const above = low === null ? 1 : compareText(value, low.value);
  const below = high === null ? -1 : compareText(value, high.value);
  return (
    (above > 0 || (above === 0 && low?.inclusive === true)) && (below < 0 || (below === 0 && high?.inclusive === true))
  );
}

function isAmong({ family, low, high }: AddressTest, value: string): boolean {
  const address = readAddress(value);
  return address !== null && address.family === family && address.value >= low && address.value <= high;
}

function isInBox({ south, west, north, east }: BoxTest, value: string): boolean {
  const position = readPosition(value);
  if (position === null || position.latitude < south || position.latitude > north) return false;
  const isEastOfWest = position.longitude >= west;
  const isWestOfEast = position.longitude <= east;
  return west <= east ? isEastOfWest && isWestOfEast : isEastOfWest || isWestOfEast;
}
