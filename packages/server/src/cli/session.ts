/**
 * `gatehouse session ID`: one VPN session with everything that is known of it, and the events that it rests on.
 */
import { VPN_SESSION_FIELDS } from '@gatehouse/model';
import type { Command } from 'commander';
import { AppError } from '../errors.js';
import type { PrintedEvent } from '../map/print.js';
import type { SessionDetails } from '../sessions/session-details.js';
import type { Io } from './io.js';
import { addSessionOptions, type OwnSessions, type SessionFlags, sectionText, withSessions } from './own-sessions.js';

const HELP = `
Examples:
  gatehouse sessions 'account: ann'          the ids are in the last column
  gatehouse session 4f1c9a02be17-mmt9y4a0
  gatehouse session 4f1c9a02be17-mmt9y4a0 --json | jq .evidence`;

export function registerSession(program: Command, io: Io): void {
  addSessionOptions(program.command('session'))
    .description('show one VPN session, and the events that it rests on')
    .argument('<id>', 'id of the session, as gatehouse sessions prints it')
    .addHelpText('after', HELP)
    .action((id: string, flags: SessionFlags) => run(io, id, flags));
}

async function run(io: Io, id: string, flags: SessionFlags): Promise<void> {
  await withSessions(io, flags, async (own) => {
    const session = await own.sessions.one(id);
    if (session === null) throw new AppError('session.unknown', { id });
    if (flags.json === true) return io.stdout.write(`${JSON.stringify(session)}\n`);
    await io.stdout.write(detailsText(io, session));
    const rows = await evidenceOf(own, session);
    await io.stdout.write(sectionText(io, { title: 'Events that it rests on', rows, titles: EVENT_TITLES }));
  });
}

function detailsText(io: Io, session: SessionDetails): string {
  const facts = VPN_SESSION_FIELDS.filter(({ token }) => session[token] !== undefined);
  const lines = facts.map(({ token }) => ({ field: token, value: session[token] }));
  return [
    sectionText(io, { title: `Session ${session.id ?? ''}`, rows: lines }),
    sectionText(io, { title: 'Addresses', rows: session.addresses }),
    sectionText(io, { title: 'ICA connections', rows: session.connectionsOverIca, titles: LEG_TITLES }),
  ].join('');
}

const LEG_TITLES = [
  'startTime',
  'endTime',
  'application',
  'clientAddress',
  'destination',
  'inByte',
  'outByte',
  'connection',
];
const EVENT_TITLES = [
  'eventTime',
  'eventName',
  'userName',
  'sourceIpv4',
  'destinationIpv4',
  'deviceName',
  'eventId',
] as const;

async function evidenceOf({ events }: OwnSessions, { evidence }: SessionDetails): Promise<readonly PrintedEvent[]> {
  if (evidence.length === 0) return [];
  const page = await events.search({
    query: `eventId: [${evidence.join(', ')}]`,
    limit: evidence.length,
    fields: EVENT_TITLES,
  });
  return [...page.events].reverse();
}
