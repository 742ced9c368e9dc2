// The table of VPN sessions, derived from the fields in the model. Sorted by beginning, so that a range of time is a range of the
// table; the version of a session with the highest round replaces the others. No partitions: the rows of one round are one part,
// there as a whole or not at all, which is what makes a round exactly once (ADR 0016).

import { VPN_SESSION_FIELDS } from '@gatehouse/model';

/** Columns that are no fields: for keeping the sessions up. */
const SESSION_BOOKKEEPING = [
  /** Its earliest and its last event, whatever they are. */
  { name: 'firstTime', type: "DateTime64(3, 'UTC')", codec: 'Delta(8), ZSTD(1)' },
  { name: 'lastTime', type: "DateTime64(3, 'UTC')", codec: 'Delta(8), ZSTD(1)' },
  /** What it consists of, so that events can be added (state.ts). */
  { name: 'parts', type: 'String', codec: 'ZSTD(3)' },
  { name: 'round', type: 'UInt64', codec: 'ZSTD(1)' },
  { name: 'isRemoved', type: 'UInt8', codec: 'ZSTD(1)' },
] as const;

export interface SessionColumn {
  readonly name: string;
  readonly type: string;
  readonly codec: string;
}

/** Columns that are written; the others are computed from them. */
export function sessionColumns(): readonly SessionColumn[] {
  const stored = VPN_SESSION_FIELDS.flatMap(({ token, column }) =>
    column.kind === 'stored' ? [{ name: token, type: column.type, codec: column.codec }] : [],
  );
  return [...stored, ...SESSION_BOOKKEEPING];
}

export function sessionDefinitions(): readonly string[] {
  const stored = sessionColumns().map(({ name, type, codec }) => `\`${name}\` ${type} CODEC(${codec})`);
  const computed = VPN_SESSION_FIELDS.flatMap(({ token, column }) =>
    column.kind === 'alias' ? [`\`${token}\` ${column.type} ALIAS ${column.expression}`] : [],
  );
  return [...stored, ...computed];
}

const GRANULE_ROWS = 1024;

export function createSessions(rememberedInserts: number): string {
  return `
CREATE TABLE IF NOT EXISTS sessions
(
${sessionDefinitions()
  .map((line) => `  ${line}`)
  .join(',\n')}
)
ENGINE = ReplacingMergeTree(round, isRemoved)
ORDER BY (startTime, id)
SETTINGS non_replicated_deduplication_window = ${rememberedInserts}, index_granularity = ${GRANULE_ROWS}, fsync_after_insert = 1,
  fsync_part_directory = 1`;
}
