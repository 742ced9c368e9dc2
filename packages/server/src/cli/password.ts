// A password from whoever sits at the terminal, unseen and twice; or the first line of what is piped in. Never from the arguments:
// those are in the history of the shell, and every user of the machine sees them.

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '../errors.js';
import type { Io } from './io.js';

const MOST_BYTES = 4096;

export async function readPassword(io: Io): Promise<string> {
  return io.stdin.isTTY === true ? askTwice(io) : firstLine(io);
}

/** What somebody else has chosen, once. */
export async function readSecret(io: Io, name: string): Promise<string> {
  if (io.stdin.isTTY !== true) return firstLine(io);
  const [secret = ''] = await askUnseen(io, [`${name}: `]);
  if (secret === '') throw refused('none was given');
  return secret;
}

async function askTwice(io: Io): Promise<string> {
  const given = await askUnseen(io, ['Password: ', 'Again: ']);
  if (given[0] === undefined || given[1] === undefined) throw refused('none was given');
  if (given[0] !== given[1]) throw refused('the two are not the same');
  return given[0];
}

async function askUnseen(io: Io, prompts: readonly string[]): Promise<readonly string[]> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: io.stdin, output: unseen, terminal: true });
  const given: string[] = [];
  try {
    // The lines are gathered by the event: a second question would miss what has come since the first.
    terminal.on('line', (line) => void given.push(line));
    const closed = new Promise<void>((resolve) => void terminal.on('close', resolve).on('SIGINT', resolve));
    for (const [index, prompt] of prompts.entries()) {
      await io.stderr.write(prompt);
      await Promise.race([closed, until(terminal, () => given.length > index)]);
      await io.stderr.write('\n');
    }
  } finally {
    terminal.close();
  }
  return given;
}

async function until(terminal: NodeJS.EventEmitter, isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => void terminal.once('line', () => resolve()));
}

async function firstLine({ stdin }: Io): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    if (Buffer.concat(chunks).length > MOST_BYTES) throw refused(`it is longer than ${MOST_BYTES} bytes`);
  }
  const [line = ''] = Buffer.concat(chunks).toString('utf8').split(/\r?\n/);
  if (line === '') throw refused('none was given');
  return line;
}

function refused(reason: string): AppError {
  return new AppError('password.refused', { reason });
}
