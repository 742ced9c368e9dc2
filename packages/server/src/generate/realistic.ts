/**
 * A company's days in order of time. Sessions are played when they begin, so memory holds only what is under way; how much a
 * session does is decided then, from what is left of the wanted number of lines and of the sessions to come.
 */
import { planBackground } from './background.js';
import { type Budget, createBudget } from './budget.js';
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

const TWO_32 = 4_294_967_296;

/** What the run keeps in mind. */
interface Course {
  readonly options: GenerateOptions;
  readonly scenarios: readonly Scenario[];
  readonly world: World;
  readonly random: Random;
  /** What will begin, and what has begun and waits for its instant to be written. */
  readonly tasks: Queue<Task>;
  readonly lines: Queue<Occurrence>;
  emitted: number;
  sessions: number;
  readonly budget: Budget;
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
  const budget = createBudget(options, countSessions({ options, world, random }));
  return {
    options,
    scenarios,
    world,
    random,
    tasks: new Queue(),
    lines: new Queue(),
    emitted: 0,
    sessions: 0,
    budget,
  };
}

/** The sessions that begin within the days wanted. */
function countSessions(frame: Pick<Course, 'options' | 'world' | 'random'>): number {
  const { start, days } = frame.options;
  const end = start + days * DAY;
  let sessions = 0;
  for (let index = 0; index <= days; index++) {
    const shifts = shiftsOf(dayOf(frame, index));
    sessions += shifts.filter(({ begin }) => begin - PRELUDE >= start && begin - PRELUDE < end).length;
  }
  return sessions;
}

function shiftsOf(day: ScenarioDay): readonly Shift[] {
  return planShifts({ ...day, random: day.random.fork('shifts') });
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
  const { budget, tasks, scenarios } = course;
  const day = dayOf(course, index);
  for (const shift of shiftsOf(day)) tasks.push(sessionTask(course, day, shift));
  const background = planBackground({ ...day, random: day.random.fork('background') }, budget.size);
  const planned = scenarios.flatMap(
    (scenario, at) => scenario.plan?.({ ...day, random: day.random.fork(`scenario ${at}`) }) ?? [],
  );
  for (const task of [...background, ...planned]) tasks.push(task);
}

/** Plays what begins and hands out what happens, in order of time. */
function* until(course: Course, end: number): Generator<Occurrence> {
  const { tasks, lines } = course;
  while (Math.min(tasks.next, lines.next) < end) {
    if (tasks.next <= lines.next) {
      play(course, tasks.pop());
    } else {
      const occurrence = lines.pop();
      if (occurrence !== undefined) yield occurrence;
    }
  }
}

function play({ lines, options, scenarios }: Course, task: Task | undefined): void {
  if (task === undefined || task.at < options.start) return;
  for (const occurrence of task.play()) {
    lines.push(scenarios.reduce((sofar, scenario) => scenario.dress?.(sofar) ?? sofar, occurrence));
  }
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
      connections: connectionsOf(course, shift),
      appetite: 22,
      unlogged: [],
    };
    course.sessions += 1;
    const plan = course.scenarios.reduce((sofar, scenario) => scenario.alter?.(sofar, course.world) ?? sofar, plain);
    return playSession(plan, random);
  };
  return { at: begin - PRELUDE, play };
}

function connectionsOf({ budget, emitted, lines }: Course, { begin, person }: Shift): number {
  return Math.max(1, Math.round((budget.connections(begin, emitted + lines.size) * person.zeal) / 100));
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
