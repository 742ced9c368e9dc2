import type { KeptSearch } from '@gatehouse/model';
import { type Reading, rangeLabel } from '../../../lib/time.js';

/** `Last hour`, `Arrived: now-7d → now`: what a kept search asks of time, as the time picker says it. */
export function timesText(
  { from, to, timeToken }: Pick<KeptSearch, 'from' | 'to' | 'timeToken'>,
  reading: Reading,
): string {
  const range = rangeLabel({ from: from ?? '', to: to ?? '' }, reading);
  return timeToken === 'eventTime' ? range : `Arrived: ${range}`;
}
