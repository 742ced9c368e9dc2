/** Who works here: people with a place, a department, an account, a device and habits. */
import {
  CENTRAL_EUROPE,
  EAST_AFRICA,
  EAST_ASIA,
  IBERIA,
  type NameStock,
  NORTH_AMERICA,
  SOUTH_AMERICA,
  SOUTH_ASIA,
} from './names.js';
import { type AddressBook, type Pair, type Server, SINGAPORE, serverNamed, VIENNA } from './network.js';
import type { Random } from './random.js';

interface Office {
  readonly city: string;
  /** Number of its block of addresses. */
  readonly place: number;
  /** Minutes east of Greenwich. */
  readonly offset: number;
  readonly names: NameStock;
  readonly pair: Pair;
}

const OFFICES = [
  { city: 'Vienna', place: 0, offset: 60, names: CENTRAL_EUROPE, pair: VIENNA },
  { city: 'Krakow', place: 1, offset: 60, names: CENTRAL_EUROPE, pair: VIENNA },
  { city: 'Lisbon', place: 2, offset: 0, names: IBERIA, pair: VIENNA },
  { city: 'Nairobi', place: 3, offset: 180, names: EAST_AFRICA, pair: VIENNA },
  { city: 'Montreal', place: 4, offset: -300, names: NORTH_AMERICA, pair: VIENNA },
  { city: 'Sao Paulo', place: 5, offset: -180, names: SOUTH_AMERICA, pair: VIENNA },
  { city: 'Bengaluru', place: 6, offset: 330, names: SOUTH_ASIA, pair: SINGAPORE },
  { city: 'Osaka', place: 7, offset: 540, names: EAST_ASIA, pair: SINGAPORE },
] as const satisfies readonly Office[];

interface Department {
  readonly name: string;
  readonly groups: readonly string[];
  readonly servers: readonly [Server, ...Server[]];
  readonly applications: readonly [string, ...string[]];
}

const EVERYONE = [serverNamed('mail'), serverNamed('files'), serverNamed('wiki')] as const;

const DEPARTMENTS = [
  {
    name: 'Engineering',
    groups: ['VPN_Users', 'Engineering'],
    servers: [...EVERYONE, serverNamed('git'), serverNamed('build'), serverNamed('lab')],
    applications: ['Engineering Desktop', 'Circuit Designer - 64 bit'],
  },
  {
    name: 'Finance',
    groups: ['VPN_Users', 'Finance'],
    servers: [...EVERYONE, serverNamed('erp'), serverNamed('ledger')],
    applications: ['Ledger Client', 'Office Desktop $S12-7'],
  },
  {
    name: 'Sales',
    groups: ['VPN_Users', 'Sales'],
    servers: [...EVERYONE, serverNamed('crm')],
    applications: ['Office Desktop $S12-7', 'Quotes & Orders'],
  },
  {
    name: 'Support',
    groups: ['VPN_Users', 'Support', 'Tickets_Agents'],
    servers: [...EVERYONE, serverNamed('tickets'), serverNamed('crm')],
    applications: ['Ticket Console', 'Remote Assistance'],
  },
  {
    name: 'People',
    groups: ['VPN_Users', 'People'],
    servers: [...EVERYONE, serverNamed('payroll')],
    applications: ['Payroll', 'Office Desktop $S12-7'],
  },
  { name: 'Logistics', groups: [], servers: [...EVERYONE, serverNamed('print')], applications: ['Warehouse Terminal'] },
] as const satisfies readonly Department[];

const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:135.0) Gecko/20100101 Firefox/135.0',
] as const;
const PLUGINS = [
  'AGEE 25.1.1 Windows',
  'CitrixSecureAccess/25.2.1 Windows/10.0 VpnCapable',
  'CitrixSecureAccess/24.12 macOS/15.3 VpnCapable',
] as const;
const RECEIVERS = [
  'CitrixReceiver/24.9.0 Windows/10.0',
  'CitrixReceiver/25.1.0 iOS/18.3 CWACapable VpnCapable',
  'CitrixReceiver/25.1.5 Android/15 VpnCapable X1Class',
] as const;

export interface Person {
  readonly id: number;
  readonly userName: string;
  /** As the terminal servers know this account: name and domain, or a principal name without one. */
  readonly ica: { readonly userName: string; readonly domain: string };
  readonly city: string;
  readonly offset: number;
  readonly pair: Pair;
  readonly department: Department;
  readonly userAgent: string;
  readonly clientType: 'Agent' | 'ICA' | 'Clientless';
  readonly home: string;
  readonly mobile: string;
  /** Traffic of this person in percent of the average. */
  readonly zeal: number;
}

export type People = readonly [Person, ...Person[]];

export function createPeople(count: number, random: Random, addresses: AddressBook): People {
  const taken = new Set<string>();
  const hire = (id: number): Person => createPerson(id, { random, addresses, taken });
  const rest = Array.from({ length: Math.max(0, count - 1) }, (_, index) => hire(index + 2));
  return [hire(1), ...rest];
}

interface Hiring {
  readonly random: Random;
  readonly addresses: AddressBook;
  readonly taken: Set<string>;
}

function createPerson(id: number, { random, addresses, taken }: Hiring): Person {
  const office: Office = random.pick(OFFICES);
  const account = createAccount(id, { office, random, taken });
  const device = createDevice(random);
  return {
    id,
    ...account,
    city: office.city,
    offset: office.offset,
    pair: office.pair,
    department: random.pick(DEPARTMENTS),
    ...device,
    home: addresses.home(office.place),
    mobile: addresses.mobile(office.place),
    zeal: random.between(30, 170),
  };
}

interface Naming {
  readonly office: Office;
  readonly random: Random;
  readonly taken: Set<string>;
}

/** Of ten accounts, five are `jdoe`, three `jane.doe@example.com`, one `jane.doe`, one a contractor's `EXT\jane.doe`. */
function createAccount(id: number, { office, random, taken }: Naming): Pick<Person, 'userName' | 'ica'> {
  const given = random.pick(office.names.given).toLowerCase();
  const family = random.pick(office.names.family).toLowerCase();
  const kind = id % 10;
  const plain = unused(kind < 5 ? `${given.charAt(0)}${family}` : `${given}.${family}`, taken);
  if (kind >= 5 && kind < 8) {
    const principal = `${plain}@example.com`;
    return { userName: principal, ica: { userName: principal, domain: '' } };
  }
  if (kind === 9) return { userName: `EXT\\${plain}`, ica: { userName: plain, domain: 'EXT' } };
  return { userName: plain, ica: { userName: plain, domain: 'EXAMPLE' } };
}

function unused(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}${number}`;
  taken.add(candidate);
  return candidate;
}

function createDevice(random: Random): Pick<Person, 'userAgent' | 'clientType'> {
  const lot = random.below(10);
  if (lot < 5) return { userAgent: random.pick(PLUGINS), clientType: 'Agent' };
  if (lot < 8) return { userAgent: random.pick(RECEIVERS), clientType: 'ICA' };
  return { userAgent: random.pick(BROWSERS), clientType: 'Clientless' };
}
