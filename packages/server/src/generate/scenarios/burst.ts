/** Brute force: once a day, one account is tried sixty times within three minutes from one address, until it is locked. */
import { LOCKED_OUT, loginFailed, WRONG_PASSWORD } from '../aaa-entries.js';
import { ENGINES } from '../network.js';
import type { Occurrence } from '../occurrence.js';
import type { Scenario, ScenarioDay, Task } from '../scenario.js';
import { HOUR, SECOND } from '../stamps.js';

const ATTEMPTS = 60;
const LOCKED_AFTER = 45;
const GAP = 3 * SECOND;

export function burst(): Scenario {
  return { plan: (day) => [burstTask(day)] };
}

function burstTask({ begin, world, random }: ScenarioDay): Task {
  const at = begin + random.between(9, 19) * HOUR;
  const client = world.addresses.abroad();
  const victim = random.pick(world.people);
  const attempt = (index: number): Occurrence => ({
    at: at + index * GAP,
    gateway: victim.pair.active,
    engine: random.below(ENGINES),
    entry: loginFailed({
      userName: victim.userName,
      client,
      reason: index < LOCKED_AFTER ? WRONG_PASSWORD : LOCKED_OUT,
      userAgent: 'curl/8.9.1',
    }),
    scenario: 'burst',
    trick: 'burst',
  });
  return { at, play: () => Array.from({ length: ATTEMPTS }, (_, index) => attempt(index)) };
}
