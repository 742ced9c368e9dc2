// What the crash test runs in a process of its own: appends as fast as it can and says on standard output what is durable, until it
// is killed. Content follows from the number of the line, so that what is read afterwards can be checked by itself.

import { writeSync } from 'node:fs';
import { openLmdbJournal } from './lmdb-journal.js';
import { segmentOf } from './sample-segments.js';

export const LIMITS = { limitBytes: 48 * 2 ** 20, keepBytes: 4 * 2 ** 20 };
const AT_ONCE = 4;
const LARGEST = 600_000;

export function contentOf(id: string): string {
  let size = 0;
  for (const letter of id) size = (size * 31 + letter.charCodeAt(0)) % LARGEST;
  return `${id} `.padEnd(size, id);
}

/** Prints `durable <sequence> <id>` for each append, and `release <sequence>` before each release. */
export async function appendUntilKilled(folder: string, round: number): Promise<void> {
  const journal = await openLmdbJournal({ folder, ...LIMITS });
  for (let number = 0; ; number += AT_ONCE) {
    const ids = Array.from({ length: AT_ONCE }, (_, index) => `${round}.${number + index}`);
    await Promise.all(
      ids.map(async (id) => {
        const sequence = await journal.append([segmentOf([contentOf(id)])]);
        say(`durable ${sequence} ${id}`);
      }),
    );
    const stored = journal.facts().last - 3;
    if (number % 5 !== 0 || stored < 1) continue;
    say(`release ${stored}`);
    await journal.release(stored);
  }
}

/** Past the buffers of the process, which die with it. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
