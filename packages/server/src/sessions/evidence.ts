// The events that a session rests on: beginnings, ends and denials first, then the last event, then the first ones and those of legs.

import type { EvidenceRole } from '@gatehouse/model';
import type { Assembly } from './assemble.js';
import { compareRefs, type EventRef } from './session-event.js';

const MOST_EVIDENCE = 48;

export interface Evidence {
  readonly ref: EventRef;
  readonly role: EvidenceRole;
}

/** By time, each event once, and not all of a long session. */
export function evidenceOf({ parts, legs }: Pick<Assembly, 'parts' | 'legs'>): readonly Evidence[] {
  const telling = parts.flatMap(({ piece }) => [
    ...as('start', piece.opens),
    ...as('end', piece.ends),
    ...as('denial', piece.denialRefs),
  ]);
  const others = [
    ...parts.flatMap(({ piece }) => as('first seen', piece.firstRefs)),
    ...legs.flatMap(({ startRef, endRef }) => [...as('leg start', [startRef]), ...as('leg end', [endRef])]),
  ];
  const last = parts.flatMap(({ piece }) => as('last seen', [piece.lastRef])).sort(byTime);
  const chosen = [...telling.sort(byTime).slice(0, MOST_EVIDENCE / 2), ...last.slice(-1), ...others.sort(byTime)];
  const sorted = onlyOnce(chosen).slice(0, MOST_EVIDENCE);
  return sorted.sort(byTime);
}

function as(role: EvidenceRole, refs: readonly (EventRef | null)[]): readonly Evidence[] {
  return refs.flatMap((ref) => (ref === null ? [] : [{ ref, role }]));
}

function byTime(a: Evidence, b: Evidence): number {
  return compareRefs(a.ref, b.ref);
}

/** As what comes first, which tells the most. */
function onlyOnce(evidence: readonly Evidence[]): Evidence[] {
  const known = new Set<string>();
  return evidence.filter(({ ref: { block, row } }) => {
    const key = `${block} ${row}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
