// The events that a session rests on: beginnings, ends and denials first, then the last event, then the first ones and those of legs.

import type { Assembly } from './assemble.js';
import { compareRefs, type EventRef } from './session-event.js';

const MOST_EVIDENCE = 48;

/** Sorted, each once, and not all of a long session. */
export function evidenceOf({ parts, legs }: Pick<Assembly, 'parts' | 'legs'>): readonly EventRef[] {
  const telling: EventRef[] = [];
  const others: EventRef[] = [];
  let last: EventRef | null = null;
  for (const { piece } of parts) {
    telling.push(...piece.opens, ...piece.ends, ...piece.denialRefs);
    others.push(...piece.firstRefs);
    if (piece.lastRef !== null && (last === null || compareRefs(last, piece.lastRef) < 0)) last = piece.lastRef;
  }
  for (const { startRef, endRef } of legs) {
    if (startRef !== null) others.push(startRef);
    if (endRef !== null) others.push(endRef);
  }
  telling.sort(compareRefs);
  others.sort(compareRefs);
  const chosen = [...telling.slice(0, MOST_EVIDENCE / 2), ...(last === null ? [] : [last]), ...others];
  const sorted = chosen.slice(0, MOST_EVIDENCE).sort(compareRefs);
  return sorted.filter((ref, index) => index === 0 || compareRefs(sorted[index - 1] as EventRef, ref) !== 0);
}
