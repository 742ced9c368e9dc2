// Whether a command asks a running server or opens the store itself: --data names a store, --url a server, a profile the server of the
// person; with none of them it is the store in the folder `data`.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError, fileError } from '../errors.js';
import { isLoopback } from '../loopback.js';
import type { Io } from './io.js';
import { readProfile } from './profile.js';
import type { Server } from './server-exchange.js';

export interface ServerFlags {
  readonly data?: string;
  readonly url?: string;
  readonly token?: string;
  readonly ca?: string;
}

/** Folder of the store where none is named. */
export const DEFAULT_DATA = 'data';

/** For commands that open the store or ask a server. */
export function addStoreOptions(command: Command): Command {
  return addServerOptions(
    command.option('--data <folder>', `folder of the event store (default: "${DEFAULT_DATA}", without a server)`),
  );
}

export function addServerOptions(command: Command): Command {
  return command
    .option('--url <address>', 'ask the server that answers there, instead of opening the store')
    .option('--token <token>', 'API token for it; better in GATEHOUSE_TOKEN or kept by gatehouse login')
    .option('--ca <file>', 'authority that has signed its certificate, PEM');
}

/** Null: the store itself. */
export function chosenServer(io: Io, flags: ServerFlags): Server | null {
  if (flags.url === undefined && flags.data !== undefined) return null;
  const profile = flags.url === undefined ? readProfile(io.env) : null;
  const url = flags.url ?? profile?.url;
  if (url === undefined) return null;
  return serverAt(io, { ...flags, url }, profile ?? { token: '', ca: '' });
}

export function serverAt(
  io: Io,
  { url: text, token, ca }: ServerFlags & { readonly url: string },
  known: { readonly token: string; readonly ca: string },
): Server {
  const url = checkedUrl(text);
  const shown = token ?? io.env['GATEHOUSE_TOKEN'] ?? known.token;
  if (shown !== '' && url.protocol === 'http:' && !isOwn(url.hostname)) {
    const reason = 'a token is sent encrypted only: use https, or ask on the machine of the server';
    throw new AppError('option.invalid', { option: '--url', value: text, reason });
  }
  return { url, token: shown, ca: ca === undefined ? known.ca : readCa(io, ca) };
}

function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  const reason = 'write it with its protocol and port, like http://127.0.0.1:8080';
  throw new AppError('option.invalid', { option: '--url', value: text, reason });
}

function isOwn(hostname: string): boolean {
  return hostname === 'localhost' || isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'));
}

function readCa(io: Io, file: string): string {
  const path = resolve(io.cwd, file);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fileError(error, path);
  }
}
