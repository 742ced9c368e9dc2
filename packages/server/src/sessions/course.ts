// The course of a session in few numbers, for a list of many: when connections ran, what was refused, and when its addresses changed.

import type { SessionCourse, SessionSpan } from '@gatehouse/model';
import { addressesIn, addressList } from './assembly-values.js';
import type { Leg } from './leg.js';
import type { StoredParts } from './state.js';

export interface SessionTimes {
  readonly startTime: number;
  readonly endTime: number;
}

/** Gaps shorter than this part of a session are not seen in its bar: what is around them is one. */
const FINEST = 100;

/** In seconds since the beginning. What there is none of has no key. */
export function courseOf(parts: StoredParts, { startTime, endTime }: SessionTimes): SessionCourse {
  const since = (time: number): number => Math.round((time - startTime) / 1000);
  const span = ({ first, last }: { first: number; last: number }): SessionSpan => [since(first), since(last)];
  const [clients, sources] = [addressesIn(parts, 'client'), addressesIn(parts, 'source')];
  const gap = (endTime - startTime) / FINEST;
  const course = {
    legs: joined(parts.legs, { endTime, gap }).map(span),
    denials: unique(parts.parts.flatMap(({ piece }) => piece.denialRefs.map(({ time }) => since(time)))),
    moves: unique([...clients.values()].map(({ first }) => since(first))).slice(1),
    sources: addressList(sources)
      .filter((address) => !clients.has(address))
      .flatMap((address) => {
        const seen = sources.get(address);
        return seen === undefined ? [] : [span(seen)];
      }),
  };
  return Object.fromEntries(Object.entries(course).filter(([, list]) => list.length > 0));
}

interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** A connection without a logged end is taken to last as long as the session. */
function joined(legs: readonly Leg[], { endTime, gap }: { endTime: number; gap: number }): readonly Stretch[] {
  const stretches = legs
    .map(({ begin, end }) => ({ first: begin, last: Number.isNaN(end) ? Math.max(begin, endTime) : end }))
    .sort((a, b) => a.first - b.first);
  const found: Stretch[] = [];
  for (const { first, last } of stretches) {
    const before = found.at(-1);
    if (before === undefined || first - before.last > gap) found.push({ first, last });
    else found[found.length - 1] = { first: before.first, last: Math.max(before.last, last) };
  }
  return found;
}

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
