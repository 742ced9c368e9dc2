// The vocabulary in which every token of the data model is declared (the tables are in fields/*.ts).
// One declaration per fact: TypeScript types, ClickHouse DDL, QQL operators, the printed guide and the UI lists derive from it.

/** How a value behaves in QQL and how it is printed. Operators follow from the type (see operators.ts). */
export type FieldType =
  | 'date' //     instant, milliseconds since 1970 UTC inside, ISO 8601 UTC with milliseconds outside
  | 'duration' // whole seconds
  | 'number'
  | 'bytes' //    number of bytes; QQL accepts KB, MB, GiB …
  | 'port'
  | 'ip' //       IPv4 or IPv6 address; QQL accepts CIDR and ranges
  | 'geo' //      "lat,lon" in degrees
  | 'keyword' //  matched whole, without case
  | 'id' //       matched whole, without case
  | 'string' //   matched by words
  | 'text' //     matched by words, long
  | 'boolean';

export type Section =
  | 'Message'
  | 'Time'
  | 'Device'
  | 'Person'
  | 'Client and source'
  | 'Destination'
  | 'Gateway'
  | 'Session'
  | 'Request'
  | 'Result'
  | 'Provenance';

/** Where a token comes from: a row of the contract (mapping table or internal fields), or ours. */
export type Origin = 'mapping' | 'internal' | 'extension';

/** A column of its own in the events table. */
export interface StoredColumn {
  readonly kind: 'stored';
  /** ClickHouse type, for example `LowCardinality(String)` or `Nullable(UInt16)`. */
  readonly type: string;
  /** ClickHouse codec expression, for example `Delta(8), ZSTD(1)`. */
  readonly codec: string;
  /** Separator between the elements of a list that is stored as one string. */
  readonly joinedBy?: '\n';
}

/** No column of its own: an ALIAS over columns of the events table that carry no token (`block`, `row`, `attributeNames` …). */
export interface AliasColumn {
  readonly kind: 'alias';
  readonly type: string;
  /** ClickHouse SQL. */
  readonly expression: string;
}

/** Not known to the database at all: whoever reads events rebuilds the value from the other columns. */
export interface RebuiltColumn {
  readonly kind: 'rebuilt';
}

export type Column = StoredColumn | AliasColumn | RebuiltColumn;

/** Place of a token in the contract: the number of its row in its table and the name printed there. */
export interface GuideRow {
  readonly row: number;
  readonly name: string;
}

export interface Field {
  readonly token: string;
  readonly type: FieldType;
  /** Several values; a QQL clause holds when one of them satisfies it whole. */
  readonly list?: true;
  /** Label → value; `token.label` names one of them, the bare token any of them. */
  readonly map?: true;
  readonly unit?: 's' | 'ms' | 'bytes' | 'degrees';
  /** Closed list of values: QQL refuses others. */
  readonly values?: readonly string[];
  /** What the source writes (in lower case) → what is stored. */
  readonly normalised?: Readonly<Record<string, string>>;
  readonly section: Section;
  readonly origin: Origin;
  /** Absent for extensions. */
  readonly guide?: GuideRow;
  /** For extensions that a log line carries: what the line calls it. */
  readonly label?: string;
  readonly description: string;
  /** Values as they are printed; for open keywords the known ones. */
  readonly samples: readonly [string, ...string[]];
  readonly column: Column;
  /** Elastic Common Schema 8 paths. */
  readonly ecs: readonly string[];
  /** OCSF 1.x paths, prefixed by the class they are for (`*` = all three). */
  readonly ocsf: readonly string[];
}
