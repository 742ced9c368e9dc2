// From events to sessions, as a pure function: the events in any order, the sessions by beginning. What keeps sessions up in the
// store (upkeep.ts) works on the same lanes, and has to come to the same result in any number of steps.

import { EventGroups } from './event-groups.js';
import { tableOf } from './event-table.js';
import { Lane } from './lane.js';
import { sessionOf, type VpnSession } from './session.js';
import type { SessionEvent } from './session-event.js';

export function stitch(events: readonly SessionEvent[]): readonly VpnSession[] {
  const table = tableOf(events);
  const sessions = [...new EventGroups(table).byLane.values()].flatMap((group) => {
    const lane = new Lane(group);
    lane.addGroup(group, table);
    return lane.assemblies().map((assembly) => sessionOf(assembly, lane));
  });
  return sessions.sort((a, b) => a.startTime - b.startTime || (a.id < b.id ? -1 : 1));
}
