/**
 * What a log of years contains besides: once a week, one line in every other form, one of another process, one that was cut,
 * one in which a user name forges labels.
 */
import { loginFailed, WRONG_PASSWORD } from '../aaa-entries.js';
import type { Form } from '../form.js';
import { FORMS } from '../forms.js';
import { GUESSED_NAMES } from '../names.js';
import { ENGINES, PAIRS } from '../network.js';
import { isDayOfWeek, type Scenario, type ScenarioDay, someInstant, type Task } from '../scenario.js';
import { commandExecuted } from '../system-entries.js';
import { TRICKS, trickTask } from '../tricks.js';

const WAKING_HOURS = [6, 19] as const;
const SHOWN_TRICKS: readonly string[] = ['labels-in-user', 'cut', 'other-process'];

export function oddities(): Scenario {
  return {
    plan(day) {
      if (!isDayOfWeek(day)) return [];
      const tricks = TRICKS.filter((trick) => SHOWN_TRICKS.includes(trick.name));
      const forms = FORMS.filter((form) => form.name !== 'V1');
      return [
        ...forms.map((form, index) => formTask(form, index, day)),
        ...tricks.map((trick) =>
          trickTask(trick, day, { at: someInstant(day, ...WAKING_HOURS), scenario: 'oddities' }),
        ),
      ];
    },
  };
}

function formTask(form: Form, index: number, day: ScenarioDay): Task {
  const { random, world } = day;
  const at = someInstant(day, ...WAKING_HOURS);
  const client = world.addresses.abroad();
  const userName = random.pick(GUESSED_NAMES);
  const entry =
    index % 2 === 0
      ? loginFailed({ userName, client, reason: WRONG_PASSWORD, userAgent: 'Mozilla/5.0 (compatible; NetScan/1.4)' })
      : commandExecuted({
          module: 'CLI',
          userName: 'nsroot',
          remote: '10.1.9.10',
          command: 'show ns ip',
          status: 'Success',
        });
  const gateway = random.pick(PAIRS).standby;
  return { at, play: () => [{ at, gateway, engine: random.below(ENGINES), entry, form, scenario: 'oddities' }] };
}
