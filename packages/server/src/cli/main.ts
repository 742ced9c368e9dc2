/** The process around the command line: signals, last-resort errors, and leaving only when all output is out. */
import { reportFailure, signalExitCodes } from './exit.js';
import { createInterruption, type Io, processIo } from './io.js';
import { runCommandLine } from './program.js';

const interruption = createInterruption();
const io = processIo(interruption);
const args = process.argv.slice(2);
const interrupted = new Promise<number>((resolve) => {
  for (const [signal, exitCode] of Object.entries(signalExitCodes)) {
    process.on(signal, () => void interruption.interrupt().finally(() => resolve(exitCode)));
  }
});
const collapsed = new Promise<number>((resolve) => {
  process.on('uncaughtException', (error) => void reportFailure(io, error, args).then(resolve));
});
await leave(io, await Promise.race([interrupted, collapsed, runUninterrupted()]));

/** A command that an interruption has made to finish early leaves the exit code to the signal. */
async function runUninterrupted(): Promise<number> {
  const exitCode = await runCommandLine(io, args);
  return interruption.isInterrupted() ? interrupted : exitCode;
}

/** Exits by hand: an open standard input or a database thread would otherwise keep a finished process alive. */
async function leave(from: Io, exitCode: number): Promise<never> {
  await Promise.allSettled([from.stdout.flush(), from.stderr.flush()]);
  process.exit(exitCode);
}
