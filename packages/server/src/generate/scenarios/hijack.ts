/**
 * Stolen sessions, as after CVE-2023-4966: somebody replays the cookie of a living session from elsewhere. The lines still
 * name the owner and his Client_ip, only Source is another (trick `stolen`).
 */

import type { Scenario } from '../scenario.js';
import { wholeSecond } from '../stamps.js';

const EVERY = 200;
const FIRST = 12;
const SHARE_BEFORE_THEFT = 0.35;
/** A thief needs something to be seen by. */
const LEAST_CONNECTIONS = 24;

export function hijack(): Scenario {
  return {
    alter(plan, world) {
      if (plan.index % EVERY !== FIRST) return plan;
      const at = wholeSecond(plan.begin + (plan.end - plan.begin) * SHARE_BEFORE_THEFT);
      const stolen = { at, source: world.addresses.abroad() };
      const connections = Math.max(plan.connections, LEAST_CONNECTIONS);
      return { ...plan, stolen, connections, appetite: 26, scenario: 'hijack' };
    },
  };
}
