/**
 * `gatehouse who IP`: which user held an address at a time, as the sessions show it.
 */
import type { AddressHolder } from '@gatehouse/model';
import type { Command } from 'commander';
import type { Io } from './io.js';
import { addSessionOptions, type SessionFlags, widthOf, withSessions } from './own-sessions.js';
import { rowsTable } from './query-output.js';

interface Flags extends SessionFlags {
  readonly at: string;
}

const HELP = `
The address may be a client's, the source of a connection, or the one that the gateway used for the client inside.
  seen   events before and after the time show the address in the session
  open   the session was open, and never had another address of that kind
  near   the address was seen in the session within a day, not at that time

Examples:
  gatehouse who 198.51.100.7 --at 2026-03-17T10:22
  gatehouse who 10.201.0.14 --at now-1h --json`;

export function registerWho(program: Command, io: Io): void {
  addSessionOptions(program.command('who'))
    .description('tell which user held an address at a time')
    .argument('<ip>', 'IPv4 or IPv6 address')
    .option('--at <time>', 'when: 2026-03-17T10:22, now-2h', 'now')
    .addHelpText('after', HELP)
    .action((ip: string, flags: Flags) => run(io, ip, flags));
}

async function run(io: Io, ip: string, flags: Flags): Promise<void> {
  await withSessions(io, flags, async ({ sessions }) => {
    const at = sessions.instant(flags.at, '--at');
    const found = await sessions.who(ip, at);
    const { holders } = found;
    if (flags.json === true) return io.stdout.write(`${JSON.stringify(found)}\n`);
    if (holders.length === 0)
      return io.stderr.write(`No session shows ${ip} within a day of ${new Date(at).toISOString()}.\n`);
    await io.stdout.write(
      rowsTable({ titles: TITLES, rows: holders.map(rowOf), width: widthOf(io), paint: io.stdout.paint }),
    );
    const sure = new Set(holders.filter(({ grounds }) => grounds !== 'near').map(({ account }) => account));
    if (sure.size > 1) await io.stderr.write(`${sure.size} users had it at that time: it is shared.\n`);
  });
}

const TITLES = ['grounds', 'user', 'role', 'firstSeen', 'lastSeen', 'session', 'confidence', 'eventId'];

function rowOf({ grounds, user, role, firstSeen, lastSeen, session, eventId }: AddressHolder): Record<string, unknown> {
  return { grounds, user, role, firstSeen, lastSeen, session: session.id, confidence: session.confidence, eventId };
}
