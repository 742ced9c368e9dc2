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

/** How a token is stored. `null` in `column` means: computed from other columns when read (`expression` in ClickHouse SQL). */
export interface Column {
  /** ClickHouse type, for example `LowCardinality(String)` or `Nullable(UInt16)`. */
  readonly type: string;
  /** ClickHouse codec expression, for example `Delta(8), ZSTD(1)`. */
  readonly codec: string;
  /** ALIAS expression when the token is not stored itself. */
  readonly expression?: string;
  /** Separator between the elements of a list that is stored as one string. */
  readonly joinedBy?: '\n';
}

export interface Field {
  readonly token: string;
  readonly type: FieldType;
  readonly list?: true;
  readonly unit?: 's' | 'ms' | 'bytes' | 'degrees';
  /** Closed list of values: QQL refuses others. */
  readonly values?: readonly string[];
  readonly section: Section;
  readonly origin: Origin;
  /** The contract's own source column (`Event Time`, `Nat_ip`, …); absent for extensions. */
  readonly guide?: string;
  readonly description: string;
  readonly sample: string;
  readonly column: Column;
  /** Elastic Common Schema 8 paths. */
  readonly ecs: readonly string[];
  /** OCSF 1.x paths, prefixed by the class they are for (`*` = all three). */
  readonly ocsf: readonly string[];
}
