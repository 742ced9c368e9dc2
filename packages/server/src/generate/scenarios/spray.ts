/**
 * Password spray: in one night a week, a few addresses try one password after the other on all accounts and on guessed ones.
 * One account has that password: a session from abroad follows, which downloads much.
 */
import { loginFailed, WRONG_PASSWORD } from '../aaa-entries.js';
import { GUESSED_NAMES } from '../names.js';
import { ENGINES } from '../network.js';
import type { Occurrence } from '../occurrence.js';
import type { Person } from '../people.js';
import { isDayOfWeek, type Scenario, type ScenarioDay, type Task, type World } from '../scenario.js';
import { PRELUDE, playSession } from '../session.js';
import { HOUR, isoStamp, MINUTE, SECOND } from '../stamps.js';

const SPRAYER = 'python-requests/2.32.3';
const ADDRESSES = 5;
const MOST_ACCOUNTS = 400;
const NIGHTLY = 2 * HOUR;
const CONNECTIONS = 18;

export function spray(): Scenario {
  return { plan: (day) => (isDayOfWeek(day) ? [sprayTask(day), successTask(day)] : []) };
}

/** The people who are tried, the one with the guessed password first. */
function targets(world: World): readonly string[] {
  return [...GUESSED_NAMES, ...world.people.slice(0, MOST_ACCOUNTS).map((person) => person.userName)];
}

function sprayTask({ begin, world, random }: ScenarioDay): Task {
  const at = begin + NIGHTLY;
  const sources = Array.from({ length: ADDRESSES }, () => world.addresses.abroad());
  const play = (): readonly Occurrence[] => {
    let instant = at;
    return targets(world).map((userName, index) => {
      instant += random.between(3, 20) * SECOND;
      const client = sources[index % ADDRESSES] ?? '203.0.113.99';
      return {
        at: instant,
        gateway: world.people[0].pair.active,
        engine: random.below(ENGINES),
        entry: loginFailed({ userName, client, reason: WRONG_PASSWORD, userAgent: SPRAYER }),
        scenario: 'spray',
        trick: 'spray',
      };
    });
  };
  return { at, play };
}

function successTask({ begin, world, random }: ScenarioDay): Task {
  const longest = (MOST_ACCOUNTS + GUESSED_NAMES.length) * 20 * SECOND;
  // Whatever the owner uses, the intruder has a tunnel.
  const person: Person = { ...random.pick(world.people), clientType: 'Agent' };
  const client = world.addresses.abroad();
  const tried = Math.min(longest, targets(world).length * 20 * SECOND);
  const at = begin + NIGHTLY + tried + PRELUDE;
  const play = (): readonly Occurrence[] =>
    playSession(
      {
        index: 0,
        key: `${isoStamp(begin).slice(0, 10)}/${person.id}/spray`,
        person,
        vpnSession: world.nextSession(person.pair.name),
        scenario: 'spray',
        begin: at + PRELUDE,
        end: at + PRELUDE + 50 * MINUTE,
        client,
        moves: [],
        userAgent: SPRAYER,
        connections: CONNECTIONS,
        appetite: 28,
        unlogged: [],
      },
      random,
    ).map((occurrence) => ({ ...occurrence, trick: 'intruder' }));
  return { at, play };
}
