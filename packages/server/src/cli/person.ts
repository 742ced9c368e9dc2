/**
 * `gatehouse user NAME`: everything about one user of the VPN on one page.
 */
import type { VpnUser, VpnUserHabit } from '@gatehouse/model';
import type { Command } from 'commander';
import { AppError } from '../errors.js';
import type { Io } from './io.js';
import { addSessionOptions, type SessionFlags, sectionText, withSessions } from './own-sessions.js';
import { ageText, bytesText } from './status-units.js';

interface Flags extends SessionFlags {
  readonly from?: string;
  readonly to: string;
}

/** As the default command of `gatehouse user`: what is no other command is a name. */
export function addPersonCommand(user: Command, io: Io): void {
  addSessionOptions(user.command('show <name>', { isDefault: true }))
    .description('everything about a user of the VPN: sessions, places, devices, traffic, failures, what is new')
    .option('--from <date>', 'sessions that began at this time or later (90 days before the last one)')
    .option('--to <date>', 'sessions that had begun by this time', 'now')
    .action((name: string, flags: Flags) => run(io, name, flags));
}

async function run(io: Io, name: string, flags: Flags): Promise<void> {
  await withSessions(io, flags, async ({ sessions }) => {
    const from = flags.from === undefined ? {} : { from: sessions.instant(flags.from, '--from') };
    const person = await sessions.person({ name, ...from, to: sessions.instant(flags.to, '--to', 'last') });
    if (person === null) throw new AppError('person.unknown', { name });
    await io.stdout.write(flags.json === true ? `${JSON.stringify(person)}\n` : personText(io, person));
  });
}

function personText(io: Io, person: VpnUser): string {
  const tallies = [
    ['Countries', person.countries],
    ['Cities', person.cities],
    ['Networks', person.networks],
    ['Addresses', person.addresses],
    ['Devices and clients', person.devices],
    ['Applications', person.applications],
    ['Destinations', person.destinations],
    ['Hosts', person.hosts],
    ['Denied by', person.deniedByPolicies],
  ] as const;
  return [
    sectionText(io, { title: person.userName.join(', ') || person.account, rows: factsOf(person) }),
    sectionText(io, { title: 'New in the last week', rows: person.habits.map(habitRow) }),
    sectionText(io, { title: 'Latest sessions', rows: person.sessions, titles: SESSION_TITLES }),
    sectionText(io, { title: 'Failed logins', rows: person.failures.reasons }),
    ...tallies.map(([title, rows]) => sectionText(io, { title, rows })),
  ].join('');
}

const SESSION_TITLES = [
  'startTime',
  'duration',
  'state',
  'clientAddress',
  'country',
  'inByte',
  'outByte',
  'closeReason',
  'id',
];

function factsOf({ identity, totals, failures, from, to }: VpnUser): readonly object[] {
  const facts = {
    ...identity,
    time: `${from.slice(0, 10)} to ${to.slice(0, 10)}`,
    sessions: `${totals.sessions}, ${totals.activeSessions} active, ${ageText(totals.seconds)} in all`,
    downloaded: `${bytesText(totals.inByte)}, through ICA ${bytesText(totals.legInByte)}`,
    uploaded: `${bytesText(totals.outByte)}, through ICA ${bytesText(totals.legOutByte)}`,
    connections: `${totals.connections}, ${totals.requests} requests, ${totals.legs} of ICA, ${totals.denials} denials`,
    'failed logins': failures.lastTime === undefined ? '0' : `${failures.count}, the last at ${failures.lastTime}`,
  };
  return Object.entries(facts).map(([fact, value]) => ({ fact, value }));
}

function habitRow({ kind, field, value, time, session }: VpnUserHabit): object {
  return { what: HABITS[kind], field, value, time, session };
}

const HABITS: Readonly<Record<VpnUserHabit['kind'], string>> = {
  'new-value': 'never before',
  'new-hour': 'hour of day (UTC) never before',
  'more-downloaded': 'ten times the usual download',
  'more-uploaded': 'ten times the usual upload',
  'more-denied': 'ten times the usual denials',
};
