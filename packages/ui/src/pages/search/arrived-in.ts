// A range of arrivals is a part of the query: the server's own range is about when events happened.

import type { TimeRange } from '../../lib/time.js';

export function arrivedIn(query: string, { from = '', to = '' }: Partial<TimeRange>): string {
  const bounds = [
    ...(from === '' ? [] : [`collectorReceivedTime >= "${from}"`]),
    ...(to === '' ? [] : [`collectorReceivedTime <= "${to}"`]),
  ];
  return [...(query.trim() === '' ? [] : bounds.length === 0 ? [query] : [`(${query})`]), ...bounds].join(' and ');
}
