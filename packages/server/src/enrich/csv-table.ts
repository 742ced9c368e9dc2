// A CSV file (RFC 4180, with or without a byte order mark) whose first line names its columns, in any order and any case. Columns
// that nobody asks for may be there. Out: its rows with their lines, and what is wrong with it.

import { createReadStream } from 'node:fs';
import { type CsvError, parse } from 'csv-parse';
import type { Problems } from './problem.js';

export interface Row {
  readonly line: number;
  /** Text of a column; '' where the column or the value is missing. */
  get(column: string): string;
}

/** More than any directory has: a file that goes on for ever must not fill the memory. */
const MAX_ROWS = 1_000_000;
const MAX_RECORD_BYTES = 1 << 20;

/** Throws the error of the file system; null when it is no table with the required columns. */
export async function readCsv(
  path: string,
  required: readonly string[],
  problems: Problems,
): Promise<readonly Row[] | null> {
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      comment: '#',
      comment_no_infix: true,
      max_record_size: MAX_RECORD_BYTES,
    }),
  );
  const rows: Row[] = [];
  let columns: readonly string[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns === null) columns = record.map(columnName);
      else if (rows.length === MAX_ROWS) throw new Error(`it has more than ${MAX_ROWS} rows`);
      else rows.push(rowOf(columns, record, info.lines));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    problems.add((error as CsvError & { lines?: number }).lines ?? null, `it is no CSV: ${(error as Error).message}`);
    return null;
  }
  const missing = required.filter((name) => !(columns ?? []).includes(columnName(name)));
  if (missing.length === 0) return rows;
  problems.add(1, `it has no column ${missing.join(' and no column ')}; the first line names the columns`);
  return null;
}

function rowOf(columns: readonly string[], record: readonly string[], line: number): Row {
  return { line, get: (column) => record[columns.indexOf(columnName(column))] ?? '' };
}

/** `Employee ID`, `employee_id` and `employeeId` are the same. */
function columnName(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}
