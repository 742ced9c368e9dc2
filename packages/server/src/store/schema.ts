// The tables, derived from the model: a token is declared there and nowhere else.
//
// events  one row per line. Sorted by time, then by place in the input, so that ties keep the order of the log and a page of
//         the newest events is read from the end of the table. Monthly partitions: retention drops whole ones.
// terms   the search index: (word, block, columns). A block is some ten thousand neighbouring lines; free text reads only the
//         blocks that hold all its words, and of these only the columns that do (ADR 0004).
// sessions  one row per VPN session and version, the highest `round` counts (session-table.ts).
// stitched which blocks of events the sessions rest on, by the round in which they were added.
// ingests what has been read from files, so that a run that was cut off goes on where it stopped, without duplicates.

import { FIELDS } from '@gatehouse/model';
import { BOOKKEEPING, storedColumns } from '../encode/batch.js';
import { createSessions } from './session-table.js';

/** How many insert tokens ClickHouse remembers per table: that many blocks may be replayed safely. */
const REMEMBERED_INSERTS = 100_000;

/**
 * Parts below this many bytes (uncompressed) keep all columns in one file: an insert then writes and syncs a few files
 * instead of three hundred, which halves its system time. Merges make wide parts of them.
 */
const COMPACT_PART_BYTES = 64 << 20;

/**
 * A page of events is scattered: a hundred rows of one user lie in a hundred granules, and each costs all columns. Granules and
 * compressed blocks of a quarter of the usual size halve that, for four per cent more bytes.
 */
const GRANULE_ROWS = 2048;
const COMPRESSED_BYTES = 16_384;

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** Applied in order, each once, or again when the process died before that was recorded: hence IF NOT EXISTS. A migration that has been published is never changed. */
export function migrations(): readonly Migration[] {
  return [
    { number: 1, name: 'events', sql: createEvents() },
    { number: 2, name: 'terms', sql: CREATE_TERMS },
    { number: 3, name: 'ingests', sql: CREATE_INGESTS },
    { number: 4, name: 'settings of ingests', sql: 'ALTER TABLE ingests ADD COLUMN IF NOT EXISTS settings String' },
    { number: 5, name: 'sessions', sql: createSessions(REMEMBERED_INSERTS) },
    { number: 6, name: 'blocks of sessions', sql: CREATE_STITCHED },
  ];
}

export const CREATE_MIGRATIONS = `
CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String, applied DateTime64(3, 'UTC') DEFAULT now64(3))
ENGINE = MergeTree ORDER BY number`;

function createEvents(): string {
  return `
CREATE TABLE IF NOT EXISTS events
(
${[...columnDefinitions(), ...INDEXES].map((line) => `  ${line}`).join(',\n')}
)
ENGINE = MergeTree
PARTITION BY ${PARTITION}
ORDER BY (eventTime, block, row)
SETTINGS non_replicated_deduplication_window = ${REMEMBERED_INSERTS}, min_bytes_for_wide_part = ${COMPACT_PART_BYTES},
  index_granularity = ${GRANULE_ROWS}, min_compress_block_size = ${COMPRESSED_BYTES}, fsync_after_insert = 1, fsync_part_directory = 1`;
}

/** Impossible years (a dead clock, a forged line) share one partition, so that they cannot multiply parts. */
const PARTITION = "if(eventTime < '2000-01-01' OR eventTime >= '2100-01-01', 0, toYYYYMM(eventTime))";

/** Columns of the events table with type and codec, also what a later version of the model has added. */
export function columnDefinitions(): string[] {
  const bookkeeping = BOOKKEEPING.slice(0, 2).map(({ name, type, codec }) => `${name} ${type} CODEC(${codec})`);
  const stored = storedColumns().map(({ name, type, codec }) => `\`${name}\` ${type} CODEC(${codec})`);
  return [...bookkeeping, ...stored, ...aliasDefinitions()];
}

function aliasDefinitions(): string[] {
  return FIELDS.flatMap(({ token, column }) =>
    column.kind === 'alias' ? [`\`${token}\` ${column.type} ALIAS ${column.expression}`] : [],
  );
}

/** Measured in ADR 0004; everything else is answered by reading the (small) column. */
const INDEXES = [
  'INDEX block_range block TYPE minmax GRANULARITY 1',
  'INDEX session_range sessionId TYPE minmax GRANULARITY 1',
] as const;

const CREATE_TERMS = `
CREATE TABLE IF NOT EXISTS terms
(term String CODEC(ZSTD(1)), block UInt64 CODEC(Delta(8), ZSTD(1)), columns UInt64 CODEC(ZSTD(1)))
ENGINE = MergeTree
ORDER BY (term, block)
SETTINGS non_replicated_deduplication_window = ${REMEMBERED_INSERTS}, fsync_after_insert = 1, fsync_part_directory = 1`;

const CREATE_INGESTS = `
CREATE TABLE IF NOT EXISTS ingests
(
  number UInt64, fingerprint String, copy UInt32, path String, bytes UInt64, lines UInt64,
  started DateTime64(3, 'UTC'), finished Nullable(DateTime64(3, 'UTC')), version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY number
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;

const CREATE_STITCHED = `
CREATE TABLE IF NOT EXISTS stitched
(
  round UInt64 CODEC(Delta(8), ZSTD(1)),
  block UInt64 CODEC(Delta(8), ZSTD(1)),
  INDEX blocks block TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (round, block)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;
