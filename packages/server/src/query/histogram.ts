// How many events there are per interval of time, also by the most frequent values of a token.

import type { DictionaryField, EventHistogram, HistogramBucket } from '@gatehouse/model';
import type { Statement } from '@gatehouse/qql';
import { AppError } from '../errors.js';
import type { EventReader } from './event-reader.js';
import { bucketStart } from './group-by.js';
import { type Bucket, type BucketRequest, bucketOf, readBuckets, readSpan, type Span } from './histogram-counts.js';

export interface HistogramRequest {
  readonly where: Statement;
  /** Null: so that there are about sixty buckets. */
  readonly intervalSeconds: number | null;
  readonly by: DictionaryField | null;
  /** Values of `by` that are told apart. */
  readonly limit: number;
  /** Numbers to be added up per interval. */
  readonly sums?: readonly DictionaryField[];
}

/** Without what only the API knows of. */
export type Histogram = Omit<EventHistogram, 'tookMs'>;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WEEK = 604_800;
const STEPS = [
  ...[1, 2, 5, 10, 30],
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE),
  ...[1, 3, 6, 12].map((hours) => hours * HOUR),
  ...[DAY, WEEK, 4 * WEEK, 13 * WEEK, 52 * WEEK, 520 * WEEK],
];
const WANTED_BUCKETS = 60;
const MOST_BUCKETS = 2000;

export async function readHistogram(reader: EventReader, request: HistogramRequest): Promise<Histogram> {
  const span = await readSpan(reader, request);
  const { total, withTime, values } = span;
  const intervalSeconds = intervalOf(span, request.intervalSeconds);
  const asked = { ...request, sums: request.sums ?? [], values, intervalSeconds };
  const buckets = withTime === 0 ? [] : fill(span, asked, await readBuckets(reader, asked));
  return { intervalSeconds, buckets, total, withoutTime: total - withTime };
}

function intervalOf({ first, last }: Span, wanted: number | null): number {
  const length = last - first;
  const fitting = (most: number): number => STEPS.find((step) => length / step <= most) ?? 520 * WEEK;
  if (wanted === null) return fitting(WANTED_BUCKETS);
  if (length / wanted <= MOST_BUCKETS) return wanted;
  const problem = `interval: these would be more than ${MOST_BUCKETS} buckets; choose ${fitting(MOST_BUCKETS)} s or more`;
  throw new AppError('request.invalid', { problem });
}

function fill(
  { first, last }: Span,
  request: BucketRequest,
  found: ReadonlyMap<number, Bucket>,
): readonly HistogramBucket[] {
  const { intervalSeconds: seconds } = request;
  const none = bucketOf({}, request);
  const start = bucketStart(seconds);
  const buckets: HistogramBucket[] = [];
  for (let at = Math.floor((first - start) / seconds) * seconds + start; at <= last; at += seconds)
    buckets.push({ from: new Date(at * 1000).toISOString(), ...(found.get(at) ?? none) });
  return buckets;
}
