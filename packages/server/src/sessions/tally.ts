// In how many sessions a value occurs, and when first and last.

import type { SessionRow, SessionTally, SessionToken } from '@gatehouse/model';

const MOST = 20;

/** The most frequent values of a field that is a list; sessions newest first. */
export function tallyOf(sessions: readonly SessionRow[], field: SessionToken): readonly SessionTally[] {
  const tallies = new Map<string, { sessions: number; firstSeen: string; lastSeen: string }>();
  for (const session of sessions) {
    const values = session[field];
    if (!Array.isArray(values)) continue;
    const [start, end] = [String(session.startTime), String(session.endTime)];
    for (const value of values as readonly string[]) {
      const known = tallies.get(value);
      if (known === undefined) tallies.set(value, { sessions: 1, firstSeen: start, lastSeen: end });
      else Object.assign(known, { sessions: known.sessions + 1, firstSeen: start });
    }
  }
  const sorted = [...tallies].sort((a, b) => b[1].sessions - a[1].sessions || (a[0] < b[0] ? -1 : 1));
  return sorted.slice(0, MOST).map(([value, tally]) => ({ value, ...tally }));
}
