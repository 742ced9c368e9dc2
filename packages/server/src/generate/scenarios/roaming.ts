/** Clients on the move: every third session goes on from another address, and every other of these comes back. */

import type { Scenario } from '../scenario.js';
import type { Move } from '../session.js';
import { wholeSecond } from '../stamps.js';

export function roaming(): Scenario {
  return {
    alter(plan) {
      if (plan.index % 3 !== 0) return plan;
      const third = (plan.end - plan.begin) / 3;
      const away: Move = { at: wholeSecond(plan.begin + third), client: plan.person.mobile };
      const back: Move = { at: wholeSecond(plan.begin + 2 * third), client: plan.client };
      const moves = plan.index % 6 === 0 ? [away, back] : [away];
      return { ...plan, moves, scenario: 'roaming' };
    },
  };
}
