/**
 * CPU time and memory as Linux counts them, proc(5). Times in seconds; the kernel counts in hundredths.
 *
 *   /proc/stat          cpu  user nice system idle iowait irq softirq steal …
 *   /proc/PID/stat      pid (name) state ppid …11 more… utime stime cutime cstime …
 *   /proc/PID/status    VmHWM:      81234 kB
 */
import { readFileSync } from 'node:fs';

/** USER_HZ is 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;
const UTIME = 11;
const CUTIME = 13;

/** Busy seconds of all cores, from the text of /proc/stat. */
export function busySeconds(stat: string): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (stat.split('\n')[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

export interface ProcessSeconds {
  /** Of all its threads, also ended ones. */
  readonly own: number;
  /** Of children that it has waited for. */
  readonly children: number;
}

/** From the text of /proc/PID/stat; the name may hold blanks and brackets. */
export function processSeconds(stat: string): ProcessSeconds {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const sum = (at: number) => ((fields[at] ?? 0) + (fields[at + 1] ?? 0)) / TICKS_PER_SECOND;
  return { own: sum(UTIME), children: sum(CUTIME) };
}

/** MiB, from the text of /proc/PID/status; 0 when the field is missing (the process is ending). */
export function memoryMib(status: string, field: 'VmHWM' | 'VmRSS'): number {
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return Number(kib ?? 0) / 1024;
}

/** Undefined when the process is gone. */
export function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Fails in words where there is no proc file system. */
export function readProcOrFail(path: string): string {
  const text = readProc(path);
  if (text === undefined) throw new Error(`/proc/${path} cannot be read: the measurements need Linux`);
  return text;
}
