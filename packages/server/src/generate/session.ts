/**
 * One VPN session from the first handshake to the logout, as the appliance logs it: what it does not log itself (who is really
 * at the other end, whether a line was lost) comes from the plan, which scenarios change.
 */
import { aaaMessage, extractedGroups, loginFailed, WRONG_PASSWORD } from './aaa-entries.js';
import { type Endpoint, type Entry, NO_COMPRESSION, type Span } from './entry.js';
import { icaEnd, icaStart, type Leg } from './ica-entries.js';
import { ENGINES, NAME_SERVER, PAIRS, serverNamed, TERMINAL_SERVERS } from './network.js';
import type { Occurrence } from './occurrence.js';
import type { Person } from './people.js';
import type { Random } from './random.js';
import { MINUTE, SECOND, wholeSecond } from './stamps.js';
import { handshakeDone } from './system-entries.js';
import {
  type Caller,
  deniedConnection,
  deniedRequest,
  type Flow,
  httpRequest,
  login,
  logout,
  tcpConnection,
  timedOutConnection,
  udpFlow,
  type WebRequest,
} from './vpn-entries.js';

export type SessionLine = 'LOGIN' | 'LOGOUT' | 'ICAEND_CONNSTAT';

export interface SessionPlan extends Span {
  /** Running number, by which scenarios choose. */
  readonly index: number;
  /** Name of the true session. */
  readonly key: string;
  readonly person: Person;
  readonly vpnSession: number;
  readonly scenario: string;
  /** Where the client is at first, and to where it moves. */
  readonly client: string;
  readonly moves: readonly Move[];
  readonly userAgent: string;
  /** How many connections and requests there are. */
  readonly connections: number;
  /** Downloads of a connection reach 2^appetite bytes. */
  readonly appetite: number;
  /** From an instant on, somebody else sends through the session from an address of his own. */
  readonly stolen?: { readonly at: number; readonly source: string };
  readonly unlogged: readonly SessionLine[];
}

export interface Move {
  readonly at: number;
  readonly client: string;
}

/** Sessions begin with up to this much of handshakes and mistyped passwords. */
export const PRELUDE = 2 * MINUTE;

const PATHS = [
  '/',
  '/search?q=quarterly+report',
  '/api/v2/items?page=4',
  '/static/app.css',
  '/sites/news/home.aspx',
  '/login',
  '/Citrix/StoreWeb/Resources/List',
] as const;
const CIPHERS = ['TLS1.3-AES256-GCM-SHA384', 'TLS1.2-ECDHE-RSA-AES256-GCM-SHA384'] as const;
const COVETED = [serverNamed('payroll'), serverNamed('ledger'), serverNamed('git'), serverNamed('files')] as const;
const DENYING_POLICY = 'AUTHZ_DENY_OTHER_DEPARTMENTS';

interface Scene {
  readonly plan: SessionPlan;
  readonly random: Random;
  readonly occurrences: Occurrence[];
  readonly tally: Tally;
}

/** What the logout will add up: what was let through. */
interface Tally {
  tcpConnections: number;
  udpFlows: number;
  httpResources: number;
  denied: number;
  sent: number;
  received: number;
}

export function playSession(plan: SessionPlan, random: Random): readonly Occurrence[] {
  const tally: Tally = { tcpConnections: 0, udpFlows: 0, httpResources: 0, denied: 0, sent: 0, received: 0 };
  const scene: Scene = { plan, random, occurrences: [], tally };
  arrive(scene);
  for (let count = 0; count < plan.connections; count++) connect(scene);
  leave(scene);
  return scene.occurrences;
}

interface Logged {
  readonly at: number;
  readonly entry: Entry;
  readonly trick?: string | undefined;
  readonly isOutside?: boolean;
}

