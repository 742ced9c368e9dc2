// Sessions for the commands that ask about them, straight from the data folder. What has been ingested since the last time is stitched first.

import { resolve } from 'node:path';
import { createZone } from '@gatehouse/qql';
import { type Command, Option } from 'commander';
import { AppError } from '../errors.js';
import type { Reading } from '../query/query-text.js';
import { type AskableSessions, SessionQueries } from '../sessions/session-queries.js';
import { SessionUpkeep } from '../sessions/upkeep.js';
import { openChdbStore } from '../store/chdb-store.js';
import type { EventStore } from '../store/event-store.js';
import { addStoreOptions, chosenServer, DEFAULT_DATA, type ServerFlags } from './chosen-server.js';
import type { Io } from './io.js';
import { createProgressBar } from './progress.js';
import { rowsTable } from './query-output.js';
import { RemoteSessions } from './remote-sessions.js';
import { withClient } from './server-client.js';
import { untilInterrupted } from './until-interrupted.js';

export interface SessionFlags extends ServerFlags {
  readonly tz: string;
  readonly customer?: string;
  readonly json?: true;
}

export interface OwnSessions {
  readonly sessions: AskableSessions;
}

export function addSessionOptions(command: Command): Command {
  return addStoreOptions(command)
    .option('--tz <zone>', 'time zone of dates that are given', 'UTC')
    .option('--customer <id>', 'only what belongs to this customerId')
    .addOption(new Option('--json', 'print JSON'));
}

export async function withSessions(
  io: Io,
  flags: SessionFlags,
  run: (own: OwnSessions) => Promise<void>,
): Promise<void> {
  const zone = createZone(flags.tz);
  if (zone === null) {
    const reason = 'it is no time zone; write an IANA name such as Europe/Paris';
    throw new AppError('option.invalid', { option: '--tz', value: flags.tz, reason });
  }
  const reading = { now: Date.now(), zone };
  const server = chosenServer(io, flags);
  if (server === null) return askStore(io, { flags, reading }, run);
  return withClient(io, { server, customer: flags.customer }, (client) =>
    run({ sessions: new RemoteSessions({ client, reading, timezone: flags.tz }) }),
  );
}

async function askStore(
  io: Io,
  { flags, reading }: { readonly flags: SessionFlags; readonly reading: Reading },
  run: (own: OwnSessions) => Promise<void>,
): Promise<void> {
  const store = await openChdbStore({ folder: resolve(io.cwd, flags.data ?? DEFAULT_DATA), create: false });
  const interruption = new AbortController();
  // The engine's threads do not survive an exit in the middle of a statement: the process waits for its end.
  const close = () => {
    interruption.abort();
    return store.close();
  };
  await untilInterrupted(io, { close }, async () => {
    await addSessions(io, store, interruption.signal);
    const tenants = flags.customer === undefined ? null : [flags.customer];
    await run({ sessions: new SessionQueries({ store, tenants, reading: () => reading }) });
  });
}

/** Adds what has been ingested to the sessions. What is not added before an interruption is added the next time. */
async function addSessions(io: Io, store: EventStore, signal: AbortSignal): Promise<void> {
  const bar = createProgressBar(io.stderr, 'sessions');
  const upkeep = new SessionUpkeep(store);
  await upkeep.addIngests({ signal, onProgress: (part) => bar.show({ part, lines: upkeep.totals.events }) });
  await bar.end();
}

export function widthOf({ stdout }: Io): number {
  return stdout.isTty ? stdout.columns : Number.POSITIVE_INFINITY;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly object[];
  /** Of the first row, where none are named. */
  readonly titles?: readonly string[];
}

/** A table under its title; nothing when it has no rows. */
export function sectionText(io: Io, { title, rows, titles = Object.keys(rows[0] ?? {}) }: Section): string {
  if (rows.length === 0) return '';
  const { paint } = io.stdout;
  const table = rowsTable({ titles, rows: rows as readonly Record<string, unknown>[], width: widthOf(io), paint });
  return `${paint.bold(title)}\n${table}\n`;
}
