/**
 * Runs the tests of all packages and packs in one process: nothing is mocked, so nothing needs a process of its own, and
 * starting one per file costs a second each. Arguments: `--unit` leaves out `*.live.test.ts` (those start databases and
 * other programs); `--part=0/2` keeps every second file, beginning with the first; anything else keeps only the files
 * whose path contains it. Without arguments all tests run, in two processes.
 */
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runInParts } from './parts.js';
import { compiledPath, repositoryRoot, sourcePaths } from './tree.js';

const args = process.argv.slice(2);
const patienceMs = 17 * 60 * 1000;
const wanted = args.filter((arg) => !arg.startsWith('--'));
const [, part, parts] = args.map((arg) => /^--part=(\d+)\/(\d+)$/.exec(arg)).find((match) => match !== null) ?? [];

if (args.length === 0) process.exit(await runInParts());

for (const path of inPart(sourcePaths().filter(isAsked))) {
  try {
    await import(pathToFileURL(repositoryRoot + compiledPath(path)).href);
  } catch (error) {
    test(`${path} can be loaded`, () => {
      throw error;
    });
  }
}

// Fires only when something that a test has left open keeps a finished run alive.
setTimeout(() => {
  console.error(`still running after ${patienceMs} ms: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}, patienceMs).unref();

/** Files that start programs and those that do not are dealt out each for themselves: neighbours in a folder cost alike. */
function inPart(paths: readonly string[]): readonly string[] {
  if (part === undefined) return paths;
  const live = paths.filter((path) => path.endsWith('.live.test.ts'));
  const unit = paths.filter((path) => !path.endsWith('.live.test.ts'));
  return [unit, live].flatMap((files) => files.filter((_, index) => index % Number(parts) === Number(part)));
}

function isAsked(path: string): boolean {
  if (!path.endsWith('.test.ts')) return false;
  if (args.includes('--unit') && path.endsWith('.live.test.ts')) return false;
  return wanted.length === 0 || wanted.some((part) => path.includes(part));
}
