// From text to tree, without recursion: open brackets are kept on a list, so depth costs memory and never the stack.
//
//   query = [ or ] ;   or = and { OR and } ;   and = not { AND not } ;   not = { NOT } primary
//   primary = "(" or ")" | condition (clause.ts)
//
// Operands and operators alternate; each open bracket is a frame that collects the operands seen so far.

import type { Expression, Name } from './ast.js';
import type { Opening } from './clause.js';
import { readCondition, readGroupItem } from './clause.js';
import type { Diagnostic } from './errors.js';
import { QqlError } from './errors.js';
import type { Cursor, Expectation } from './tokens.js';
import { fail, isAtEnd, keywordAt, peek, skipBlanks, take, wordAt } from './tokens.js';

export const MAX_LENGTH = 65_536;
export const MAX_DEPTH = 1000;
export const MAX_CLAUSES = 2000;

export type Parsed =
  | { readonly tree: Expression; readonly error?: never }
  | { readonly error: Diagnostic; readonly tree?: never };

interface Frame {
  readonly kind: 'root' | 'parenthesis' | 'group' | 'nested';
  readonly from: number;
  /** Set in groups and what is nested in them. */
  readonly groupName: Name | null;
  readonly name: Name | null;
  /** Places of the `not` words in front of the operand that is being read. */
  nots: number[];
  conjuncts: Expression[];
  readonly alternatives: Expression[];
}

interface State {
  readonly cursor: Cursor;
  readonly frames: Frame[];
  frame: Frame;
  depth: number;
  clauses: number;
}

export function parse(text: string): Parsed {
  try {
    return { tree: parseOrThrow(text) };
  } catch (error) {
    if (error instanceof QqlError) return { error: error.diagnostic };
    throw error;
  }
}

/** What the parser was ready to read at each step of a text, up to its end or its first error. */
export function traceOf(text: string): readonly Expectation[] {
  const trace: Expectation[] = [];
  try {
    parseOrThrow(text, trace);
  } catch (error) {
    if (!(error instanceof QqlError)) throw error;
  }
  return trace;
}

function parseOrThrow(text: string, trace?: Expectation[]): Expression {
  if (text.length > MAX_LENGTH) {
    fail('qql.too-long', { from: MAX_LENGTH, to: text.length }, { length: text.length, limit: MAX_LENGTH });
  }
  const cursor: Cursor = trace === undefined ? { text, at: 0 } : { text, at: 0, trace };
  skipBlanks(cursor);
  if (isAtEnd(cursor) && trace === undefined) return { kind: 'all', from: 0, to: text.length };
  const root = openFrame({ kind: 'root', from: 0, groupName: null, name: null });
  const state: State = { cursor, frames: [], frame: root, depth: 0, clauses: 0 };
  do {
    readOperand(state);
  } while (readOperator(state));
  return closeFrame(state.frame);
}

function openFrame(start: Pick<Frame, 'kind' | 'from' | 'groupName' | 'name'>): Frame {
  return { ...start, nots: [], conjuncts: [], alternatives: [] };
}

/** Reads `not`s and opening brackets up to and including one condition. */
function readOperand(state: State): void {
  const { cursor } = state;
  for (;;) {
    skipBlanks(cursor);
    const from = cursor.at;
    if (keywordAt(cursor.text, from) === 'not') {
      deepen(state);
      state.frame.nots.push(from);
      cursor.at += 'not'.length;
    } else if (take(cursor, '(')) {
      push(state, { kind: 'parenthesis', from, groupName: state.frame.groupName, name: null });
    } else {
      const operand = readLeaf(state);
      if (operand.kind !== 'opening') return addOperand(state, operand);
      const groupName = operand.bracket === 'group' ? operand.name : null;
      push(state, { kind: operand.bracket, from: operand.name.from, groupName, name: operand.name });
    }
  }
}

function readLeaf(state: State): Expression | Opening {
  const { cursor, frame } = state;
  cursor.trace?.push(expectationOf(state));
  const leaf = frame.groupName === null ? readCondition(cursor) : readGroupItem(cursor, frame.groupName);
  if (leaf === null) return failOperand(state);
  if (++state.clauses > MAX_CLAUSES) fail('qql.too-many-clauses', leafSpan(leaf), { limit: MAX_CLAUSES });
  return leaf;
}

