/**
 * SessionIds given again: every session gets the lowest number that is free on its pair of gateways, so the same numbers come
 * back within minutes for other people, and live on both pairs at once.
 */

import type { Scenario } from '../scenario.js';
import { MINUTE } from '../stamps.js';

const LOWEST = 11;
const REST = MINUTE;

export function sessionReuse(): Scenario {
  const freeFrom = new Map<string, number[]>();
  return {
    alter(plan) {
      const { name } = plan.person.pair;
      const slots = freeFrom.get(name) ?? [];
      freeFrom.set(name, slots);
      const found = slots.findIndex((free) => free <= plan.begin);
      const slot = found < 0 ? slots.length : found;
      slots[slot] = plan.end + REST;
      return { ...plan, vpnSession: LOWEST + slot, scenario: 'session-reuse' };
    },
  };
}
