// From a resolved query to a condition over the table of events, with every value bound. It holds for the rows for which evaluate.ts says
// yes for the event that the row prints as: tests run both over the same events.
//
// A leaf is 0, 1 or, where no negation stands above it, NULL (which a WHERE treats as 0): a bare comparison can use indexes.

import { positionOf } from '@gatehouse/model';
import type { Predicate, ResolvedQuery, Test } from '../resolved.js';
import { columnAddress } from './addresses.js';
import { blocksWithWords, columnsWithWords } from './blocks.js';
import { and, columnName, FALSE, not, or, TRUE } from './condition.js';
import { indexedWords } from './lookups.js';
import { ParameterList, type Statement } from './parameters.js';
import type { QuantityColumn } from './quantity.js';
import { between, equalsNumber, isAbsent, isPresent, numberLike } from './quantity.js';
import { rawLineCondition, textColumn } from './raw-line.js';
import type { NumberFinder, RawLine, Scope, Strictness, WordFinder } from './scope.js';
import { hasLabel, labelCondition, type Subject, textCondition } from './text.js';

export interface CompileOptions {
  readonly rawLine: RawLine;
  /** Answers look-ups in the search index. Without it the statement asks the index itself. */
  readonly findWords?: WordFinder;
  /** Tells what columns of numbers hold, so that numbers which are nowhere need not be compared. */
  readonly findNumbers?: NumberFinder;
}

/** A condition that is `0` is false for every row, one that is `1` true. */
export function compile(query: ResolvedQuery, options: CompileOptions): Statement {
  const list = new ParameterList();
  const sql = condition(query, 'nullable', { list, ...options });
  return { sql, parameters: list.values };
}

function condition(query: ResolvedQuery, strictness: Strictness, scope: Scope): string {
  switch (query.kind) {
    case 'all':
      return TRUE;
    case 'and':
      return and(...cheapestFirst(query.items).map((item) => condition(item, strictness, scope)));
    case 'or':
      return or(...query.items.map((item) => condition(item, strictness, scope)));
    case 'not':
      return not(condition(query.item, 'strict', scope));
    case 'field':
      return leaf(query, { scope, strictness });
  }
}

/** One column is read sooner than the pieces of the raw line. */
function cheapestFirst(items: readonly ResolvedQuery[]): readonly ResolvedQuery[] {
  const cost = (item: ResolvedQuery): number => {
    if (item.kind === 'field') return item.field.column.kind === 'rebuilt' ? 1 : 0;
    return item.kind === 'not' ? cost(item.item) : 0;
  };
  return [...items].sort((a, b) => cost(a) - cost(b));
}

interface Place {
  readonly scope: Scope;
  readonly strictness: Strictness;
}

function leaf(predicate: Predicate, place: Place): string {
  const { field, test } = predicate;
  if (field.map === true) return mapCondition(predicate, place.scope);
  if (field.token === 'eventId') return idCondition(test, place);
  if (field.column.kind === 'rebuilt') return rebuiltCondition(predicate, place);
  const subject = textColumn(field);
  if (subject !== null) return indexedText(test, subject, place.scope);
  return columnCondition(test, { token: field.token, type: field.column.type }, place);
}

function rebuiltCondition({ field, test }: Predicate, place: Place): string {
  if (field.token === 'rawEvent') return test.kind === 'absent' ? FALSE : rawLineCondition(test, place);
  const { rawLine } = place.scope;
  return textCondition(test, { sql: rawLine.base64, joined: false, plain: true }, place.scope);
}

/** The words of plain text columns are in the search index; dictionaries are cheaper to read than the index. */
function indexedText(test: Test, subject: Subject, scope: Scope): string {
  if (!subject.plain) return textCondition(test, subject, scope);
  const words = indexedWords(test);
  const blocks = blocksWithWords(words, scope);
  return columnsWithWords(words, scope)(subject.sql) ? and(...blocks, textCondition(test, subject, scope)) : FALSE;
}

function columnCondition(test: Test, column: QuantityColumn, place: Place): string {
  switch (test.kind) {
    case 'present':
      return isPresent(column, place.scope);
    case 'absent':
      return isAbsent(column, place.scope);
    case 'anyOf':
      return or(...test.tests.map((one) => columnCondition(one, column, place)));
    case 'between':
      return between(test, column, place);
    case 'addresses':
      return columnAddress(test, column, place);
    case 'equals':
      return equalsNumber(test, column, place);
    case 'wildcard':
      return numberLike(test, column, place);
    case 'flag':
      return test.value ? columnName(column.token) : not(columnName(column.token));
    default:
      return FALSE;
  }
}

/** `eventId` is the position of the row: looking it up by that uses the indexes, comparing the printed form does not. */
function idCondition(test: Test, place: Place): string {
  const { scope } = place;
  if (test.kind === 'present') return TRUE;
  if (test.kind === 'absent') return FALSE;
  if (test.kind === 'anyOf') return or(...test.tests.map((one) => idCondition(one, place)));
  if (test.kind !== 'equals')
    return textCondition(test, { sql: columnName('eventId'), joined: false, plain: false }, scope);
  const position = positionOf(test.value);
  if (position === null) return FALSE;
  return and(
    `${columnName('block')} = ${scope.list.bind(position.block, 'UInt64')}`,
    `${columnName('row')} = ${scope.list.bind(position.row, 'UInt32')}`,
  );
}

const NAMES = columnName('attributeNames');
const VALUES = columnName('attributeValues');

/** Labels and values are two lists joined by LF, in the same order. */
function mapCondition({ label, test }: Pick<Predicate, 'label' | 'test'>, scope: Scope): string {
  if (label === undefined) return indexedText(test, { sql: VALUES, joined: true, plain: true }, scope);
  if (test.kind === 'absent') return not(mapCondition({ label, test: { kind: 'present' } }, scope));
  const value: Subject = { sql: 'value', joined: false, plain: false };
  const names = `splitByChar('\\n', ${NAMES})`;
  const values = `arrayResize(splitByChar('\\n', ${VALUES}), length(${names}))`;
  const holds = and(labelCondition(label, 'label', scope), textCondition(test, value, scope));
  return and(
    hasLabel(label, NAMES, scope),
    ...blocksWithWords(indexedWords(test), scope),
    `arrayExists((label, value) -> ${holds}, ${names}, ${values})`,
  );
}
