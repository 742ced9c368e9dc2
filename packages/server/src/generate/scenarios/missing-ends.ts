/** Lines that never arrived: of ten sessions, four lack their login, their logout or the end of their ICA legs. */
import type { Scenario } from '../scenario.js';
import type { SessionLine } from '../session.js';

const LOST: Readonly<Record<number, readonly SessionLine[]>> = {
  1: ['LOGOUT'],
  4: ['LOGIN'],
  6: ['LOGIN', 'LOGOUT'],
  8: ['ICAEND_CONNSTAT', 'LOGOUT'],
};

export function missingEnds(): Scenario {
  return {
    alter(plan) {
      const unlogged = LOST[plan.index % 10];
      return unlogged === undefined ? plan : { ...plan, unlogged, scenario: 'missing-ends' };
    },
  };
}
