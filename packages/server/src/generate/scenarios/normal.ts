/** Ordinary days: nothing is added to them. */
import type { Scenario } from '../scenario.js';

export function normal(): Scenario {
  return {};
}
