/**
 * What goes on besides sessions: administrators, monitors that flap, traps, strangers who scan the gateway, plain connections.
 * Amounts per day follow the size of the output, so that they stay a few percent of it.
 */
import { loginFailed, WRONG_PASSWORD } from './aaa-entries.js';
import type { Entry } from './entry.js';
import { GUESSED_NAMES } from './names.js';
import { ENGINES, type Gateway, PAIRS, type Pair } from './network.js';
import type { Occurrence } from './occurrence.js';
import type { Random } from './random.js';
import { type ScenarioDay, someInstant, type Task } from './scenario.js';
import { MINUTE, SECOND } from './stamps.js';
import {
  commandExecuted,
  connectionTerminated,
  deviceChanged,
  handshakeFailed,
  loginTrap,
  monitorChanged,
  trap,
} from './system-entries.js';

const COMMANDS = [
  'show ns license',
  'show vpn vserver',
  'stat ssl',
  'save ns config',
  'set aaa parameter -maxAAAUsers 500',
  'bind vpn vserver VPN_CORP -policy "SESS_POL_CORP" -priority 100',
  'add policy expression is_mobile "HTTP.REQ.HEADER(\\"User-Agent\\").CONTAINS(\\"CitrixReceiver\\")" - clientSecurityMessage none',
  'show ha node',
] as const;
const FAILURES = [
  'Fatal alert received',
  'Wrong protocol version in the message',
  'Handshake failure-Internal Error',
] as const;
const MONITORS = ['mail_https', 'ldaps_corp', 'storefront', 'radius_mfa'] as const;
const ADMINISTRATORS = ['nsroot', 'op.brandauer', 'op.iyer'] as const;

const LINES_PER_HAPPENING = 1.35;

type Happening = (place: Place) => readonly Told[];

interface Place {
  readonly random: Random;
  readonly pair: Pair;
  readonly day: ScenarioDay;
  readonly at: number;
}

interface Told {
  readonly at: number;
  readonly gateway: Gateway;
  readonly entry: Entry;
  readonly trick?: string;
}

/** How often in a day of ordinary size, and what. */
const HAPPENINGS: readonly { readonly perDay: number; readonly happen: Happening }[] = [
  { perDay: 9, happen: administer },
  { perDay: 1, happen: mistypeAdministrator },
  { perDay: 3, happen: flap },
  { perDay: 1, happen: loseServer },
  { perDay: 3, happen: trapResource },
  { perDay: 8, happen: scan },
  { perDay: 4, happen: guess },
  { perDay: 12, happen: terminate },
];

/** About how many lines a day's background has. */
export function backgroundLines(size: number): number {
  return HAPPENINGS.reduce((sum, { perDay }) => sum + amount(perDay, size), 0) * LINES_PER_HAPPENING;
}

function amount(perDay: number, size: number): number {
  return Math.max(1, Math.round(perDay * size));
}

/** `size` is the output's share of a day of ordinary size. */
export function planBackground(day: ScenarioDay, size: number): readonly Task[] {
  const { random } = day;
  return HAPPENINGS.flatMap(({ perDay, happen }) =>
    Array.from({ length: amount(perDay, size) }, () => {
      const at = someInstant(day);
      const pair = random.pick(PAIRS);
      return { at, play: () => happen({ random, pair, day, at }).map((told) => occurrence(told, random)) };
    }),
  );
}

function occurrence(told: Told, random: Random): Occurrence {
  return { ...told, engine: random.below(ENGINES), scenario: 'normal' };
}

function administer({ random, pair, at }: Place): readonly Told[] {
  const userName = random.pick(ADMINISTRATORS);
  const remote = `10.${pair === PAIRS[0] ? 1 : 2}.9.${random.between(10, 40)}`;
  const module = random.pick(['GUI', 'CLI', 'API'] as const);
  return Array.from({ length: random.between(1, 3) }, (_, index) => ({
    at: at + index * 20 * SECOND,
    gateway: pair.active,
    entry: commandExecuted({ module, userName, remote, command: random.pick(COMMANDS), status: 'Success' }),
  }));
}

function mistypeAdministrator({ random, pair, at }: Place): readonly Told[] {
  const remote = `10.1.9.${random.between(10, 40)}`;
  const status = 'ERROR: Invalid username or password';
  const entry = commandExecuted({
    module: 'CLI',
    userName: 'nsroot',
    remote,
    command: 'login nsroot ********',
    status,
  });
  const gateway = pair.standby;
  return [
    { at, gateway, entry },
    { at: at + SECOND, gateway, entry: loginTrap('nsroot', gateway.nsip) },
  ];
}

function flap({ random, pair, at }: Place): readonly Told[] {
  const monitor = `MonServiceBinding_10.1.1.${random.between(20, 32)}:443_(${random.pick(MONITORS)})(svc_${random.pick(MONITORS)})`;
  const gateway = pair.active;
  return [
    { at, gateway, entry: monitorChanged(monitor, 'DOWN') },
    { at: at + random.between(5, 90) * SECOND, gateway, entry: monitorChanged(monitor, 'UP') },
  ];
}

function loseServer({ random, pair, at }: Place): readonly Told[] {
  const device = `server_serviceGroup_NSSVC_TCP_10.1.0.${random.between(20, 40)}:636(SVG_LDAPS?DC${random.between(1, 4)}?636)`;
  return [
    { at, gateway: pair.active, entry: deviceChanged(device, 'DOWN') },
    { at: at + random.between(2, 30) * MINUTE, gateway: pair.active, entry: deviceChanged(device, 'UP') },
  ];
}

function trapResource({ random, pair, at }: Place): readonly Told[] {
  const usage = random.between(91, 98);
  const entry = trap(
    'cpuUtilization',
    `alarmHighThreshold = 90, cpuUsage = ${usage}, sysIpAddress = ${pair.active.nsip}`,
  );
  return [{ at, gateway: pair.active, entry }];
}

function scan({ random, pair, day, at }: Place): readonly Told[] {
  const client = { address: day.world.addresses.abroad(), port: random.between(1024, 65_535) };
  const handshake = { client, vserver: pair.vserver, block: random.below(9_000_000), version: 'TLSv1.0' };
  return [{ at, gateway: pair.active, entry: handshakeFailed(handshake, random.pick(FAILURES)) }];
}

function guess({ random, pair, day, at }: Place): readonly Told[] {
  const client = day.world.addresses.abroad();
  const userName = random.pick(GUESSED_NAMES);
  const entry = loginFailed({
    userName,
    client,
    reason: WRONG_PASSWORD,
    userAgent: 'Mozilla/5.0 (compatible; NetScan/1.4)',
  });
  return [{ at, gateway: pair.active, entry, trick: 'guess' }];
}

function terminate({ random, pair, at }: Place): readonly Told[] {
  const begin = at - random.between(0, 300) * SECOND;
  const source = { address: `10.1.1.${random.between(20, 40)}`, port: 443 };
  const destination = { address: pair.active.nsip, port: random.between(1024, 65_535) };
  const record = { begin, end: at, sent: random.size(12), received: random.size(16) };
  return [{ at, gateway: pair.active, entry: connectionTerminated(source, destination, record) }];
}
