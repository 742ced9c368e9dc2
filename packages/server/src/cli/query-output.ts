// Results as text: tables that fit the terminal, CSV (RFC 4180), and the explanation of a query.
//
// Values come from the network. In a table their control characters, and those that turn the direction of writing, are replaced: they
// would move the cursor or hide what stands there.

import Table from 'cli-table3';
import { plainText } from '../csv.js';
import type { Explanation } from '../query/event-queries.js';
import type { Paint } from './io.js';

type Row = Readonly<Record<string, unknown>>;

export interface RowsTable {
  readonly titles: readonly string[];
  readonly rows: readonly Row[];
  /** Columns of the terminal; Infinity cuts nothing. */
  readonly width: number;
  readonly paint: Paint;
}

/** Between two columns. */
const GAP = 2;
const TIME_WIDTH = 24;
const NARROWEST = 8;

export function rowsTable({ titles, rows, width, paint }: RowsTable): string {
  const cells = rows.map((row) => titles.map((title) => cellText(row[title])));
  const widths = fitted([titles, ...cells], width);
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [] },
    colWidths: widths.map((one) => one + GAP),
    colAligns: titles.map((title) => (rows.every((row) => isNumber(row[title])) ? 'right' : 'left')),
  });
  table.push(
    titles.map((title) => paint.bold(title)),
    ...cells,
  );
  return `${table.toString().replace(/ +$/gm, '')}\n`;
}

const NO_LINES = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
  ]
    .concat(['right', 'right-mid', 'middle'])
    .map((name) => [name, '']),
);

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || value === null || value === undefined;
}

/** The widest columns give way first, and none becomes narrower than a time while another one can give way instead. */
function fitted(lines: readonly (readonly string[])[], width: number): readonly number[] {
  const natural = (lines[0] ?? []).map((_, index) =>
    Math.max(1, ...lines.map((line) => [...(line[index] ?? '')].length)),
  );
  const room = width - GAP * natural.length;
  return [TIME_WIDTH, NARROWEST].reduce((widths, floor) => shrunk(widths, room, floor), natural);
}

function shrunk(natural: readonly number[], room: number, floor: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) - room;
  while (excess > 0) {
    const most = Math.max(...widths);
    if (most <= floor) break;
    widths[widths.indexOf(most)] = most - 1;
    excess--;
  }
  return widths;
}

function cellText(value: unknown): string {
  return printable(plainText(value)).replace(/\s+/g, ' ');
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/gu, '\ufffd');
}

export function explanationText({ tree, meaning, sql, parameters, plan }: Explanation, paint: Paint): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name} = ${parameterText(value)}`);
  const parts: readonly (readonly [string, string])[] = [
    ['As it was read', tree === '' ? 'nothing' : tree],
    ['What it means', meaning],
    ['Statement', sql],
    ['Values', values.join('\n')],
    ['Plan', plan.join('\n')],
  ];
  return parts.map(([title, text]) => `${paint.bold(title)}\n${indented(printableLines(text))}\n`).join('\n');
}

const SHOWN = 200;

function parameterText(value: unknown): string {
  const text = Array.isArray(value)
    ? `[${value.map(String).join(', ')}]`
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN / 2)}…${text.slice(-SHOWN / 2)}` : text;
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
