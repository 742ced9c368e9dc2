/**
 * `gatehouse login`: keeps the address of a server and a token for it, so that commands ask that server. In: the token, unseen or piped in.
 */
import type { Person } from '@gatehouse/model';
import type { Command } from 'commander';
import { AppError } from '../errors.js';
import { serverAt } from './chosen-server.js';
import type { Io } from './io.js';
import { readSecret } from './password.js';
import { profilePath, removeProfile, writeProfile } from './profile.js';
import { ServerClient } from './server-client.js';

interface Flags {
  readonly ca?: string;
  readonly forget?: true;
}

const HELP = `
The token is made in the page under Administration, or with gatehouse token create. It is asked for, or read from what is
piped in, and kept in ~/.config/gatehouse/profile.json, which only you may read.

Examples:
  gatehouse login https://gatehouse.example.com
  gatehouse token create laptop --user anna | tail -n 1 | gatehouse login http://127.0.0.1:8080
  gatehouse login --forget`;

export function registerLogin(program: Command, io: Io): void {
  program
    .command('login')
    .description('keep the address of a running server and a token for it; query and others ask it from then on')
    .argument('[url]', 'where the server answers, like https://gatehouse.example.com')
    .option('--ca <file>', 'authority that has signed its certificate, PEM')
    .option('--forget', 'forget the server: commands open the store again')
    .addHelpText('after', HELP)
    .action((url: string | undefined, flags: Flags) => (flags.forget === true ? forget(io) : login(io, url, flags)));
}

async function login(io: Io, url: string | undefined, { ca }: Flags): Promise<void> {
  if (url === undefined) throw new AppError('usage.invalid', { problem: 'which server?', command: 'gatehouse login' });
  const token = (await readSecret(io, 'Token')).trim();
  const server = serverAt(io, { url, token, ...(ca === undefined ? {} : { ca }) }, { token: '', ca: '' });
  const client = new ServerClient(server, new AbortController().signal);
  const { name, role } = await client.get<Person>('session');
  const path = writeProfile(io.env, { url: server.url.origin, token, ca: server.ca });
  await io.stdout.write(`Signed in to ${server.url.origin} as ${JSON.stringify(name)} (${role}); kept in ${path}.\n`);
}

async function forget(io: Io): Promise<void> {
  const path = profilePath(io.env);
  await io.stdout.write(removeProfile(io.env) ? `Forgotten: ${path}.\n` : `There was nothing to forget: ${path}.\n`);
}
