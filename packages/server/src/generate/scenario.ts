/** What a scenario may do: add things to a day, change the plan of ordinary sessions, dress lines differently. */

import type { AddressBook } from './network.js';
import type { Occurrence } from './occurrence.js';
import type { People } from './people.js';
import type { Timed } from './queue.js';
import type { Random } from './random.js';
import type { SessionPlan } from './session.js';
import { SECOND } from './stamps.js';

/** Something that begins at an instant and is played then; nothing of it happens earlier. */
export interface Task extends Timed {
  readonly play: () => readonly Occurrence[];
}

export interface World {
  readonly people: People;
  readonly addresses: AddressBook;
  /** The next SessionId of a pair of gateways. */
  readonly nextSession: (pairName: string) => number;
}

export interface ScenarioDay {
  readonly index: number;
  /** How many days the output spans. */
  readonly days: number;
  /** Midnight UTC. */
  readonly begin: number;
  readonly world: World;
  readonly random: Random;
}

export interface Scenario {
  /** Called for every ordinary session, in the order of their beginnings. */
  readonly alter?: (plan: SessionPlan, world: World) => SessionPlan;
  readonly plan?: (day: ScenarioDay) => readonly Task[];
  readonly dress?: (occurrence: Occurrence) => Occurrence;
}

/** Any second of the day between two hours. */
export function someInstant({ begin, random }: ScenarioDay, from = 0, to = 24): number {
  return begin + random.between(from * 3600, to * 3600 - 1) * SECOND;
}

/** Whether something that happens once a week, first on the second day of output, happens on this day. */
export function isDayOfWeek(day: ScenarioDay): boolean {
  return day.index % 7 === Math.min(1, day.days - 1);
}
