// What the events say that a session rests on: looked up by their time, by which the table of events is sorted.

import { eventIdOf, type SessionDenial, type SessionEvidence } from '@gatehouse/model';
import type { EventReader } from '../query/event-reader.js';
import type { StoreRow } from '../store/event-store.js';
import type { Evidence } from './evidence.js';
import { destinationText } from './session-event.js';

const COLUMNS = [
  'toString(block) AS b',
  'row AS r',
  'eventName AS n',
  'deviceName AS d',
  'deniedByPolicy AS p',
  'requestUrl AS u',
  "ifNull(toString(destinationIpv4), ifNull(toString(destinationIpv6), '')) AS a",
  'ifNull(destinationPort, 0) AS o',
];

export interface PrintedEvidence {
  readonly evidence: readonly SessionEvidence[];
  readonly denials: readonly SessionDenial[];
}

/** Events that are gone, or are not the caller's, keep their place without a name. */
export async function printEvidence(reader: EventReader, evidence: readonly Evidence[]): Promise<PrintedEvidence> {
  const events = await readEvents(reader, evidence);
  const printed = evidence.map(({ ref, role }) => {
    const row = events.get(`${ref.block} ${ref.row}`);
    const eventId = eventIdOf({ block: BigInt(ref.block), row: ref.row });
    return { eventId, time: new Date(ref.time).toISOString(), role, row };
  });
  return {
    evidence: printed.map(({ row, role, ...where }) => ({
      ...where,
      ...text('event', row?.['n']),
      ...text('device', row?.['d']),
      role,
    })),
    denials: printed.flatMap(({ row, role, eventId, time }) => {
      if (role !== 'denial' || row === undefined) return [];
      return [
        { eventId, time, event: String(row['n']), ...text('policy', row['p']), ...text('target', targetOf(row)) },
      ];
    }),
  };
}

async function readEvents(reader: EventReader, evidence: readonly Evidence[]): Promise<ReadonlyMap<string, StoreRow>> {
  if (evidence.length === 0) return new Map();
  const refs = evidence.map(({ ref }) => ref);
  const rows = await reader.select({
    columns: COLUMNS.join(', '),
    where: `eventTime IN (SELECT fromUnixTimestamp64Milli(toInt64(arrayJoin({times:Array(UInt64)})), 'UTC'))
      AND block IN {blocks:Array(UInt64)} AND row IN {rows:Array(UInt64)}`,
    parameters: {
      times: unique(refs.map(({ time }) => time)),
      blocks: unique(refs.map(({ block }) => block)),
      rows: unique(refs.map(({ row }) => row)),
    },
  });
  return new Map(rows.map((row) => [`${row['b']} ${row['r']}`, row]));
}

/** An event before 1970 has no place in a session that anybody asks for. */
function unique(numbers: readonly number[]): readonly bigint[] {
  return [...new Set(numbers)].filter((number) => number >= 0).map((number) => BigInt(number));
}

function targetOf(row: StoreRow): string {
  return String(row['u'] ?? '') || destinationText(String(row['a'] ?? ''), Number(row['o'] ?? 0));
}

function text<Key extends string>(key: Key, value: unknown): { readonly [K in Key]?: string } {
  return value === undefined || value === null || value === ''
    ? {}
    : ({ [key]: String(value) } as { [K in Key]: string });
}