function log(scene: Scene, { at, entry, trick, isOutside }: Logged): void {
  const { plan, random } = scene;
  const isLost = plan.unlogged.some((eventName) => eventName === entry.eventName);
  if (isLost) return;
  scene.occurrences.push({
    at,
    gateway: plan.person.pair.active,
    engine: random.below(ENGINES),
    entry,
    scenario: plan.scenario,
    ...(isOutside === true ? {} : { session: plan.key }),
    ...(trick === undefined ? {} : { trick }),
  });
}

function clientAt(plan: SessionPlan, instant: number): string {
  return plan.moves.findLast((move) => move.at <= instant)?.client ?? plan.client;
}

function callerAt(plan: SessionPlan, instant: number): Caller {
  const { person, vpnSession } = plan;
  return {
    userName: person.userName,
    client: clientAt(plan, instant),
    vpnSession,
    vserver: person.pair.vserver,
    groups: person.department.groups,
  };
}

function arrive(scene: Scene): void {
  const { plan, random } = scene;
  const { begin, person, client, userAgent } = plan;
  const mistyped = random.chance(8) ? random.between(1, 2) : 0;
  for (let left = mistyped; left > 0; left--) {
    const entry = loginFailed({ userName: person.userName, client, reason: WRONG_PASSWORD, userAgent });
    log(scene, { at: begin - left * random.between(12, 25) * SECOND, entry, trick: 'mistyped', isOutside: true });
  }
  const handshake = {
    client: { address: client, port: random.between(1024, 65_535) },
    vserver: person.pair.vserver,
    block: random.below(9_000_000),
    version: 'TLSv1.3',
  };
  log(scene, { at: begin - 4 * SECOND, entry: handshakeDone(handshake, random.pick(CIPHERS), random.between(8, 240)) });
  if (random.chance(10))
    log(scene, { at: begin - SECOND, entry: aaaMessage(`Succeeded policy for user ${person.userName} = ldap_corp`) });
  const { groups } = person.department;
  if (groups.length > 0) log(scene, { at: begin - SECOND, entry: extractedGroups(groups) });
  log(scene, { at: begin, entry: login(callerAt(plan, begin), userAgent, person.clientType) });
}

function leave(scene: Scene): void {
  const { plan, random, tally } = scene;
  const { begin, end } = plan;
  const isExplicit = random.chance(60);
  const caller = callerAt(plan, end);
  if (!isExplicit && random.chance(20)) {
    log(scene, { at: end, entry: timedOutConnection(caller, insideAddress(plan.person), end - 30 * MINUTE) });
  }
  const logoutMethod = isExplicit ? 'Explicit' : 'TimedOut';
  log(scene, { at: end, entry: logout(caller, { begin, end, ...tally, logoutMethod, compression: NO_COMPRESSION }) });
}

/** Chances in percent of what a client of a kind does next; the rest are name look-ups. */
const HABITS = {
  Agent: { tcp: 72, http: 12, ica: 2 },
  ICA: { tcp: 8, http: 37, ica: 45 },
  Clientless: { tcp: 12, http: 82, ica: 0 },
} as const;

function connect(scene: Scene): void {
  const { plan, random } = scene;
  const span = someSpan(plan, random);
  if (plan.stolen !== undefined && span.begin >= plan.stolen.at && random.chance(45)) return intrude(scene, span);
  const habits = HABITS[plan.person.clientType];
  const lot = random.below(100);
  if (lot < habits.ica) return playLeg(scene, span);
  if (random.chance(2)) return beDenied(scene, span);
  if (lot < habits.ica + habits.http) return request(scene, span.end);
  if (lot < habits.ica + habits.http + habits.tcp) return exchange(scene, span);
  return lookUp(scene, span);
}

/** Most connections are short, some last as long as the session. */
function someSpan(plan: SessionPlan, random: Random): Span {
  const { begin, end } = plan;
  const start = begin + wholeSecond(random.below(end - begin - SECOND));
  const isLong = random.chance(6);
  const lasting = isLong ? random.below(end - start) : Math.min(random.size(8) * SECOND, end - start);
  return { begin: start, end: start + wholeSecond(lasting) };
}

