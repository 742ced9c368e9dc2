// The most frequent values of tokens among the newest events that match: one pass over them, in fixed memory. Counts are exact while a
// token has few values; beyond, the engine's sketch says how far it may be off.

import type { DictionaryField } from '@gatehouse/model';
import { ABSENT_TIME } from '@gatehouse/model';
import type { Statement } from '@gatehouse/qql';
import { columnName } from '@gatehouse/qql';
import { isText } from './event-columns.js';
import type { EventReader, EventSelect } from './event-reader.js';

export interface FacetRequest {
  readonly where: Statement;
  readonly fields: readonly DictionaryField[];
  /** Values per token. */
  readonly limit: number;
  /** Events to look at, the newest first. */
  readonly sample: number;
  /** Only values that begin with this, without case. */
  readonly typed?: string;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export interface Facet {
  readonly token: string;
  readonly values: readonly FacetValue[];
  /** Events that have the token, and its different values, roughly. */
  readonly present: number;
  readonly distinct: number;
  /** False when counts of values may be too large. */
  readonly isExact: boolean;
}

export interface Facets {
  /** Events that were looked at. */
  readonly events: number;
  /** More may match than were looked at. */
  readonly isSampled: boolean;
  readonly facets: readonly Facet[];
}

/** Counters of the sketch per token. */
const COUNTERS = 2000;

export async function readFacets(reader: EventReader, request: FacetRequest): Promise<Facets> {
  if (request.where.sql === '0') return { events: 0, isSampled: false, facets: request.fields.map(emptyFacet) };
  const [row = {}] = await reader.select(facetSelect(request));
  const events = Number(row['total'] ?? 0);
  return {
    events,
    isSampled: events >= request.sample,
    facets: request.fields.map((field, index) => facetOf(field, index, row)),
  };
}

function facetSelect({ where, fields, limit, sample, typed }: FacetRequest): EventSelect {
  const typedSql = typed === undefined ? null : 'startsWith(lowerUTF8(v), lowerUTF8({typed:String}))';
  const figures = fields.flatMap((field, index) =>
    figuresOf({ value: `f${index}`, index, limit, isList: field.list === true }),
  );
  const newest = 'ORDER BY `eventTime` DESC, block DESC, row DESC LIMIT {sample:UInt64}';
  return {
    outer: ['count() AS total', ...figures].join(', '),
    columns: ['1 AS one', ...fields.map((field, index) => `${filtered(field, typedSql)} AS f${index}`)].join(', '),
    where: where.sql,
    tail: newest,
    parameters: { ...where.parameters, sample, ...(typed === undefined ? {} : { typed }) },
  };
}

interface FigureOptions {
  readonly value: string;
  readonly index: number;
  readonly limit: number;
  readonly isList: boolean;
}

function figuresOf({ value, index, limit, isList }: FigureOptions): readonly string[] {
  const sketch = `(${limit}, ${COUNTERS})`;
  if (isList)
    return [
      `countIf(notEmpty(${value})) AS p${index}`,
      `uniqArray(${value}) AS u${index}`,
      `approx_top_kArray${sketch}(${value}) AS t${index}`,
    ];
  return [
    `countIf(${value} != '') AS p${index}`,
    `uniqIf(${value}, ${value} != '') AS u${index}`,
    `approx_top_kIf${sketch}(${value}, ${value} != '') AS t${index}`,
  ];
}

function filtered(field: DictionaryField, typedSql: string | null): string {
  const value = valueSql(field);
  if (field.list === true) return `arrayFilter(v -> v != ''${typedSql === null ? '' : ` AND ${typedSql}`}, ${value})`;
  return typedSql === null ? value : `if(${typedSql.replace('(v)', `(${value})`)}, ${value}, '')`;
}

/** The value as text, empty when absent; of a list, its elements. */
export function valueSql({ token, type, list, column }: DictionaryField): string {
  const name = columnName(token);
  if (list === true) return `splitByChar('\\n', toString(${name}))`;
  if (isText({ column })) return `toString(${name})`;
  if (type === 'boolean') return `if(${name}, 'true', '')`;
  if (type !== 'date') return `ifNull(toString(${name}), '')`;
  const instant = `toUnixTimestamp64Milli(${name})`;
  return `ifNull(if(${instant} = ${ABSENT_TIME}, '', toString(${instant})), '')`;
}

function facetOf(field: DictionaryField, index: number, row: Readonly<Record<string, unknown>>): Facet {
  const top = (row[`t${index}`] ?? []) as readonly SketchEntry[];
  const entries = top.map(readEntry);
  return {
    token: field.token,
    values: entries.map(({ value, count }) => ({ value: printed(field, value), count })),
    present: Number(row[`p${index}`] ?? 0),
    distinct: Number(row[`u${index}`] ?? 0),
    isExact: entries.every(({ error }) => error === 0),
  };
}

/** A tuple comes as an object or a list, as its names are known or not. */
type SketchEntry = readonly [unknown, unknown, unknown] | Readonly<Record<'item' | 'count' | 'error', unknown>>;

function readEntry(entry: SketchEntry): { readonly value: string; readonly count: number; readonly error: number } {
  const [value, count, error] = 'item' in entry ? [entry.item, entry.count, entry.error] : entry;
  return { value: String(value), count: Number(count), error: Number(error) };
}

function printed({ type }: DictionaryField, value: string): string {
  return type === 'date' ? new Date(Number(value)).toISOString() : value;
}

function emptyFacet({ token }: DictionaryField): Facet {
  return { token, values: [], present: 0, distinct: 0, isExact: true };
}
