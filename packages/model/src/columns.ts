// The ways in which the events table stores a token. ZSTD(1) is the default: higher levels cost insert time for little gain.

import type { AliasColumn, RebuiltColumn, StoredColumn } from './field.js';

/** The sorting key cannot be Nullable: an absent event time is stored as the first instant that DateTime64(3) knows, ABSENT_TIME. */
export const KEY_TIME = {
  kind: 'stored',
  type: "DateTime64(3, 'UTC')",
  codec: 'Delta(8), ZSTD(1)',
} as const satisfies StoredColumn;

/** 1900-01-01T00:00:00.000Z in milliseconds since 1970. */
export const ABSENT_TIME = Date.UTC(1900, 0, 1);

export const TIME = {
  kind: 'stored',
  type: "Nullable(DateTime64(3, 'UTC'))",
  codec: 'Delta(8), ZSTD(1)',
} as const satisfies StoredColumn;

export const IPV4 = { kind: 'stored', type: 'Nullable(IPv4)', codec: 'ZSTD(1)' } as const satisfies StoredColumn;
export const IPV6 = { kind: 'stored', type: 'Nullable(IPv6)', codec: 'ZSTD(1)' } as const satisfies StoredColumn;

export const UINT8 = { kind: 'stored', type: 'Nullable(UInt8)', codec: 'ZSTD(1)' } as const satisfies StoredColumn;
export const UINT16 = { kind: 'stored', type: 'Nullable(UInt16)', codec: 'ZSTD(1)' } as const satisfies StoredColumn;
export const UINT32 = { kind: 'stored', type: 'Nullable(UInt32)', codec: 'ZSTD(1)' } as const satisfies StoredColumn;
export const UINT64 = { kind: 'stored', type: 'Nullable(UInt64)', codec: 'ZSTD(1)' } as const satisfies StoredColumn;

/** Message numbers rise by one per packet engine: their differences compress to almost nothing. */
export const RISING_UINT64 = {
  kind: 'stored',
  type: 'Nullable(UInt64)',
  codec: 'Delta(8), ZSTD(1)',
} as const satisfies StoredColumn;

/** Every event counts at least as itself, so there is no absence to store. */
export const COUNT = { kind: 'stored', type: 'UInt64', codec: 'ZSTD(1)' } as const satisfies StoredColumn;

/** Strings that repeat; '' is the absence. */
export const DICTIONARY = {
  kind: 'stored',
  type: 'LowCardinality(String)',
  codec: 'ZSTD(1)',
} as const satisfies StoredColumn;

/** Lists repeat as a whole (the groups of one person), so the joined text goes into the dictionary. */
export const JOINED_LIST = {
  kind: 'stored',
  type: 'LowCardinality(String)',
  codec: 'ZSTD(1)',
  joinedBy: '\n',
} as const satisfies StoredColumn;

/** Strings that are mostly different from each other; '' is the absence. */
export const PLAIN = { kind: 'stored', type: 'String', codec: 'ZSTD(1)' } as const satisfies StoredColumn;

export const BOOL = { kind: 'stored', type: 'Bool', codec: 'ZSTD(1)' } as const satisfies StoredColumn;

export const REBUILT = { kind: 'rebuilt' } as const satisfies RebuiltColumn;

/** `splitByChar` of '' is one empty element, which would become an attribute without a name. */
export const ATTRIBUTE_MAP = {
  kind: 'alias',
  type: 'Map(String, String)',
  expression:
    "mapFilter((k, v) -> k != '', mapFromArrays(splitByChar('\\n', attributeNames), splitByChar('\\n', attributeValues)))",
} as const satisfies AliasColumn;
