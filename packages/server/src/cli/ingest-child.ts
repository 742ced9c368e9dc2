// For tests: the command line as a process of its own, in a folder of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Token } from '@gatehouse/model';
import type { PrintedEvent } from '../map/print.js';

const mainPath = fileURLToPath(new URL('./main.js', import.meta.url));

export interface Ran {
  /** The name of the signal that ended it, where it has no exit code. */
  readonly exitCode: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface IngestSummary {
  readonly files: readonly { readonly earlier: string; readonly lines: number }[];
  readonly total: {
    readonly lines: number;
    readonly mapped: number;
    readonly partial: number;
    readonly unrecognised: number;
    readonly defects: Readonly<Record<string, number>>;
  };
}

export class CommandLine {
  /** Current folder of the processes; the store is in `data` below it. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  start(...args: readonly string[]): { child: ChildProcess; ran: Promise<Ran> } {
    const child = spawn(process.execPath, [mainPath, ...args], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    return { child, ran: ending(child) };
  }

  run(...args: readonly string[]): Promise<Ran> {
    return this.start(...args).ran;
  }

  async ingest(...args: readonly string[]): Promise<IngestSummary> {
    const { exitCode, stdout, stderr } = await this.run('ingest', '--json', ...args);
    if (exitCode !== 0) throw new Error(`ingest has ended with ${exitCode}: ${stderr}`);
    return JSON.parse(stdout) as IngestSummary;
  }

  /** The stored events that match, with these tokens or all, in the order of their ids, which is that of the input. */
  async events(query = '', tokens: readonly Token[] = []): Promise<PrintedEvent[]> {
    const fields = tokens.length === 0 ? [] : ['--fields', ['eventId', ...tokens].join(',')];
    const { exitCode, stdout, stderr } = await this.run('query', query, '--format', 'ndjson', ...fields);
    if (exitCode !== 0) throw new Error(`query has ended with ${exitCode}: ${stderr}`);
    return eventsOf(stdout).sort((a, b) => (String(a.eventId) < String(b.eventId) ? -1 : 1));
  }

  async count(query = ''): Promise<number> {
    return Number((await this.run('query', query, '--count')).stdout);
  }

  /** What `gatehouse parse` prints for a file, without what only a stored event has. */
  async parsed(file: string): Promise<PrintedEvent[]> {
    return eventsOf((await this.run('parse', file)).stdout);
  }

  /** Names of files that an ingest has left for the store to take. */
  incoming(): string[] {
    return readdirSync(`${this.folder}/data/incoming`);
  }
}

function eventsOf(ndjson: string): PrintedEvent[] {
  const lines = ndjson.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as PrintedEvent);
}

async function ending(child: ChildProcess): Promise<Ran> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, string];
  return { exitCode: exitCode ?? signal, stdout: stdout(), stderr: stderr() };
}

function collect(stream: ChildProcess['stdout']): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** The lines of `bytes` as they must come back: LF and CRLF end a line, blank ones are none. */
export function linesOf(bytes: Buffer): Buffer[] {
  const pieces = bytes.toString('latin1').split('\n');
  const lines = pieces.map((piece, index) => (index < pieces.length - 1 ? piece.replace(/\r$/, '') : piece));
  return lines.filter((line) => !/^[ \t\r]*$/.test(line)).map((line) => Buffer.from(line, 'latin1'));
}

/** The bytes of the line that an event was made from. */
export function rawBytes({ rawEvent, rawEventBase64 }: PrintedEvent): Buffer {
  return rawEventBase64 === undefined
    ? Buffer.from(String(rawEvent), 'utf8')
    : Buffer.from(String(rawEventBase64), 'base64');
}

const STORED_ONLY = ['collectorReceivedTime', 'customerId', 'collectorId', 'eventSourceId', 'eventId'] as const;

/** An event without what only a stored one has. */
export function asParsed(event: PrintedEvent): PrintedEvent {
  const rest: Record<string, unknown> = { ...event };
  for (const token of STORED_ONLY) delete rest[token];
  return rest as PrintedEvent;
}
