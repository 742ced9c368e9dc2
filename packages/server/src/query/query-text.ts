// From what a person or a client wrote to a condition that can be run: the query itself and the time range around it.

import type { Field } from '@gatehouse/model';
import type { Diagnostic, Lookup, ResolvedQuery, Statement, Zone } from '@gatehouse/qql';
import { check, compile, lookupsOf, renderDiagnostic } from '@gatehouse/qql';
import { AppError } from '../errors.js';
import type { EventReader } from './event-reader.js';
import { rawLineOf } from './raw-line.js';
import type { StoreFacts } from './store-facts.js';
import { findWhereabouts } from './whereabouts.js';

export interface QueryText {
  readonly query: string;
  /** Dates as QQL writes them (`2026-01-24`, `now-7d`): events at or after the first, up to the end of the second. */
  readonly from?: string;
  readonly to?: string;
}

/** What is asked: events, unless told otherwise. */
export interface Asked {
  readonly fields?: readonly Field[];
  readonly freeText?: readonly string[];
  /** Tokens that the range of time is about: that of `from`, and that of `to`. */
  readonly times: readonly [string, string];
}

const EVENTS: Asked = { times: ['eventTime', 'eventTime'] };

export interface Reading {
  /** Milliseconds since 1970 that `now` stands for. */
  readonly now: number;
  readonly zone: string | Zone;
}

export interface ReadQuery {
  readonly resolved: ResolvedQuery;
  readonly warnings: readonly string[];
}

/** Throws `query.invalid` with a caret under the place. */
export function readQuery({ query, from, to }: QueryText, reading: Reading, asked: Asked = EVENTS): ReadQuery {
  const options = { ...reading, ...asked };
  const { query: resolved, diagnostics } = check(query, options);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (resolved === undefined || error !== undefined) throw invalidQuery(query, error ?? diagnostics[0]);
  const bounds = [
    ...(from === undefined ? [] : [timeBound('>=', from, options)]),
    ...(to === undefined ? [] : [timeBound('<=', to, options)]),
  ];
  const warnings = diagnostics.map((warning) => renderDiagnostic(query, warning));
  if (bounds.length === 0) return { resolved, warnings };
  return { resolved: { kind: 'and', items: [...bounds, resolved] }, warnings };
}

function timeBound(operator: '>=' | '<=', date: string, options: Reading & Asked): ResolvedQuery {
  const [fromToken, toToken] = options.times;
  const { query, diagnostics } = check(`${operator === '>=' ? fromToken : toToken} ${operator} ${date}`, options);
  if (query?.kind === 'field' && query.test.kind === 'between') return query;
  const option = operator === '>=' ? '--from' : '--to';
  const reason = diagnostics[0]?.message ?? 'it is no date';
  throw new AppError('option.invalid', { option, value: date, reason });
}

/** The first or the last instant of a date as queries write it, in milliseconds since 1970 UTC. */
export function readInstant(
  date: string,
  reading: Reading,
  { option, edge }: { readonly option: string; readonly edge: 'first' | 'last' },
): number {
  const { query, diagnostics } = check(`eventTime: ${date}`, reading);
  const test = query?.kind === 'field' && query.test.kind === 'between' ? query.test : null;
  const instant = edge === 'first' ? test?.low : test?.high;
  if (instant !== null && instant !== undefined) return Number(instant);
  throw new AppError('option.invalid', { option, value: date, reason: diagnostics[0]?.message ?? 'it is no date' });
}

function invalidQuery(query: string, diagnostic: Diagnostic | undefined): AppError {
  if (diagnostic === undefined) return new AppError('query.invalid', { problem: 'the query cannot be read', fix: '' });
  const { message, fix, from, to } = diagnostic;
  const excerpt = renderDiagnostic(query, diagnostic).split('\n').slice(0, 2).join('\n');
  return new AppError('query.invalid', { problem: message, fix }, { excerpt, from, to });
}

const NO_RAW_LINE = rawLineOf([]);

export interface Compilation {
  readonly reader: EventReader;
  readonly facts: StoreFacts;
  /** Events that are stored meanwhile are left out: the answer is the whole of what there was at one time. */
  readonly settled?: boolean;
}

/**
 * The condition, after the search index has been asked which blocks and columns can hold its words. Of a block that is stored after that the
 * index has said nothing: its words are not found, which is as if the query had come sooner, but would be found missing by a negation.
 */
export async function compileFor(
  resolved: ResolvedQuery,
  { reader, facts, settled = false }: Compilation,
): Promise<Statement> {
  const lookups = lookupsOf(resolved);
  if (lookups.length === 0 && !touchesRawLine(resolved)) return runnable(compile(resolved, { rawLine: NO_RAW_LINE }));
  await facts.refresh();
  const newest = facts.newestBlock;
  const findNumbers = lookups.some(isOfNumber) ? { findNumbers: await facts.numbers() } : {};
  const findWords = await findWhereabouts({ reader, lookups, blocks: facts.blocks });
  const statement = runnable(compile(resolved, { rawLine: facts.rawLine, findWords, ...findNumbers }));
  return settled || hasNegatedText(resolved) ? upTo(newest, statement) : statement;
}

/** Asked last: reading the column is not free. */
function upTo(newest: number, { sql, parameters }: Statement): Statement {
  if (sql === '0' || newest < 0) return { sql: '0', parameters: {} };
  const isKnown = '`block` <= {newestBlock:UInt64}';
  return { sql: sql === '1' ? isKnown : `(${sql} AND ${isKnown})`, parameters: { ...parameters, newestBlock: newest } };
}

function hasNegatedText(query: ResolvedQuery): boolean {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.items.some(hasNegatedText);
    case 'not':
      return lookupsOf(query.item).length > 0 || touchesRawLine(query.item);
    default:
      return false;
  }
}

/** Of a word of digits, which may be a number. */
function isOfNumber(lookup: Lookup): boolean {
  return 'prefix' in lookup && /^\d+$/.test(lookup.prefix);
}

/** ClickHouse reads statements of up to 262,144 bytes and 1000 levels of syntax, two for each pair of brackets. */
const MAX_LENGTH = 250_000;
const MAX_LEVELS = 480;

export function runnable(statement: Statement): Statement {
  const { length } = statement.sql;
  if (length > MAX_LENGTH) {
    const problem = `the query becomes a statement of ${length} characters; ${MAX_LENGTH} are the limit`;
    throw new AppError('query.invalid', {
      problem,
      fix: 'search fewer words without a token, or name the token of each',
    });
  }
  if (levelsOf(statement.sql) <= MAX_LEVELS) return statement;
  const problem = `the query becomes a statement with more than ${MAX_LEVELS} levels`;
  throw new AppError('query.invalid', { problem, fix: 'use fewer parentheses, or a list: token: [a, b]' });
}

function levelsOf(sql: string): number {
  let deepest = 0;
  let level = 0;
  for (const character of sql) {
    if (character === '(') deepest = Math.max(deepest, ++level);
    else if (character === ')') level--;
  }
  return deepest;
}

function touchesRawLine(query: ResolvedQuery): boolean {
  switch (query.kind) {
    case 'all':
      return false;
    case 'and':
    case 'or':
      return query.items.some(touchesRawLine);
    case 'not':
      return touchesRawLine(query.item);
    case 'field':
      return query.field.column.kind === 'rebuilt';
  }
}
