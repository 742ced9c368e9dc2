/**
 * `gatehouse token`: what programs show instead of a password, straight in the data folder, also beside a running server. Out: the
 * secret of a new token, once.
 */
import type { ApiToken } from '@gatehouse/model';
import { type Command, Option } from 'commander';
import type { Access } from '../access/access.js';
import { OWNER } from '../access/authority.js';
import { ROLES, type Role, SCOPES, type Scope } from '../access/caller.js';
import { TOKEN_DAYS } from '../access/tokens.js';
import { AppError } from '../errors.js';
import { addConfigOptions, type ConfigFlags } from './config.js';
import type { Io } from './io.js';
import { changeAccess, type TenantFlags, tenantsOf, tenantsText, withAccess } from './own-access.js';
import { rowsTable } from './query-output.js';
import { withTenants } from './user.js';

interface Flags extends ConfigFlags {
  readonly json?: true;
}

interface CreateFlags extends Flags, TenantFlags {
  readonly user: string;
  readonly role?: Role;
  readonly scopes?: readonly Scope[];
  readonly days: number;
}

const HELP = `
A token has at most what its owner has, now and later. Its secret is printed once; only a digest is kept.

scopes: ${SCOPES.join(', ')}; without --scopes all that the role may do

Examples:
  gatehouse token create nightly-export --user anna --scopes search,export --days 30
  gatehouse token list
  gatehouse token revoke t0123456789abcdef01`;

export function registerToken(program: Command, io: Io): void {
  const token = program
    .command('token')
    .description('API tokens: what programs sign in with')
    .addHelpText('after', HELP);
  const command = (usage: string, description: string) =>
    addConfigOptions(token.command(usage)).description(description).option('--json', 'print JSON');
  withTenants(command('create <name>', 'make a token and print its secret'))
    .requiredOption('--user <login>', 'whose it is')
    .addOption(new Option('--role <role>', "less than the owner's role").choices(ROLES))
    .option('--scopes <scopes>', 'what it is for, separated by commas', readScopes)
    .option('--days <days>', `how long it is valid: 1 to ${TOKEN_DAYS.most}`, Number, TOKEN_DAYS.default)
    .action((name: string, flags: CreateFlags) => create(io, name, flags));
  command('list', 'all tokens').action((flags: Flags) =>
    withAccess(io, flags, async ({ tokens }) => show(io, flags, await tokens.list(OWNER))),
  );
  command('revoke <id>', 'make a token worth nothing').action((id: string, flags: Flags) =>
    changeAccess(io, flags, {
      subject: 'gatehouse token revoke',
      details: { id },
      run: async ({ tokens }) => show(io, flags, [await tokens.revoke(OWNER, id)]),
    }),
  );
}

function readScopes(text: string): readonly Scope[] {
  return text.split(',').map((part) => {
    const scope = SCOPES.find((each) => each === part.trim());
    if (scope !== undefined) return scope;
    throw new AppError('option.invalid', { option: '--scopes', value: part, reason: `choose of ${SCOPES.join(', ')}` });
  });
}

async function create(io: Io, name: string, flags: CreateFlags): Promise<void> {
  const { user: owner, role, scopes, days } = flags;
  const tenants = tenantsOf(flags);
  const wanted = { name, owner, days, ...(role && { role }), ...(scopes && { scopes }) };
  const run = async ({ tokens }: Access) => {
    const made = await tokens.create(OWNER, { ...wanted, ...(tenants !== undefined && { tenants }) });
    if (flags.json === true) return io.stdout.write(`${JSON.stringify(made)}\n`);
    await io.stderr.write(`Valid until ${made.token.expiresAt}; the secret cannot be had again:\n`);
    await io.stdout.write(`${made.secret}\n`);
  };
  await changeAccess(io, flags, { subject: 'gatehouse token create', details: wanted, run });
}

async function show(io: Io, { json }: Flags, tokens: readonly ApiToken[]): Promise<void> {
  if (json === true) return io.stdout.write(`${JSON.stringify(tokens)}\n`);
  const rows = tokens.map(({ id, name, owner, role, tenants, scopes, expiresAt, usedAt }) => ({
    ...{ id, name, owner, role, customers: tenantsText(tenants), scopes: scopes?.join(', ') ?? '(all)' },
    ...{ 'valid until': expiresAt, 'last used': usedAt ?? '-' },
  }));
  const titles = ['id', 'name', 'owner', 'role', 'customers', 'scopes', 'valid until', 'last used'];
  const width = io.stdout.isTty ? io.stdout.columns : Number.POSITIVE_INFINITY;
  const { paint } = io.stdout;
  await io.stdout.write(tokens.length === 0 ? 'There is no token.\n' : rowsTable({ titles, rows, width, paint }));
}
