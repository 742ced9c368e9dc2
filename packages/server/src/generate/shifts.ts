/** When people work through the VPN: local office hours of their place, most on working days, few at weekends. */
import type { Span } from './entry.js';
import type { Person } from './people.js';
import type { Random } from './random.js';
import type { ScenarioDay } from './scenario.js';
import { HOUR, MINUTE, wholeSecond } from './stamps.js';

export interface Shift extends Span {
  readonly person: Person;
  readonly number: number;
}

const WORKING_DAY_CHANCE = 85;
const WEEKEND_CHANCE = 7;

/** All sessions that people begin on this day of their own calendar; `day.begin` is read as local midnight. */
export function planShifts(day: ScenarioDay): readonly Shift[] {
  const { begin, random, world } = day;
  const weekday = new Date(begin).getUTCDay();
  const chance = weekday === 0 || weekday === 6 ? WEEKEND_CHANCE : WORKING_DAY_CHANCE;
  return world.people.flatMap((person) => (random.chance(chance) ? workingDay(person, begin, random) : []));
}

function workingDay(person: Person, begin: number, random: Random): readonly Shift[] {
  const midnight = begin - person.offset * MINUTE;
  const morning = spanFrom(midnight + minutes(random, [435, 600]), minutes(random, [70, 260]));
  const spans = [morning];
  const last = random.below(100);
  if (last < 50) spans.push(spanFrom(morning.end + minutes(random, [20, 95]), minutes(random, [60, 280])));
  if (last < 12) spans.push(spanFrom(midnight + minutes(random, [1190, 1300]), minutes(random, [10, 110])));
  return spans.map((span, index) => ({ ...span, person, number: index + 1 }));
}

function minutes(random: Random, [least, most]: readonly [number, number]): number {
  return random.between(least * 60, most * 60) * (MINUTE / 60);
}

function spanFrom(begin: number, length: number): Span {
  return { begin: wholeSecond(begin), end: wholeSecond(begin + Math.min(length, 11 * HOUR)) };
}
