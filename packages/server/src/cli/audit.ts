/**
 * `gatehouse audit list` and `gatehouse audit verify`. The latter checks, in the data folder itself and also beside a running server, that no record of the audit has been changed or
 * removed. Out: how many there are and the latest hash, to be noted elsewhere; or the first record that is wrong, and exit code 1.
 */
import type { Command } from 'commander';
import type { AuditMark, Verification } from '../audit/audit.js';
import { auditFolder, openLmdbTrail } from '../audit/lmdb-trail.js';
import { AppError } from '../errors.js';
import { type ListFlags, listAudit } from './audit-list.js';
import { addConfigOptions, type ConfigFlags, configFromFlags } from './config.js';
import type { Io } from './io.js';

interface Flags extends ConfigFlags {
  readonly expect?: AuditMark;
  readonly json?: true;
}

const HELP = `
Whoever can write to the data folder can also make a whole new chain. To notice that, keep the latest record
and hash elsewhere (the server logs it when it starts and stops), and give it with --expect.

Examples:
  gatehouse audit list 'eventName: LOGIN and outcome: Failure' --from now-7d
  gatehouse audit verify
  gatehouse audit verify --expect 120:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`;

const REASONS: Readonly<Record<NonNullable<Verification['broken']>['reason'], string>> = {
  changed: 'it is not what its hash was made of',
  unlinked: 'it does not carry the hash of the record before it',
  missing: 'it is not there',
  unexpected: 'its hash is another one than was noted',
};

export function registerAudit(program: Command, io: Io): void {
  const audit = program
    .command('audit')
    .description('who searched, exported, changed and signed in')
    .addHelpText('after', HELP);
  addConfigOptions(audit.command('list'))
    .description('records that a query finds, newest first: category AUDIT, eventName the action, userName who')
    .argument('[qql...]', 'the query, best in single quotes; without it: all')
    .option('--from <time>', 'not before this time')
    .option('--to <time>', 'not after it')
    .option('--limit <records>', 'at most so many', readLimit, 50)
    .option('--json', 'print one JSON object for each record, whole')
    .action((words: readonly string[], flags: ListFlags) => listAudit(io, words.join(' '), flags));
  addConfigOptions(audit.command('verify'))
    .description('check that no record has been changed or removed')
    .option('--expect <record:hash>', 'a record and its hash from an earlier time', readMark)
    .option('--json', 'print one JSON object')
    .action((flags: Flags) => verify(io, flags));
}

function readLimit(text: string): number {
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit > 0) return limit;
  throw new AppError('option.invalid', { option: '--limit', value: text, reason: 'write a number from 1 on' });
}

function readMark(text: string): AuditMark {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence !== undefined && hash !== undefined) return { sequence: Number(sequence), hash };
  const reason = 'write the number of the record, a colon and its hash of 64 digits';
  throw new AppError('option.invalid', { option: '--expect', value: text, reason });
}

async function verify(io: Io, flags: Flags): Promise<void> {
  const config = await configFromFlags(io, flags);
  const trail = openLmdbTrail({ folder: auditFolder(config.dataFolder) });
  try {
    const verified = await trail.verify(flags.expect);
    const { broken } = verified;
    if (flags.json === true) await io.stdout.write(`${JSON.stringify(verified)}\n`);
    if (broken !== null)
      throw new AppError('audit.broken', { sequence: String(broken.sequence), reason: REASONS[broken.reason] });
    if (flags.json !== true) await io.stdout.write(intactText(verified));
  } finally {
    await trail.close();
  }
}

function intactText({ records, first, head }: Verification): string {
  if (records === 0) return 'The audit is empty.\n';
  return `${records} records, ${first} to ${head.sequence}, none changed, none missing.\nlatest: ${head.sequence}:${head.hash}\n`;
}
