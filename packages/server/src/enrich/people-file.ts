// People from a CSV file: `user` is required; `aliases` (separated by semicolons), `domain`, `employeeId`, `department`, `status`,
// `manager`, `mail` and `terminationDate` may be there.

import { type Row, readCsv } from './csv-table.js';
import { directoryDate } from './directory-date.js';
import type { Person } from './people.js';
import type { Problems } from './problem.js';

/** Null when the file is no such table. Throws the error of the file system. */
export async function readPeople(path: string, problems: Problems): Promise<readonly Person[] | null> {
  const rows = await readCsv(path, ['user'], problems);
  if (rows === null) return null;
  return rows.flatMap((row) => {
    if (row.get('user') !== '') return [personOf(row, problems)];
    problems.add(row.line, 'the user has no name');
    return [];
  });
}

function personOf(row: Row, problems: Problems): Person {
  const terminationDate = directoryDate(row.get('terminationDate'));
  const isDate = terminationDate === null || !Number.isNaN(terminationDate);
  if (!isDate)
    problems.add(
      row.line,
      `terminationDate is no date: ${JSON.stringify(row.get('terminationDate'))}; write 2026-06-30`,
    );
  return {
    user: row.get('user'),
    aliases: row
      .get('aliases')
      .split(';')
      .map((alias) => alias.trim())
      .filter((alias) => alias !== ''),
    domain: row.get('domain'),
    employeeId: row.get('employeeId'),
    department: row.get('department'),
    status: row.get('status'),
    manager: row.get('manager'),
    mail: row.get('mail'),
    terminationDate: isDate ? terminationDate : null,
  };
}
