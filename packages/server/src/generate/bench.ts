/**
 * The mix on which log parsers are compared: eleven shapes in the canonical form, uniformly random, forty lines per second of
 * log time, 5,000 users who each have one client address and one inside address. Shapes and shares are fixed.
 */
import { extractedGroups, loginFailed } from './aaa-entries.js';
import { type Compression, type Endpoint, type Entry, INFORMATIONAL, NO_COMPRESSION } from './entry.js';
import { icaEnd, icaStart, type Leg } from './ica-entries.js';
import type { Gateway } from './network.js';
import { type Generated, writeLine } from './occurrence.js';
import type { GenerateOptions } from './options.js';
import { Random } from './random.js';
import { SECOND } from './stamps.js';
import { commandExecuted, handshakeDone } from './system-entries.js';
import {
  type Caller,
  deniedConnection,
  type Flow,
  httpRequest,
  login,
  logout,
  tcpConnection,
  udpFlow,
} from './vpn-entries.js';

const PER_SECOND = 40;
const FIRST_NUMBER = 3_219_635_502;
const TWO_32 = 4_294_967_296;

const HOSTS = ['XenAGEE', 'gwbench01', 'gwbench02', 'adc-edge-3'] as const;
const VSERVERS = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4'] as const;
const GROUPS = [
  [],
  [],
  ['VPN_Users'],
  ['VPN_Users', 'Engineering'],
  ['Contractors'],
  ['VPN_Users', 'Sales', 'Quotes_Approvers'],
  ['5A41C09E7D2B4F6', 'C3E8810FD9A2B74'],
] as const;
const SITES = [
  'mail.corp.example.com',
  'files.corp.example.com',
  'wiki.corp.example.com',
  'erp.corp.example.com',
  'git.corp.example.com',
] as const;
const PATHS = [
  '/',
  '/owa/service?action=GetItem',
  '/sites/lab/lists?id=3817',
  '/favicon.ico',
  '/static/js/chunk-vendors.js',
  '/api/v3/tickets/5081',
  '/Citrix/StoreWeb/Resources/List',
] as const;
const APPLICATIONS = [
  'Office Desktop $S12-7',
  'Ledger Client',
  'Payroll',
  'Circuit Designer',
  'Warehouse Terminal',
] as const;
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  'CitrixReceiver/25.1.5 Android/15 VpnCapable X1Class',
  'AGEE 25.1.1 Windows',
] as const;
const REASONS = [
  'External authentication server denied access',
  'Invalid credentials passed',
  'User account is locked out',
  'Authentication server is not reachable',
] as const;
const PORTS = [443, 2598, 1494, 445, 3389, 80, 8080, 22, 1433] as const;

interface BenchUser {
  readonly userName: string;
  readonly client: string;
  readonly inside: string;
}

/** What the shapes of one line draw from. */
interface Draw {
  readonly random: Random;
  readonly user: BenchUser;
  readonly at: number;
}

export function* bench(options: GenerateOptions): Generator<Generated> {
  const random = new Random(`${options.seed}/bench`);
  const users = createUsers(options.users, random);
  const gateways = HOSTS.flatMap((host) => [0, 1].map((node): Gateway => ({ host, nsip: '10.10.0.11', node })));
  for (let index = 0; index < options.events; index++) {
    const at = options.start + Math.floor(index / PER_SECOND) * SECOND;
    const user = users[random.below(users.length)];
    const gateway = gateways[2 * random.below(HOSTS.length) + (random.chance(10) ? 1 : 0)];
    if (user === undefined || gateway === undefined) continue;
    const entry = atOneLevel(entryOf({ random, user, at }));
    yield writeLine(
      { at, gateway, engine: random.below(6), entry, scenario: 'bench' },
      (FIRST_NUMBER + index) % TWO_32,
    );
  }
}

/** The rules of the peers expect `<134>` on every line. */
function atOneLevel(entry: Entry): Entry {
  return entry.severity === INFORMATIONAL ? entry : { ...entry, severity: INFORMATIONAL };
}

function createUsers(count: number, random: Random): readonly BenchUser[] {
  return Array.from({ length: count }, (_, id) => {
    const shape = id % 10;
    const plain = `u${random.hex(4)}.${id}`;
    const userName = shape < 7 ? plain : shape < 9 ? `${plain}@example.com` : `EXT_${plain}`;
    const client = `198.${random.between(18, 19)}.${random.below(256)}.${random.between(1, 254)}`;
    return {
      userName,
      client,
      inside: `10.${random.between(200, 207)}.${random.below(256)}.${random.between(1, 254)}`,
    };
  });
}

