/**
 * A company's days in order of time. Sessions are played when they begin, so memory holds only what is under way; how much a
 * session does is decided then, from what is left of the wanted number of lines and of the sessions to come.
 */
import { planBackground } from './background.js';
import { createAddressBook, type Gateway } from './network.js';
import { type Generated, type Occurrence, writeLine } from './occurrence.js';
import type { GenerateOptions } from './options.js';
import { createPeople } from './people.js';
import { Queue } from './queue.js';
import { Random } from './random.js';
import type { Scenario, ScenarioDay, Task, World } from './scenario.js';
import { PRELUDE, playSession, type SessionPlan } from './session.js';
import { planShifts, type Shift } from './shifts.js';
import { DAY, isoStamp } from './stamps.js';

/** Lines of a session besides its connections. */
const FRAME = 4;
/** Aim a little high: the output ends in the last evening, not with a first line of the day after. */
const AIM = 1.04;
/** Lines a day for which the amounts of `planBackground` are meant. */
const ORDINARY_DAY = 1500;
const TWO_32 = 4_294_967_296;

type Item = { readonly at: number } & ({ readonly task: Task } | { readonly occurrence: Occurrence });

/** What the run keeps in mind. */
interface Course {
  readonly options: GenerateOptions;
  readonly scenarios: readonly Scenario[];
  readonly world: World;
  readonly random: Random;
  readonly queue: Queue<Item>;
  emitted: number;
  sessions: number;
  readonly expectedSessions: number;
  lastMean: number;
}

export function* realistic(options: GenerateOptions, scenarios: readonly Scenario[]): Generator<Generated> {
  const course = createCourse(options, scenarios);
  const number = createNumbering(course.random.fork('numbers'));
  enqueueDay(course, 0);
  for (let day = 0; ; day++) {
    enqueueDay(course, day + 1);
    const midnight = options.start + (day + 1) * DAY;
    for (const occurrence of until(course, midnight)) {
      yield writeLine(occurrence, number(occurrence));
      course.emitted += 1;
      if (course.emitted >= options.events) return;
    }
  }
}

function createCourse(options: GenerateOptions, scenarios: readonly Scenario[]): Course {
  const random = new Random(String(options.seed));
  const world = createWorld(options, random);
  const days = Array.from({ length: options.days }, (_, index) => dayOf({ options, world, random }, index));
  const expectedSessions = days.reduce(
    (sum, day) => sum + planShifts({ ...day, random: day.random.fork('shifts') }).length,
    0,
  );
  return {
    options,
    scenarios,
    world,
    random,
    queue: new Queue(),
    emitted: 0,
    sessions: 0,
    expectedSessions,
    lastMean: FRAME,
  };
}

function createWorld(options: GenerateOptions, random: Random): World {
  const addresses = createAddressBook(random.fork('addresses'));
  const ids = random.fork('session-ids');
  const lastIds = new Map<string, number>();
  return {
    people: createPeople(options.users, random.fork('people'), addresses),
    addresses,
    nextSession(pairName) {
      const last = lastIds.get(pairName) ?? ids.between(1000, 30_000);
      const next = (last % 65_000) + ids.between(1, 3);
      lastIds.set(pairName, next);
      return next;
    },
  };
}

function dayOf({ options, world, random }: Pick<Course, 'options' | 'world' | 'random'>, index: number): ScenarioDay {
  const begin = options.start + index * DAY;
  return { index, days: options.days, begin, world, random: random.fork(`day ${index}`) };
}

/** Everything that is going to begin on a day. East of Greenwich, a local day begins on the UTC day before. */
function enqueueDay(course: Course, index: number): void {
  const { options, queue, scenarios } = course;
  const day = dayOf(course, index);
  const shifts = planShifts({ ...day, random: day.random.fork('shifts') });
  for (const shift of shifts) queue.push({ at: shift.begin - PRELUDE, task: sessionTask(course, day, shift) });
  const size = Math.max(0.2, options.events / options.days / ORDINARY_DAY);
  const background = planBackground({ ...day, random: day.random.fork('background') }, size);
  const planned = scenarios.flatMap(
    (scenario, at) => scenario.plan?.({ ...day, random: day.random.fork(`scenario ${at}`) }) ?? [],
  );
  for (const task of [...background, ...planned]) queue.push({ at: task.at, task });
}

function* until(course: Course, end: number): Generator<Occurrence> {
  const { queue, scenarios, options } = course;
  while (queue.next < end) {
    const item = queue.pop();
    if (item === undefined) return;
    if ('occurrence' in item) yield item.occurrence;
    else if (item.at >= options.start)
      for (const occurrence of item.task.play()) queue.push(dressed(occurrence, scenarios));
  }
}

function dressed(occurrence: Occurrence, scenarios: readonly Scenario[]): Item {
  const final = scenarios.reduce((sofar, scenario) => scenario.dress?.(sofar) ?? sofar, occurrence);
  return { at: final.at, occurrence: final };
}

function sessionTask(course: Course, day: ScenarioDay, shift: Shift): Task {
  const { person, begin, end } = shift;
  const key = `${isoStamp(day.begin).slice(0, 10)}/${person.id}/${shift.number}`;
  const random = day.random.fork(key);
  const play = (): readonly Occurrence[] => {
    const plain: SessionPlan = {
      index: course.sessions,
      key,
      person,
      begin,
      end,
      vpnSession: course.world.nextSession(person.pair.name),
      scenario: 'normal',
      client: random.chance(85) ? person.home : person.mobile,
      moves: [],
      userAgent: person.userAgent,
      connections: connectionsOf(course, person.zeal),
      appetite: 22,
      unlogged: [],
    };
    course.sessions += 1;
    const plan = course.scenarios.reduce((sofar, scenario) => scenario.alter?.(sofar, course.world) ?? sofar, plain);
    return playSession(plan, random);
  };
  return { at: begin - PRELUDE, play };
}

/** The session's share of the lines that are still wanted. */
function connectionsOf(course: Course, zeal: number): number {
  const { options, queue } = course;
  const left = course.expectedSessions - course.sessions;
  if (left > 0) course.lastMean = Math.max(1, (options.events * AIM - course.emitted - queue.size) / left - FRAME);
  return Math.max(1, Math.round((course.lastMean * zeal) / 100));
}

/** Message numbers rise by one per packet engine, from anywhere, modulo 2^32. */
function createNumbering(random: Random): (occurrence: Occurrence) => number {
  const last = new Map<Gateway, number[]>();
  return ({ gateway, engine }) => {
    const numbers = last.get(gateway) ?? [];
    last.set(gateway, numbers);
    const number = ((numbers[engine] ?? random.next()) + 1) % TWO_32;
    numbers[engine] = number;
    return number;
  };
}
