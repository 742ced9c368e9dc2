// Reads one condition: `name operator value`, `name is null`, or free text.
//
//   clause = name ( ":" [ cmp ] value | cmp scalar | "is" [ "not" ] "null" )
//   value  = scalar | range | list | "(" group or nested ")"        the last one is opened by the parser
//   range  = ( "[" | "(" ) scalar ( ".." | "..." ) scalar ( "]" | ")" )
//   list   = "[" scalar { "," scalar } "]"
//
// After `name: (` it is nested when the first thing inside is a name with an operator; a range when the first value inside
// is followed by `..`; else a group.

import type { Clause, Comparison, FreeText, List, Name, NullTest, Range, Scalar, Value } from './ast.js';
import type { BareStops, Cursor } from './tokens.js';
import {
  fail,
  isAtEnd,
  isConditionAt,
  keywordAt,
  peek,
  readName,
  readScalar,
  skipBlanks,
  take,
  wordAt,
} from './tokens.js';

/** A name whose round bracket was just opened. */
export interface Opening {
  readonly kind: 'opening';
  readonly bracket: 'group' | 'nested';
  readonly name: Name;
}

const IS_NULL = /is\s+(not\s+)?null(?![\w.])/iy;
const COMPARISONS: readonly Comparison[] = ['<=', '>=', '!=', '<', '>', '='];

export function readCondition(cursor: Cursor): Clause | NullTest | FreeText | Opening | null {
  if (!isConditionAt(cursor.text, cursor.at)) return readFreeText(cursor);
  const name = readName(cursor);
  skipBlanks(cursor);
  const nullTest = readNullTest(cursor, name);
  if (nullTest !== null) return nullTest;
  const operator = readOperator(cursor);
  skipBlanks(cursor);
  expectValue(cursor, name);
  if (operator !== ':') return finishComparison(cursor, name, operator);
  const bracket = classifyRound(cursor);
  if (bracket === null || bracket === 'range') return finishClause(cursor, name, readValue(cursor, name));
  cursor.at++;
  return { kind: 'opening', bracket, name };
}

/** Inside a group: an optional comparison and a value that belong to the name before the bracket. */
export function readGroupItem(cursor: Cursor, name: Name): Clause | null {
  const from = cursor.at;
  const comparison = readComparison(cursor);
  skipBlanks(cursor);
  if (comparison !== null) return { ...finishComparison(cursor, name, comparison), from };
  const value = peek(cursor) === '[' ? readSquare(cursor, name) : readScalar(cursor, {});
  return value === null ? null : { kind: 'clause', name, operator: ':', value, from, to: value.to };
}

function readFreeText(cursor: Cursor): FreeText | null {
  const value = readScalar(cursor, { condition: true });
  return value === null ? null : { kind: 'free', value, from: value.from, to: value.to };
}

function readNullTest(cursor: Cursor, name: Name): NullTest | null {
  IS_NULL.lastIndex = cursor.at;
  const match = IS_NULL.exec(cursor.text);
  if (match === null) return null;
  cursor.at += match[0].length;
  return { kind: 'null', name, negated: match[1] !== undefined, from: name.from, to: cursor.at };
}

/** `token: > 5` is read as `token > 5`. */
function readOperator(cursor: Cursor): Comparison {
  if (!take(cursor, ':')) return readComparison(cursor) ?? ':';
  skipBlanks(cursor);
  return readComparison(cursor) ?? ':';
}

function readComparison(cursor: Cursor): Comparison | null {
  const found = COMPARISONS.find((operator) => cursor.text.startsWith(operator, cursor.at));
  if (found === undefined) return null;
  cursor.at += found.length;
  return found;
}

function expectValue(cursor: Cursor, name: Name): void {
  cursor.trace?.push({ kind: 'value', from: cursor.at, name: name.text });
}

function finishClause(cursor: Cursor, name: Name, value: Value): Clause {
  return { kind: 'clause', name, operator: ':', value, from: name.from, to: cursor.at };
}

function finishComparison(cursor: Cursor, name: Name, operator: Comparison): Clause {
  const from = cursor.at;
  const bracket = peek(cursor);
  if (bracket === '[' || bracket === '(') {
    fail('qql.comparison-value', { from, to: from + 1 }, { operator, token: name.text });
  }
  const value = readScalar(cursor, {}) ?? failMissingValue(cursor, operator);
  return { kind: 'clause', name, operator, value, from: name.from, to: cursor.at };
}