function insideAddress(person: Person): string {
  return `${person.pair.insidePrefix}.${Math.floor(person.id / 250) % 256}.${1 + (person.id % 250)}`;
}

interface Route {
  readonly destination: Endpoint;
  readonly source?: string;
}

/** The client's end of a connection is the client itself, unless somebody else uses the session. */
function flowOf(scene: Scene, span: Span, route: Route): Flow {
  const { plan, random } = scene;
  const caller = callerAt(plan, span.end);
  const source = { address: route.source ?? caller.client, port: random.between(1024, 65_535) };
  const volume = { sent: random.size(15), received: random.size(plan.appetite) };
  return { ...span, ...volume, caller, nat: insideAddress(plan.person), source, destination: route.destination };
}

function count(scene: Scene, flow: Flow): void {
  scene.tally.sent += flow.sent;
  scene.tally.received += flow.received;
}

function exchange(scene: Scene, span: Span): void {
  const server = scene.random.pick(scene.plan.person.department.servers);
  const flow = flowOf(scene, span, { destination: server });
  count(scene, flow);
  scene.tally.tcpConnections += 1;
  log(scene, { at: span.end, entry: tcpConnection(flow, NO_COMPRESSION) });
}

function intrude(scene: Scene, span: Span): void {
  const { plan, random, tally } = scene;
  const trick = 'stolen';
  const flow = flowOf(scene, span, { destination: random.pick(COVETED), source: plan.stolen?.source ?? plan.client });
  if (random.chance(25)) {
    tally.denied += 1;
    log(scene, { at: span.begin, entry: deniedConnection({ ...flow, received: 0 }, DENYING_POLICY), trick });
    return;
  }
  count(scene, flow);
  tally.tcpConnections += 1;
  log(scene, { at: span.end, entry: tcpConnection(flow, NO_COMPRESSION), trick });
}

function lookUp(scene: Scene, span: Span): void {
  const short = { begin: span.begin, end: Math.min(span.end, span.begin + 2 * MINUTE) };
  const { random } = scene;
  const flow = {
    ...flowOf(scene, short, { destination: NAME_SERVER }),
    sent: random.between(28, 70),
    received: random.between(44, 480),
  };
  count(scene, flow);
  scene.tally.udpFlows += 1;
  log(scene, { at: short.end, entry: udpFlow(flow) });
}

function requestAt(scene: Scene, at: number): WebRequest {
  const { plan, random } = scene;
  const { host } = random.pick(plan.person.department.servers);
  const method = random.chance(80) ? 'GET' : 'POST';
  return { caller: callerAt(plan, at), at, host, method, path: random.pick(PATHS), singleSignOn: random.chance(50) };
}

function request(scene: Scene, at: number): void {
  scene.tally.httpResources += 1;
  log(scene, { at, entry: httpRequest(requestAt(scene, at)) });
}

function beDenied(scene: Scene, span: Span): void {
  const { random } = scene;
  scene.tally.denied += 1;
  const entry = random.chance(60)
    ? deniedConnection({ ...flowOf(scene, span, { destination: random.pick(COVETED) }), received: 0 }, DENYING_POLICY)
    : deniedRequest(requestAt(scene, span.begin), DENYING_POLICY, random.size(10));
  log(scene, { at: span.begin, entry });
}

function playLeg(scene: Scene, span: Span): void {
  const { plan, random } = scene;
  const leg: Leg = {
    ...plan.person.ica,
    source: { address: clientAt(plan, span.begin), port: random.between(1024, 65_535) },
    destination: { address: random.pick(TERMINAL_SERVERS), port: 2598 },
    connection: random.hex(8),
    begin: span.begin,
    ...(plan.person.pair === PAIRS[1] ? { uuid: uuidFrom(random) } : {}),
  };
  log(scene, { at: span.begin, entry: icaStart(leg, random.pick(plan.person.department.applications)) });
  log(scene, { at: span.end, entry: icaEnd(leg, { ...span, sent: random.size(18), received: random.size(24) }) });
}

function uuidFrom(random: Random): string {
  return [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');
}
