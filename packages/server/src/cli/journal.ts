/**
 * `gatehouse journal`: what has been received and is not stored yet, read from the data folder itself. In: the folder. Out: a
 * summary (status), the lines (export), or the order to store kept blocks once more (replay). The first two work while
 * the server runs; the third is refused then, because the server decides by itself what it reads next.
 */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { AppError } from '../errors.js';
import type { Segment } from '../journal/journal.js';
import type { JournalState } from '../journal/journal-state.js';
import {
  type JournalTables,
  journalFolder,
  openTables,
  readBlock,
  readState,
  summaries,
} from '../journal/journal-tables.js';
import { openLmdbJournal } from '../journal/lmdb-journal.js';
import type { Io } from './io.js';
import { rowsTable } from './query-output.js';
import { ageText, bytesText } from './status-units.js';

const HELP = `
Examples:
  gatehouse journal status                         how much waits to be stored, per source
  gatehouse journal export --format raw > lines    the lines as they were received
  gatehouse journal replay --from 120              with the server stopped: store blocks from 120 on once more

Blocks that are stored are kept for a while, up to a size. Storing a block twice changes nothing.`;

export function registerJournal(program: Command, io: Io): void {
  const journal = program
    .command('journal')
    .description('what has been received and is not stored yet')
    .addHelpText('after', HELP);
  journal
    .command('status')
    .description('how much waits, and since when')
    .option('--data <folder>', 'data folder', 'data')
    .option('--json', 'print one JSON object')
    .action((flags: StatusFlags) => printStatus(io, flags));
  journal
    .command('export')
    .description('the lines of the blocks that are here')
    .option('--data <folder>', 'data folder', 'data')
    .addOption(new Option('--format <format>', 'ndjson, or the raw lines').choices(['ndjson', 'raw']).default('ndjson'))
    .option('--from <sequence>', 'first block', readSequence('--from'))
    .option('--to <sequence>', 'last block', readSequence('--to'))
    .action((flags: ExportFlags) => exportLines(io, flags));
  journal
    .command('replay')
    .description('let the store read blocks again; the server must be stopped')
    .option('--data <folder>', 'data folder', 'data')
    .option('--from <sequence>', 'first block (the oldest that is here)', readSequence('--from'))
    .option('--json', 'print one JSON object')
    .action((flags: ReplayFlags) => replay(io, flags));
}

interface StatusFlags {
  readonly data: string;
  readonly json?: true;
}

interface ExportFlags {
  readonly data: string;
  readonly format: 'ndjson' | 'raw';
  readonly from?: number;
  readonly to?: number;
}

interface ReplayFlags extends StatusFlags {
  readonly from?: number;
}

function readSequence(option: string) {
  return (text: string): number => {
    const sequence = /^\d{1,15}$/.test(text) ? Number(text) : 0;
    if (sequence > 0) return sequence;
    throw new AppError('option.invalid', { option, value: text, reason: 'blocks are numbered from 1 on' });
  };
}

async function withTables<T>(io: Io, data: string, run: (tables: JournalTables) => Promise<T>): Promise<T> {
  const tables = openTables(journalFolder(resolve(io.cwd, data)), 'read-only');
  try {
    return await run(tables);
  } finally {
    await tables.root.close();
  }
}

interface SourceLine {
  readonly source: string;
  lines: number;
  bytes: number;
  readonly oldestAt: number;
}

function printStatus(io: Io, flags: StatusFlags): Promise<void> {
  return withTables(io, flags.data, async (tables) => {
    const state = readState(tables);
    const sources = waitingSources(tables, state);
    await io.stdout.write(flags.json === true ? statusJson(state, sources) : statusText(io, state, sources));
  });
}

function waitingSources(tables: JournalTables, { released }: JournalState): SourceLine[] {
  const sources = new Map<string, SourceLine>();
  for (const [, { appendedAt, sources: amounts }] of summaries(tables, released + 1)) {
    for (const [source, { lines, bytes }] of amounts) {
      const line = sources.get(source) ?? { source, lines: 0, bytes: 0, oldestAt: appendedAt };
      line.lines += lines;
      line.bytes += bytes;
      sources.set(source, line);
    }
  }
  return [...sources.values()].sort((one, other) => other.lines - one.lines);
}

function statusJson(state: JournalState, sources: readonly SourceLine[]): string {
  const at = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  const { oldestAt, ...facts } = state;
  const perSource = sources.map(({ oldestAt: oldest, ...amounts }) => ({ ...amounts, oldestAt: at(oldest) }));
  return `${JSON.stringify({ ...facts, oldestAt: at(oldestAt), sources: perSource })}\n`;
}

