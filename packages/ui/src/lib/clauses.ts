// The parts of a query that the bubbles show and a click on a value changes. A query is a chain of clauses joined by `and`;
// anything else is one clause. Every change is made on the tree, so that what comes out means what was clicked.

import { type Field, fieldOf } from '@gatehouse/model';
import { type Clause, type Expression, literal, parse, print, type Scalar } from '@gatehouse/qql';

export interface QueryClause {
  readonly text: string;
  readonly isNegated: boolean;
  /** Of a clause on one token: the token as the dictionary writes it. */
  readonly token?: string;
}

/** Null when the query cannot be read. The empty query has no clauses. */
export function clausesOf(query: string): readonly QueryClause[] | null {
  const { tree } = parse(query);
  return tree === undefined ? null : chainOf(tree).map(clauseOf);
}

function chainOf(tree: Expression): readonly Expression[] {
  if (tree.kind === 'all') return [];
  return tree.kind === 'and' ? tree.items : [tree];
}

function clauseOf(tree: Expression): QueryClause {
  const isNegated = tree.kind === 'not';
  const item = isNegated ? tree.item : tree;
  const token = 'name' in item ? fieldOf(item.name.text)?.token : undefined;
  return { text: print(tree), isNegated, ...(token === undefined ? {} : { token }) };
}

export function joinClauses(clauses: readonly string[]): string {
  const items = clauses.flatMap((text) => {
    const { tree } = parse(text);
    return tree === undefined ? [] : chainOf(tree);
  });
  return printChain(items);
}

function printChain(items: readonly Expression[]): string {
  const [first] = items;
  if (first === undefined) return '';
  return items.length === 1 ? print(first) : print({ kind: 'and', items, from: 0, to: 0 });
}

export function withoutClause(query: string, index: number): string {
  return changed(query, (items) => items.filter((_, at) => at !== index));
}

export function withNegatedClause(query: string, index: number): string {
  return changed(query, (items) => items.map((item, at) => (at === index ? negated(item) : item)));
}

function negated(item: Expression): Expression {
  return item.kind === 'not' ? item.item : { kind: 'not', item, from: item.from, to: item.to };
}

function changed(query: string, change: (items: readonly Expression[]) => readonly Expression[]): string {
  const { tree } = parse(query);
  return tree === undefined ? query : printChain(change(chainOf(tree)));
}

/** What a click does: `include` and `exclude` add to the query, `only` first drops what it says about this token. */
export type ValueAction = 'include' | 'exclude' | 'only';

export function withValue(query: string, action: ValueAction, chosen: ChosenValue): string {
  const clause = parseClause(chosen);
  return clause === null ? query : changed(query, (items) => combined(items, action, clause));
}

/** `value` null stands for events that lack the token. */
export interface ChosenValue {
  readonly field: Field;
  readonly value: string | null;
  /** Of a map: the label that the value stands under. */
  readonly label?: string;
}

/** The clause that finds exactly this value. */
function valueClause({ field, value, label }: ChosenValue): string {
  const name = label !== undefined && /^[A-Za-z]\w*$/.test(label) ? `${field.token}.${label}` : field.token;
  return value === null ? `${name} is null` : `${name}: ${literal(field, value)}`;
}

function parseClause(chosen: ChosenValue): Expression | null {
  return parse(valueClause(chosen)).tree ?? null;
}

function combined(items: readonly Expression[], action: ValueAction, clause: Expression): readonly Expression[] {
  const opposite = print(negated(clause));
  const same = print(clause);
  if (action === 'exclude') return [...items.filter((item) => print(item) !== same), negated(clause)].filter(isFirst);
  if (action === 'only') return [...items.filter((item) => tokenOf(item) !== tokenOf(clause)), clause];
  const rest = items.filter((item) => print(item) !== opposite);
  const at = rest.findIndex((item) => canTakeMore(item) && tokenOf(item) === tokenOf(clause));
  const before = rest[at];
  if (before === undefined) return [...rest, clause];
  return rest.map((item, index) => (index === at ? anyOf(before, clause) : item));
}

function isFirst(item: Expression, index: number, items: readonly Expression[]): boolean {
  return items.findIndex((other) => print(other) === print(item)) === index;
}

function tokenOf(item: Expression): string | null {
  if (item.kind === 'not') return tokenOf(item.item);
  return 'name' in item ? item.name.text.toLowerCase() : null;
}

/** An event has one user: including a second one widens the clause. Of lists (groups, tags) both may be meant. */
function canTakeMore(item: Expression): item is Clause {
  if (item.kind !== 'clause' || item.operator !== ':' || item.value.kind === 'range') return false;
  const field = fieldOf(item.name.text);
  return field !== undefined && field.list !== true && field.map !== true;
}

function anyOf(before: Expression, added: Expression): Expression {
  if (before.kind !== 'clause' || added.kind !== 'clause') return before;
  const items = [...scalarsOf(before), ...scalarsOf(added)];
  const [first, ...others] = items.filter((item, index) => index === items.findIndex((other) => isSame(other, item)));
  if (first === undefined || others.length === 0) return before;
  return { ...before, value: { kind: 'list', items: [first, ...others], from: 0, to: 0 } };
}

function isSame(one: Scalar, other: Scalar): boolean {
  return one.kind === other.kind && one.text === other.text;
}

function scalarsOf({ value }: Clause): readonly Scalar[] {
  if (value.kind === 'range') return [];
  return value.kind === 'list' ? value.items : [value];
}
