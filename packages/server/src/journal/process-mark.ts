// Who has the journal open: a text that names one process for good. Numbers of processes are given out again, after a restart of a
// container even at once; so on Linux the time of the process's start (proc(5), /proc/PID/stat, field 22) and the
// machine's boot id stand beside the number. Elsewhere the number alone has to do.

import { readFileSync } from 'node:fs';

export function processMark(pid: number): string {
  return [String(pid), startOf(pid), bootId()].join(' ');
}

/** Whether the process that a mark names still runs on this machine. */
export function isRunning(mark: string): boolean {
  const pid = Number(mark.split(' ')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !exists(pid)) return false;
  return processMark(pid) === mark;
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function startOf(pid: number): string {
  // The second field is the program's name in parentheses, which may hold blanks and parentheses itself.
  const stat = readText(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}

function bootId(): string {
  return readText('/proc/sys/kernel/random/boot_id').trim() || '-';
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
