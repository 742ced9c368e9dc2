/**
 * Runs the tests of all packages and packs in one process: nothing is mocked, so nothing needs a process of its own, and
 * starting one per file costs a second each. Arguments: `--unit` leaves out `*.live.test.ts` (those start databases and
 * other programs); anything else keeps only the files whose path contains it.
 */
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { compiledPath, repositoryRoot, sourcePaths } from './tree.js';

const args = process.argv.slice(2);
const patienceMs = 18 * 60 * 1000;
const wanted = args.filter((arg) => !arg.startsWith('--'));

for (const path of sourcePaths().filter(isAsked)) {
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

function isAsked(path: string): boolean {
  if (!path.endsWith('.test.ts')) return false;
  if (args.includes('--unit') && path.endsWith('.live.test.ts')) return false;
  return wanted.length === 0 || wanted.some((part) => path.includes(part));
}
