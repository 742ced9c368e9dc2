/**
 * `gatehouse session ID`: one VPN session with everything that is known of it, and the events that it rests on.
 */
import { type SessionDetail, VPN_SESSION_FIELDS } from '@gatehouse/model';
import type { Command } from 'commander';
import { AppError } from '../errors.js';
import type { Io } from './io.js';
import { addSessionOptions, type SessionFlags, sectionText, withSessions } from './own-sessions.js';

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
  await withSessions(io, flags, async ({ sessions }) => {
    const detail = await sessions.one(id);
    if (detail === null) throw new AppError('session.unknown', { id });
    await io.stdout.write(flags.json === true ? `${JSON.stringify(detail)}\n` : detailText(io, detail));
  });
}

function detailText(io: Io, { session, addresses, legs, denials, changes, evidence }: SessionDetail): string {
  const facts = VPN_SESSION_FIELDS.filter(({ token }) => session[token] !== undefined);
  const lines = facts.map(({ token }) => ({ field: token, value: session[token] }));
  return [
    sectionText(io, { title: `Session ${session.id ?? ''}`, rows: lines }),
    sectionText(io, { title: 'Addresses', rows: addresses }),
    sectionText(io, { title: 'ICA connections', rows: legs, titles: LEG_TITLES }),
    sectionText(io, { title: 'Denials', rows: denials, titles: DENIAL_TITLES }),
    sectionText(io, { title: 'What changed while it was open', rows: changes, titles: CHANGE_TITLES }),
    sectionText(io, { title: 'Events that it rests on', rows: evidence, titles: EVIDENCE_TITLES }),
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
const DENIAL_TITLES = ['time', 'event', 'policy', 'target', 'eventId'];
const CHANGE_TITLES = ['time', 'field', 'value', 'before'];
const EVIDENCE_TITLES = ['time', 'role', 'event', 'device', 'eventId'];