/** Upper bounds of the shares, in percent. */
function entryOf(draw: Draw): Entry {
  const lot = draw.random.below(100);
  if (lot < 45) return tcpConnection(flow(draw), compression(draw.random));
  if (lot < 60) return request(draw);
  if (lot < 68) return login(caller(draw), draw.random.pick(AGENTS), draw.random.pick(['Agent', 'ICA', 'Clientless']));
  if (lot < 75) return ending(draw);
  if (lot < 81) return icaStart(leg(draw, draw.at), draw.random.pick(APPLICATIONS));
  if (lot < 87) return legEnd(draw);
  if (lot < 92) return failure(draw);
  if (lot < 95) return extractedGroups(namedGroups(draw.random));
  if (lot < 97) return udpFlow(flow(draw));
  if (lot < 99) return deniedConnection(flow(draw), 'AUTHZ_DENY_ALL');
  return other(draw);
}

function caller({ random, user }: Draw): Caller {
  return {
    userName: user.userName,
    client: user.client,
    vpnSession: random.between(1, 65_000),
    vserver: { address: random.pick(VSERVERS), port: 443 },
    groups: random.pick(GROUPS),
  };
}

function namedGroups(random: Random): readonly string[] {
  const groups: readonly string[] = random.pick(GROUPS);
  return groups.length === 0 ? ['VPN_Users'] : groups;
}

function flow(draw: Draw): Flow {
  const { random, user, at } = draw;
  return {
    begin: at - lasting(random) * SECOND,
    end: at,
    sent: random.size(18),
    received: random.size(22),
    caller: caller(draw),
    nat: `203.0.113.${random.between(100, 250)}`,
    source: { address: user.inside, port: random.between(1024, 65_023) },
    destination: server(random),
  };
}

function lasting(random: Random): number {
  return random.chance(5) ? random.below(30_000) : random.below(600);
}

function server(random: Random): Endpoint {
  return { address: `10.${random.below(4)}.${random.below(256)}.${random.between(1, 254)}`, port: random.pick(PORTS) };
}

function compression(random: Random): Compression {
  if (random.chance(75)) return NO_COMPRESSION;
  return {
    sent: random.size(16),
    received: random.size(18),
    sentRatio: random.below(9900),
    receivedRatio: random.below(9900),
  };
}

function request(draw: Draw): Entry {
  const { random, at } = draw;
  const method = random.chance(80) ? 'GET' : 'POST';
  return httpRequest({
    caller: caller(draw),
    at,
    host: random.pick(SITES),
    method,
    path: random.pick(PATHS),
    singleSignOn: random.chance(50),
  });
}

function ending(draw: Draw): Entry {
  const { random, at } = draw;
  return logout(caller(draw), {
    begin: at - lasting(random) * SECOND,
    end: at,
    sent: random.size(20),
    received: random.size(26),
    tcpConnections: random.below(400),
    udpFlows: random.below(90),
    httpResources: random.below(250),
    denied: random.below(6),
    logoutMethod: random.pick(['Explicit', 'TimedOut', 'InternalError']),
    compression: compression(random),
  });
}

function leg({ random, user }: Draw, begin: number): Leg {
  return {
    userName: user.userName,
    domain: 'CORP',
    source: { address: user.client, port: random.between(1024, 65_023) },
    destination: { address: `10.${random.below(4)}.${random.below(256)}.${random.between(1, 254)}`, port: 2598 },
    connection: random.hex(8),
    begin,
  };
}

function legEnd(draw: Draw): Entry {
  const { random, at } = draw;
  const begin = at - lasting(random) * SECOND;
  return icaEnd(leg(draw, begin), { begin, end: at, sent: random.size(18), received: random.size(22) });
}

function failure({ random, user }: Draw): Entry {
  return loginFailed({
    userName: user.userName,
    client: user.client,
    reason: random.pick(REASONS),
    userAgent: random.pick(AGENTS),
  });
}

function other({ random, user }: Draw): Entry {
  if (random.chance(50)) {
    const remote = `10.9.${random.below(256)}.${random.between(1, 254)}`;
    return commandExecuted({
      module: 'CLI',
      userName: 'nsroot',
      remote,
      command: 'show vpn vserver',
      status: 'Success',
    });
  }
  const client = { address: user.client, port: random.between(1024, 65_023) };
  const vserver = { address: random.pick(VSERVERS), port: 443 };
  const handshake = { client, vserver, block: random.below(9_000_000), version: 'TLSv1.3' };
  return handshakeDone(handshake, 'TLS1.3-AES256-GCM-SHA384', random.between(5, 250));
}
