/**
 * Runs all tests in as many processes at once as there are parts: most of the time of a test that starts programs is spent waiting
 * for them. Prints what the parts print as it comes, and their closing lines (`# pass 12`) added up, once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PARTS = 2;
const COUNTED = /^# (tests|suites|pass|fail|cancelled|skipped|todo) (\d+)$/;
const OTHER_CLOSING = /^# duration_ms /;

const allPath = fileURLToPath(new URL('./all.js', import.meta.url));

/** Resolves with the exit code. */
export async function runInParts(): Promise<number> {
  const counts = new Map<string, number>();
  const parts = Array.from({ length: PARTS }, (_, part) => start(part));
  const ended = await Promise.all(parts.map((child) => follow(child, counts)));
  for (const [name, count] of counts) console.log(`# ${name} ${count}`);
  return ended.every((code) => code === 0) ? 0 : 1;
}

function start(part: number): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, allPath, `--part=${part}/${PARTS}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function follow(child: ChildProcess, counts: Map<string, number>): Promise<number | null> {
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  if (child.stdout !== null) {
    for await (const line of createInterface(child.stdout)) {
      const [, name, count] = COUNTED.exec(line) ?? [];
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + Number(count));
      else if (!OTHER_CLOSING.test(line)) console.log(line);
    }
  }
  const [code, signal] = await ended;
  if (signal !== null) console.log(`a part of the tests was ended by ${signal}`);
  return code;
}
