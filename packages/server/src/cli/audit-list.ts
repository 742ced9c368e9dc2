// `gatehouse audit list`: records of the audit that a query finds, newest first, straight from the data folder and also beside a running server.

import { evaluate } from '@gatehouse/qql';
import type { AuditRecord } from '../audit/audit.js';
import { auditFields } from '../audit/fields.js';
import { auditFolder, openLmdbTrail } from '../audit/lmdb-trail.js';
import { readQuery } from '../query/query-text.js';
import { type ConfigFlags, configFromFlags } from './config.js';
import type { Io } from './io.js';
import { rowsTable } from './query-output.js';

export interface ListFlags extends ConfigFlags {
  readonly limit: number;
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

export async function listAudit(io: Io, query: string, flags: ListFlags): Promise<void> {
  const { from, to, limit } = flags;
  const range = { query, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const { resolved } = readQuery(range, { now: Date.now(), zone: 'UTC' });
  const isWanted = (record: AuditRecord) => evaluate(resolved, auditFields(record));
  const { dataFolder } = await configFromFlags(io, flags);
  const trail = openLmdbTrail({ folder: auditFolder(dataFolder) });
  try {
    let left = limit;
    for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null && left > 0; ) {
      const page: Awaited<ReturnType<typeof trail.search>> = await trail.search({ before, limit: left, isWanted });
      await print(io, flags, page.records);
      left -= page.records.length;
      before = page.next;
    }
    if (left === limit) await io.stderr.write('No records match.\n');
  } finally {
    await trail.close();
  }
}

async function print(io: Io, { json }: ListFlags, records: readonly AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  if (json === true) return io.stdout.write(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const rows = records.map(({ sequence, at, action, outcome, actor, address, subject, code }) => ({
    ...{ record: sequence, time: at, who: actor?.login ?? actor?.name ?? '-', from: address, action },
    ...{ outcome: code === undefined ? outcome : `${outcome} (${code})`, what: subject },
  }));
  const titles = ['record', 'time', 'who', 'from', 'action', 'outcome', 'what'];
  const width = io.stdout.isTty ? io.stdout.columns : Number.POSITIVE_INFINITY;
  await io.stdout.write(rowsTable({ titles, rows, width, paint: io.stdout.paint }));
}