function readValue(cursor: Cursor, name: Name): Value {
  const bracket = peek(cursor);
  if (bracket === '[') return readSquare(cursor, name);
  if (bracket === '(') return readRange(cursor, name);
  return readScalar(cursor, {}) ?? failMissingValue(cursor, ':');
}

function failMissingValue(cursor: Cursor, operator: string): never {
  const to = Math.max(cursor.at, cursor.text.slice(0, cursor.at).trimEnd().length);
  return fail('qql.missing-value', { from: to, to }, { operator });
}

function readSquare(cursor: Cursor, name: Name): Range | List {
  return hasDots(cursor) ? readRange(cursor, name) : readList(cursor, name);
}

function readList(cursor: Cursor, name: Name): List {
  const from = cursor.at++;
  const items: Scalar[] = [];
  do {
    items.push(readElement(cursor, name, from));
  } while (take(cursor, ','));
  if (!take(cursor, ']')) failInBrackets(cursor, from);
  return { kind: 'list', items, from, to: cursor.at };
}

function readElement(cursor: Cursor, name: Name, from: number): Scalar {
  const item = readInside(cursor, name, { comma: true });
  if (item !== null) return item;
  if (isAtEnd(cursor)) return failInBrackets(cursor, from);
  return fail('qql.missing-item', { from: cursor.at, to: cursor.at + 1 });
}

function readRange(cursor: Cursor, name: Name): Range {
  const from = cursor.at++;
  const includesLow = cursor.text.charAt(from) === '[';
  const low = readInside(cursor, name, { dots: true });
  const hasSeparator = take(cursor, '.') && take(cursor, '.');
  take(cursor, '.');
  const high = readInside(cursor, name, { dots: true });
  if (isAtEnd(cursor)) failInBrackets(cursor, from);
  const includesHigh = peek(cursor) === ']';
  const isClosed = take(cursor, ']') || take(cursor, ')');
  if (low === null || high === null || !hasSeparator || !isClosed) {
    return fail('qql.malformed-range', { from, to: Math.max(cursor.at, from + 1) });
  }
  return { kind: 'range', low, high, includesLow, includesHigh, from, to: cursor.at };
}

function readInside(cursor: Cursor, name: Name, stops: BareStops): Scalar | null {
  skipBlanks(cursor);
  expectValue(cursor, name);
  const scalar = readScalar(cursor, stops);
  skipBlanks(cursor);
  return scalar;
}

function failInBrackets(cursor: Cursor, from: number): never {
  if (isAtEnd(cursor))
    return fail('qql.unclosed-bracket', { from, to: from + 1 }, { bracket: cursor.text.charAt(from) });
  const next = wordAt(cursor.text, cursor.at);
  return fail('qql.unclosed-list', { from: cursor.at, to: cursor.at + next.length }, { next });
}

function classifyRound(cursor: Cursor): 'range' | 'group' | 'nested' | null {
  if (peek(cursor) !== '(') return null;
  const ahead: Cursor = { text: cursor.text, at: cursor.at + 1 };
  skipBlanks(ahead);
  if (isConditionAt(ahead.text, ahead.at)) return 'nested';
  if (hasDots(cursor)) return 'range';
  for (;;) {
    if (take(ahead, '(')) skipBlanks(ahead);
    else if (keywordAt(ahead.text, ahead.at) === 'not') skipNot(ahead);
    else return isConditionAt(ahead.text, ahead.at) ? 'nested' : 'group';
  }
}

function skipNot(cursor: Cursor): void {
  cursor.at += 'not'.length;
  skipBlanks(cursor);
}

/** Is the first value inside this bracket followed by `..`? */
function hasDots(cursor: Cursor): boolean {
  const ahead: Cursor = { text: cursor.text, at: cursor.at + 1 };
  skipBlanks(ahead);
  if (readComparison(ahead) !== null) return false;
  readScalar(ahead, { dots: true });
  skipBlanks(ahead);
  return ahead.text.startsWith('..', ahead.at);
}
