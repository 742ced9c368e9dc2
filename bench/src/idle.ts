/** Memory of a command line that waits for its first line, without a store. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI } from './files.js';
import { endOf } from './measure.js';
import { memoryMib, readProc } from './proc.js';

const SETTLED_MS = 2000;

export async function idleMib(): Promise<number> {
  const child = spawn(process.execPath, [CLI, 'parse', '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = endOf(child);
  await sleep(SETTLED_MS);
  const mib = memoryMib(readProc(`${child.pid}/status`) ?? '', 'VmRSS');
  child.stdin.end();
  await ended;
  if (mib === 0) throw new Error('gatehouse parse - ended before its first line');
  return mib;
}
