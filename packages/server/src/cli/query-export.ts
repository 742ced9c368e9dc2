// Events of `gatehouse query` as NDJSON, CSV or Parquet: to standard output or into a file of their own.

import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { type ExportFormat as Format, SHAPES_OF, type ExportShape as Shape } from '@gatehouse/model';
import { AppError } from '../errors.js';
import { exportText } from '../export/stream.js';
import type { AskableEvents, SearchRequest } from '../query/event-queries.js';
import { createOutput, type Io, type Output } from './io.js';

export interface ExportedEvents {
  readonly io: Io;
  readonly queries: AskableEvents;
  readonly request: SearchRequest;
  readonly format: Format;
  readonly shape: Shape;
  /** Absent: standard output. */
  readonly output: string | undefined;
}

/** Events per statement: few enough to hold, enough that planning the statement does not matter. */
const PAGE = 5000;

/** How many; null where nobody has counted. */
export async function exportEvents(asked: ExportedEvents): Promise<number | null> {
  const { io, format, shape, output } = asked;
  if (!SHAPES_OF[format].includes(shape))
    throw invalid('--shape', shape, `${format} has ${SHAPES_OF[format].join(' and ')} only`);
  const file = output === undefined ? null : newFile(resolve(io.cwd, output));
  if (format !== 'parquet') return file === null ? printText(asked, format, io.stdout) : writeText(asked, format, file);
  if (file === null) throw invalid('--format', 'parquet', 'it is no text; name a file with --output');
  await asked.queries.writeParquet({ ...asked.request, file });
  return null;
}

/** Tables and figures are for the terminal, under the names of tokens. */
export function refuseExport({ format, shape, output }: { format?: string; shape: Shape; output?: string }): void {
  const reason = 'it is for events as NDJSON, CSV or Parquet; use > for figures';
  if (output !== undefined) throw invalid('--output', output, reason);
  if (shape !== 'gatehouse') throw invalid('--shape', shape, reason);
  if (format === 'parquet') throw invalid('--format', format, reason);
}

async function printText(asked: ExportedEvents, format: 'ndjson' | 'csv', to: Output): Promise<number> {
  const { queries, request, shape } = asked;
  let count = 0;
  for await (const { text, events } of exportText(queries, { format, shape, request, page: PAGE })) {
    count += events;
    await to.write(text);
  }
  return count;
}

/** A file that is not whole is removed. */
async function writeText(asked: ExportedEvents, format: 'ndjson' | 'csv', file: string): Promise<number> {
  const stream = createWriteStream(file, { flags: 'wx' });
  try {
    const written = await printText(asked, format, createOutput(stream, asked.io.env));
    stream.end();
    await finished(stream);
    return written;
  } catch (error) {
    stream.destroy();
    rmSync(file, { force: true });
    throw error;
  }
}

function newFile(file: string): string {
  if (existsSync(file)) throw new AppError('file.unwritable', { path: file, reason: 'there is one already' });
  return file;
}

function invalid(option: string, value: string, reason: string): AppError {
  return new AppError('option.invalid', { option, value, reason });
}
