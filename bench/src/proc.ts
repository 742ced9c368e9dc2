/**
 * CPU time and memory as Linux counts them, proc(5). Times in seconds; the kernel counts in hundredths.
 *
 *   /proc/stat          cpu  user nice system idle iowait irq softirq steal …
 *   /proc/PID/stat      pid (name) state ppid …11 more… utime stime cutime cstime …
 *   /proc/PID/status    VmHWM:      81234 kB
 */
import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ is 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;
const UTIME = 11;
const CUTIME = 13;
/** kthreadd(2), the parent of every thread of the kernel. */
const KERNEL_PARENT = '2';

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
  const fields = fieldsOf(stat).map(Number);
  const sum = (at: number) => ((fields[at] ?? 0) + (fields[at + 1] ?? 0)) / TICKS_PER_SECOND;
  return { own: sum(UTIME), children: sum(CUTIME) };
}

function fieldsOf(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Of the kernel's own threads, from the texts of /proc/PID/stat of all processes: above all, writing files back to the disk. */
export function kernelSeconds(stats: readonly string[]): number {
  const kernel = stats.filter((stat) => fieldsOf(stat)[1] === KERNEL_PARENT);
  return kernel.reduce((sum, stat) => sum + processSeconds(stat).own, 0);
}

/** /proc/PID/stat of all processes that are there now. */
export function readAllStats(): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => readProc(`${pid}/stat`) ?? []);
}

/** MiB, from the text of /proc/PID/status; 0 when the field is missing (the process is ending). */
export function memoryMib(status: string, field: 'VmHWM' | 'VmRSS' | 'RssAnon'): number {
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