function expectationOf({ cursor, frame, frames }: State): Expectation {
  if (frame.groupName !== null) return { kind: 'value', from: cursor.at, name: frame.groupName.text };
  const outer = [...frames, frame].flatMap(({ kind, name }) => (kind === 'nested' && name !== null ? [name.text] : []));
  return { kind: 'operand', from: cursor.at, outer };
}

function leafSpan(leaf: Expression | Opening): { from: number; to: number } {
  return leaf.kind === 'opening' ? leaf.name : leaf;
}

function push(state: State, start: Pick<Frame, 'kind' | 'from' | 'groupName' | 'name'>): void {
  deepen(state);
  state.frames.push(state.frame);
  state.frame = openFrame(start);
}

function deepen(state: State): void {
  const { at } = state.cursor;
  if (++state.depth > MAX_DEPTH) fail('qql.too-deep', { from: at, to: at + 1 }, { limit: MAX_DEPTH });
}

/** Hands a complete operand to the open frame, with the `not`s that stood before it. */
function addOperand(state: State, operand: Expression): void {
  const { frame } = state;
  let item = operand;
  for (const from of frame.nots.reverse()) item = { kind: 'not', item, from, to: item.to };
  state.depth -= frame.nots.length;
  frame.nots = [];
  frame.conjuncts.push(item);
}

/** Reads closing brackets, then `and`, `or` or the end. True when another operand has to follow. */
function readOperator(state: State): boolean {
  const { cursor } = state;
  for (;;) {
    skipBlanks(cursor);
    cursor.trace?.push({ kind: 'operator', from: cursor.at });
    if (isAtEnd(cursor)) return endOfText(state);
    if (peek(cursor) !== ')') return readConnective(state);
    closeBracket(state);
  }
}

function readConnective(state: State): true {
  const { cursor, frame } = state;
  const keyword = keywordAt(cursor.text, cursor.at);
  if (keyword !== 'and' && keyword !== 'or') return failOperator(cursor);
  cursor.at += keyword.length;
  if (keyword === 'or') {
    frame.alternatives.push(chain('and', frame.conjuncts));
    frame.conjuncts = [];
  }
  return true;
}

function endOfText(state: State): false {
  if (state.frame.kind === 'root') return false;
  const from = state.cursor.text.indexOf('(', state.frame.from);
  return fail('qql.unclosed-bracket', { from, to: from + 1 }, { bracket: '(' });
}

function closeBracket(state: State): void {
  const { cursor, frame } = state;
  const outer = state.frames.pop();
  if (outer === undefined) return failBracket(cursor);
  const inner = closeFrame(frame);
  const to = ++cursor.at;
  state.frame = outer;
  state.depth--;
  addOperand(state, wrap(frame, inner, to));
}

function wrap(frame: Frame, item: Expression, to: number): Expression {
  const { kind, name, from } = frame;
  if (name === null || kind === 'root' || kind === 'parenthesis') return { ...item, from, to };
  return { kind, name, item, from, to };
}

function closeFrame(frame: Frame): Expression {
  return chain('or', [...frame.alternatives, chain('and', frame.conjuncts)]);
}

/** Joins operands into one flat node; a chain of one is the operand itself. */
function chain(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  const items = operands.some((operand) => operand.kind === kind)
    ? operands.flatMap((operand) => (operand.kind === kind ? operand.items : [operand]))
    : operands;
  const [first] = items;
  if (first === undefined) throw new RangeError('a chain has at least one operand');
  if (items.length === 1) return first;
  return { kind, items, from: operands[0]?.from ?? first.from, to: operands.at(-1)?.to ?? first.to };
}

function failOperand(state: State): never {
  const { cursor, frame } = state;
  const { text, at } = cursor;
  if (isAtEnd(cursor)) return fail('qql.missing-condition', { from: at, to: at }, { where: 'at the end' });
  const next = wordAt(text, at);
  const span = { from: at, to: at + next.length };
  if (peek(cursor) === ')' && frame.kind === 'root') return failBracket(cursor);
  if (peek(cursor) === ']') return failBracket(cursor);
  return fail('qql.missing-condition', span, { where: `before \`${next}\`` });
}

function failOperator(cursor: Cursor): never {
  if (peek(cursor) === ']') return failBracket(cursor);
  const next = wordAt(cursor.text, cursor.at);
  return fail('qql.missing-operator', { from: cursor.at, to: cursor.at + next.length }, { next });
}

function failBracket(cursor: Cursor): never {
  const { at } = cursor;
  return fail('qql.unexpected-bracket', { from: at, to: at + 1 }, { bracket: peek(cursor) });
}
