/**
 * `gatehouse user`: the accounts of people, straight in the data folder, also beside a running server. In: the folder, and passwords from the
 * terminal or standard input. Out: what there is afterwards.
 */
import type { User } from '@gatehouse/model';
import { Argument, type Command, Option } from 'commander';
import type { Access } from '../access/access.js';
import type { AccountChange } from '../access/accounts.js';
import { OWNER } from '../access/authority.js';
import { ROLES, type Role } from '../access/caller.js';
import { addConfigOptions, type ConfigFlags } from './config.js';
import type { Io } from './io.js';
import { changeAccess, type TenantFlags, tenantsOf, tenantsText, withAccess } from './own-access.js';
import { readPassword } from './password.js';
import { addPersonCommand } from './person.js';
import { rowsTable } from './query-output.js';

interface Flags extends ConfigFlags {
  readonly json?: true;
}

interface AddFlags extends Flags, TenantFlags {
  readonly role: Role;
  readonly name?: string;
}

const HELP = `
viewer    searches
analyst   also exports, and shares searches
admin     also administrates users, tokens and customers

The password is asked for, or read from standard input; it is never an argument.

Examples:
  gatehouse user ann                                everything about this user of the VPN
  gatehouse user add anna --role analyst            of the customer of the configuration
  gatehouse user add chief --role admin --all-tenants
  pass show gatehouse | gatehouse user add anna
  gatehouse user role anna viewer --tenants a,b`;

export function registerUser(program: Command, io: Io): void {
  const user = program
    .command('user')
    .description('a user of the VPN, and the people who may sign in here')
    .addHelpText('after', HELP);
  addPersonCommand(user, io);
  const command = (usage: string, description: string) =>
    addConfigOptions(user.command(usage)).description(description).option('--json', 'print JSON');
  withTenants(command('add <login>', 'add somebody; asks for the password'))
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('viewer'))
    .option('--name <name>', 'as others see it')
    .action((login: string, flags: AddFlags) => add(io, login, flags));
  command('list', 'who there is').action((flags: Flags) => list(io, flags));
  command('disable <login>', 'let somebody in no more, and end their sessions').action((login: string, flags: Flags) =>
    change(io, flags, { login, isDisabled: true }),
  );
  command('enable <login>', 'let them in again').action((login: string, flags: Flags) =>
    change(io, flags, { login, isDisabled: false }),
  );
  command('remove <login>', 'remove somebody').action((login: string, flags: Flags) => remove(io, login, flags));
  command('password <login>', 'give somebody another password; ends their sessions').action(
    (login: string, flags: Flags) => setPassword(io, login, flags),
  );
  withTenants(command('role <login>', 'change what somebody may do'))
    .addArgument(new Argument('<role>').choices(ROLES))
    .action((login: string, role: Role, flags: Flags & TenantFlags) => setRole(io, flags, { login, role }));
}

export function withTenants(command: Command): Command {
  return command
    .addOption(new Option('--tenants <ids>', 'customers, separated by commas').conflicts('allTenants'))
    .option('--all-tenants', 'all customers, also those to come');
}

async function add(io: Io, login: string, flags: AddFlags): Promise<void> {
  const { role, name } = flags;
  const run = async ({ accounts, customers }: Access) => {
    const asked = tenantsOf(flags);
    const configured = (await customers.list(OWNER)).filter(({ isConfigured }) => isConfigured).map(({ id }) => id);
    const tenants = asked === undefined ? configured : asked;
    const password = await readPassword(io);
    const added = await accounts.add(OWNER, { login, role, tenants, password, ...(name !== undefined && { name }) });
    await show(io, flags, [added]);
  };
  const details = { login, role, ...tenantDetails(flags) };
  await changeAccess(io, flags, { subject: 'gatehouse user add', details, run });
}

function tenantDetails(flags: TenantFlags): Readonly<Record<string, unknown>> {
  const tenants = tenantsOf(flags);
  return tenants === undefined ? {} : { tenants };
}

async function list(io: Io, flags: Flags): Promise<void> {
  await withAccess(io, flags, async ({ accounts }) => {
    const users: User[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: Awaited<ReturnType<typeof accounts.list>> = await accounts.list(OWNER, next);
      users.push(...page.users);
      next = page.next;
    }
    await show(io, flags, users);
  });
}

type Change = AccountChange & { readonly login: string };

async function change(io: Io, flags: Flags, { login, ...changes }: Change): Promise<void> {
  await changeAccess(io, flags, {
    subject: 'gatehouse user change',
    details: { login, ...changes },
    run: async ({ accounts }) => show(io, flags, [await accounts.change(OWNER, login, changes)]),
  });
}

async function setRole(io: Io, flags: Flags & TenantFlags, to: { login: string; role: Role }): Promise<void> {
  const tenants = tenantsOf(flags);
  await change(io, flags, { ...to, ...(tenants !== undefined && { tenants }) });
}

async function setPassword(io: Io, login: string, flags: Flags): Promise<void> {
  const run = async ({ accounts }: Access) => {
    await accounts.get(OWNER, login);
    await show(io, flags, [await accounts.setPassword(OWNER, login, await readPassword(io))]);
  };
  await changeAccess(io, flags, { subject: 'gatehouse user password', details: { login }, run });
}

async function remove(io: Io, login: string, flags: Flags): Promise<void> {
  const run = ({ accounts }: Access) => accounts.remove(OWNER, login);
  await changeAccess(io, flags, { subject: 'gatehouse user remove', details: { login }, run });
  await io.stdout.write(flags.json === true ? '{}\n' : 'removed\n');
}

async function show(io: Io, { json }: Flags, users: readonly User[]): Promise<void> {
  if (json === true) return io.stdout.write(`${JSON.stringify(users)}\n`);
  const rows = users.map(({ login, name, role, tenants, isDisabled, lastLoginAt }) => ({
    ...{ login, name, role, customers: tenantsText(tenants) },
    state: isDisabled ? 'disabled' : 'enabled',
    'last login': lastLoginAt ?? '-',
  }));
  const titles = ['login', 'name', 'role', 'customers', 'state', 'last login'];
  const width = io.stdout.isTty ? io.stdout.columns : Number.POSITIVE_INFINITY;
  await io.stdout.write(
    users.length === 0 ? 'There is no user yet.\n' : rowsTable({ titles, rows, width, paint: io.stdout.paint }),
  );
}