function statusText(io: Io, state: JournalState, sources: readonly SourceLine[]): string {
  const { first, last, released, blocks, lines, bytes, keptBytes, oldestAt } = state;
  const number = (value: number) => value.toLocaleString('en-US');
  const since = (time: number) => ageText(Math.max(0, Date.now() - time) / 1000);
  const waiting = `${number(lines)} lines in ${number(blocks)} blocks (${bytesText(bytes)})`;
  const facts = [
    blocks === 0
      ? 'Nothing waits to be stored.'
      : `${waiting} wait to be stored, the oldest for ${since(oldestAt ?? 0)}.`,
    last === 0
      ? 'No block has ever been written.'
      : `Blocks ${number(1)} to ${number(last)} were written, up to ${number(released)} stored.`,
    keptBytes === 0 ? '' : `Stored blocks from ${number(first)} on (${bytesText(keptBytes)}) are kept for a replay.`,
  ];
  const rows = sources.map(({ source, lines: count, bytes: size, oldestAt: oldest }) => ({
    source,
    lines: number(count),
    size: bytesText(size),
    oldest: since(oldest),
  }));
  const width = io.stdout.isTty ? io.stdout.columns : Number.POSITIVE_INFINITY;
  const titles = ['source', 'lines', 'size', 'oldest'];
  const table = rows.length === 0 ? '' : `\n${rowsTable({ titles, rows, width, paint: io.stdout.paint })}`;
  return `${facts.filter((fact) => fact !== '').join('\n')}\n${table}`;
}

function exportLines(io: Io, { data, format, from = 0, to }: ExportFlags): Promise<void> {
  return withTables(io, data, async (tables) => {
    const damaged: number[] = [];
    for (const [sequence] of summaries(tables, from, to)) {
      const read = readBlock(tables, sequence);
      if (read === null) continue;
      if ('damaged' in read) damaged.push(sequence);
      else
        for (const segment of read.block.segments)
          await io.stdout.write(format === 'raw' ? rawLines(segment) : jsonLines(sequence, segment));
    }
    if (damaged.length === 0) return;
    throw new AppError('journal.failed', {
      reason: `these blocks are damaged and were left out: ${damaged.join(', ')}`,
    });
  });
}

function rawLines(segment: Segment): Buffer {
  const target = Buffer.allocUnsafe(segment.bytes.length + segment.count);
  let at = 0;
  for (const line of linesIn(segment)) {
    target.set(line, at);
    at += line.length;
    target.writeUInt8(0x0a, at++);
  }
  return target;
}

function jsonLines(sequence: number, segment: Segment): string {
  const { sourceId, peer, receivedAt, originalLengths } = segment;
  const origin = {
    sequence,
    sourceId,
    peer,
    ...(receivedAt === null ? {} : { receivedAt: new Date(receivedAt).toISOString() }),
  };
  const texts: string[] = [];
  for (const line of linesIn(segment)) {
    const originalLength = originalLengths.get(texts.length);
    const cut = originalLength === undefined ? {} : { originalLength };
    texts.push(`${JSON.stringify({ ...origin, ...cut, ...lineText(line) })}\n`);
  }
  return texts.join('');
}

/** Text, and the bytes beside it where they are no UTF-8. */
function lineText(line: Buffer): { line: string; lineBase64?: string } {
  const text = line.toString('utf8');
  return Buffer.from(text).equals(line) ? { line: text } : { line: text, lineBase64: line.toString('base64') };
}

function* linesIn({ bytes, lengths }: Segment): Generator<Buffer> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  for (const length of lengths) {
    yield buffer.subarray(at, at + length);
    at += length;
  }
}

/** Enough for opening: nothing is appended here. */
const NO_APPENDS = 1;

async function replay(io: Io, { data, from = 1, json }: ReplayFlags): Promise<void> {
  const folder = journalFolder(resolve(io.cwd, data));
  await openTables(folder, 'read-only').root.close();
  const journal = await openLmdbJournal({ folder, limitBytes: NO_APPENDS });
  try {
    const before = journal.facts();
    const first = await journal.rewind(from);
    const { last, lines, blocks } = journal.facts();
    const again = before.released - first + 1;
    if (json === true) return await io.stdout.write(`${JSON.stringify({ first, last, blocks, lines, again })}\n`);
    await io.stdout.write(replayText({ first, again, from, oldest: before.first, lines }));
  } finally {
    await journal.close();
  }
}

interface Replay {
  readonly first: number;
  readonly again: number;
  readonly from: number;
  readonly oldest: number;
  readonly lines: number;
}

function replayText({ first, again, from, oldest, lines }: Replay): string {
  const number = (value: number) => value.toLocaleString('en-US');
  const gone = from > 1 && from < oldest ? `Blocks before ${number(oldest)} are not here any more.\n` : '';
  if (again <= 0) return `${gone}No stored block from ${number(from)} on is here: nothing to store again.\n`;
  return `${gone}${number(again)} stored blocks from ${number(first)} on wait again; ${number(lines)} lines in all will be stored when the server starts.\n`;
}
