// A tree for the eye: one node per line, indented by depth. `gatehouse query --explain` shows both forms, and the case files
// of this package are written in them.
//
//   and 0..41                                  and
//     clause 0..14 userName: ann*                userName like "ann" *
//     clause 19..41 eventTime >= now-7d          eventTime in 2024-09-08T10:30:00.000Z .. *

import type { Field } from '@gatehouse/model';
import type { Expression } from './ast.js';
import { print } from './print.js';
import type { BetweenTest, OrderTest, Pattern, Predicate, ResolvedQuery, Test } from './resolved.js';
import { printAddress } from './values/address.js';

/** The query as it was read, with the characters each node came from. */
export function outlineTree(tree: Expression): string {
  const lines: string[] = [];
  addTree(lines, tree, '');
  return lines.join('\n');
}

function addTree(lines: string[], tree: Expression, indent: string): void {
  lines.push(`${indent}${tree.kind} ${tree.from}..${tree.to} ${labelOf(tree)}`.trimEnd());
  if (tree.kind === 'and' || tree.kind === 'or') for (const item of tree.items) addTree(lines, item, `${indent}  `);
  else if ('item' in tree) addTree(lines, tree.item, `${indent}  `);
}

function labelOf(tree: Expression): string {
  if (tree.kind === 'group' || tree.kind === 'nested') return tree.name.text;
  return tree.kind === 'and' || tree.kind === 'or' || tree.kind === 'not' ? '' : print(tree);
}

/** What it means: values read, names found. */
export function outlineQuery(query: ResolvedQuery): string {
  const lines: string[] = [];
  addQuery(lines, query, '');
  return lines.join('\n');
}

function addQuery(lines: string[], query: ResolvedQuery, indent: string): void {
  if (query.kind === 'field') {
    lines.push(`${indent}${outlinePredicate(query)}`);
    return;
  }
  lines.push(`${indent}${query.kind === 'all' ? 'all events' : query.kind}`);
  if (query.kind === 'not') addQuery(lines, query.item, `${indent}  `);
  else if (query.kind !== 'all') for (const item of query.items) addQuery(lines, item, `${indent}  `);
}

function outlinePredicate({ field, label, test }: Predicate): string {
  return `${field.token}${label === undefined ? '' : `.${label}`} ${outlineTest(test, field)}`;
}

function outlineTest(test: Test, field: Field): string {
  switch (test.kind) {
    case 'present':
    case 'absent':
      return `is ${test.kind}`;
    case 'equals':
      return `${test.folded ? 'is' : 'is exactly'} ${JSON.stringify(test.value)}`;
    case 'words':
    case 'phrase':
      return `${test.kind === 'words' ? 'has words' : 'has in a row'} ${test.words.map((word) => JSON.stringify(word)).join(' ')}`;
    case 'wildcard':
      return `like ${test.pattern.map(outlinePiece).join(' ')}`;
    case 'order':
      return outlineOrder(test);
    case 'between':
      return outlineBetween(test, field);
    case 'addresses':
      return outlineInterval(printAddress({ ...test, value: test.low }), printAddress({ ...test, value: test.high }));
    case 'box':
      return `in ${test.south},${test.west} .. ${test.north},${test.east}`;
    case 'flag':
      return `is ${test.value}`;
    case 'anyOf':
      return `any of (${test.tests.map((one) => outlineTest(one, field)).join(') (')})`;
  }
}

function outlinePiece(piece: Pattern[number]): string {
  return typeof piece === 'string' ? piece : JSON.stringify(piece.literal);
}

function outlineOrder({ low, high }: OrderTest): string {
  const parts = [
    low === null ? '' : `${low.inclusive ? '>=' : '>'} ${JSON.stringify(low.value)}`,
    high === null ? '' : `${high.inclusive ? '<=' : '<'} ${JSON.stringify(high.value)}`,
  ];
  return parts.filter((part) => part !== '').join(' and ');
}

function outlineBetween({ low, high }: BetweenTest, field: Field): string {
  const print = field.type === 'date' ? printDate : String;
  return outlineInterval(low === null ? '*' : print(low), high === null ? '*' : print(high));
}

function outlineInterval(low: string, high: string): string {
  return low === high ? `= ${low}` : `in ${low} .. ${high}`;
}

function printDate(instant: bigint): string {
  return new Date(Number(instant)).toISOString();
}
