/** All scenarios by name, in the order in which they change a session. */
import type { Scenario } from './scenario.js';
import { burst } from './scenarios/burst.js';
import { hijack } from './scenarios/hijack.js';
import { hostile } from './scenarios/hostile.js';
import { missingEnds } from './scenarios/missing-ends.js';
import { mixedFormats } from './scenarios/mixed-formats.js';
import { normal } from './scenarios/normal.js';
import { oddities } from './scenarios/oddities.js';
import { roaming } from './scenarios/roaming.js';
import { sessionReuse } from './scenarios/session-reuse.js';
import { spray } from './scenarios/spray.js';

const SCENARIOS = {
  normal,
  'session-reuse': sessionReuse,
  'missing-ends': missingEnds,
  roaming,
  hijack,
  spray,
  burst,
  hostile,
  oddities,
  'mixed-formats': mixedFormats,
} as const satisfies Readonly<Record<string, () => Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;

export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}

export function createScenarios(names: readonly ScenarioName[]): readonly Scenario[] {
  return SCENARIO_NAMES.filter((name) => names.includes(name)).map((name) => SCENARIOS[name]());
}
