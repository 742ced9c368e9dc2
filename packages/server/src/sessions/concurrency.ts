// How many sessions were open per interval of time.

import type { SessionConcurrency } from '@gatehouse/model';
import type { Reading } from '../query/query-text.js';
import { type SessionsText, whereOf } from './session-list.js';
import type { SessionReader } from './session-reader.js';

export interface ConcurrencyRequest extends SessionsText {
  /** Milliseconds since 1970 UTC. */
  readonly begin: number;
  readonly end: number;
  readonly intervalSeconds: number;
}

/** A session that is open for two intervals counts in both; one that came and went within an interval in that one. */
export async function readConcurrency(
  reader: SessionReader,
  request: ConcurrencyRequest,
  reading: Reading,
): Promise<Pick<SessionConcurrency, 'buckets'>> {
  const { begin, end, intervalSeconds } = request;
  const step = intervalSeconds * 1000;
  const size = Math.ceil((end - begin) / step);
  const where = whereOf(request, reading);
  const rows =
    where.sql === '0'
      ? []
      : await reader.select({
          columns: `arrayJoin(range(${at('startTime', 'greatest', 0)}, ${at('endTime', 'least', 1)})) AS bucket, count() AS open`,
          where: where.sql,
          tail: 'GROUP BY bucket',
          parameters: { ...where.parameters, begin, step, size },
        });
  const open = new Map(rows.map((row) => [Number(row['bucket']), Number(row['open'])]));
  const buckets = Array.from({ length: size }, (_, index) => ({
    from: new Date(begin + index * step).toISOString(),
    open: open.get(index) ?? 0,
  }));
  return { buckets };
}

/** Number of the interval, within those that are asked for. */
function at(column: 'startTime' | 'endTime', bound: 'greatest' | 'least', behind: 0 | 1): string {
  const limit = bound === 'greatest' ? '0' : '{size:Int64}';
  const index = `intDiv(toUnixTimestamp64Milli(${column}) - {begin:Int64}, {step:Int64}) + ${behind}`;
  return `toUInt32(greatest(0, ${bound}(${limit}, ${index})))`;
}
