/** An `Io` for tests: streams in memory, no terminal, no colour unless asked for. */
import { Readable, Writable } from 'node:stream';
import { createInterruption, createOutput, type Environment, type Io } from '../cli/io.js';

export interface CaptureOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Environment;
  readonly cwd?: string;
  readonly isTty?: boolean;
}

export interface CapturedIo extends Io {
  readonly written: { readonly stdout: string; readonly stderr: string };
}

export function capturedIo(options: CaptureOptions = {}): CapturedIo {
  const { stdin = '', env = {}, cwd = process.cwd(), isTty = false } = options;
  const stdout = memoryStream(isTty);
  const stderr = memoryStream(isTty);
  return {
    stdin: Object.assign(Readable.from([Buffer.from(stdin)], { objectMode: false }), { isTTY: isTty }),
    stdout: createOutput(stdout.stream, env),
    stderr: createOutput(stderr.stream, env),
    env,
    cwd,
    onInterrupt: createInterruption().onInterrupt,
    written: {
      get stdout() {
        return stdout.text();
      },
      get stderr() {
        return stderr.text();
      },
    },
  };
}

function memoryStream(isTTY: boolean) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => Buffer.concat(chunks).toString('utf8') };
}
