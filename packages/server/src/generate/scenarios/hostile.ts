/** Attacks on the reader itself: twice a day, every trick there is. */
import { type Scenario, someInstant } from '../scenario.js';
import { TRICKS, trickTask } from '../tricks.js';

const PER_TRICK_AND_DAY = 2;

export function hostile(): Scenario {
  return {
    plan: (day) =>
      Array.from({ length: PER_TRICK_AND_DAY }, () =>
        TRICKS.map((trick) => trickTask(trick, day, { at: someInstant(day), scenario: 'hostile' })),
      ).flat(),
  };
}
