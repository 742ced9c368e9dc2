/** What an appliance logs beside VPN sessions: administrators, handshakes, plain connections, monitors, traps, audit of other modules. */
import {
  ALERT,
  clientFacts,
  destinationFacts,
  type Endpoint,
  type Entry,
  ERROR,
  type Facts,
  INFORMATIONAL,
  type Span,
  sourceAddressFact,
  sourceFacts,
  spanFacts,
  type Volume,
  volumeFacts,
  vserverFacts,
  written,
  writtenVolume,
} from './entry.js';

export interface Command {
  readonly module: 'GUI' | 'CLI' | 'API';
  readonly userName: string;
  readonly remote: string;
  readonly command: string;
  /** `Success`, or `ERROR: ` and the reason. */
  readonly status: string;
}

/** `User U - ADM_User NONE - Remote_ip IP - Command "C" - Status "S"` */
export function commandExecuted(run: Command): Entry {
  const { userName, remote, command, status } = run;
  const result: Facts = status.startsWith('ERROR: ')
    ? { outcome: 'Failure', message: status.slice('ERROR: '.length) }
    : { outcome: 'Success' };
  return {
    category: run.module,
    eventName: 'CMD_EXECUTED',
    severity: INFORMATIONAL,
    write: () => `User ${userName} - ADM_User NONE - Remote_ip ${remote} - Command "${command}" - Status "${status}"`,
    facts: () => ({ userName, ...sourceAddressFact(remote), command, ...result }),
  };
}

export interface Handshake {
  readonly client: Endpoint;
  readonly vserver: Endpoint;
  readonly block: number;
  readonly version: string;
}

function handshakeEnds(handshake: Handshake): string {
  const { client, vserver } = handshake;
  return (
    `SPCBId ${handshake.block} - ClientIP ${client.address} - ClientPort ${client.port}` +
    ` - VserverServiceIP ${vserver.address} - VserverServicePort ${vserver.port} - ClientVersion ${handshake.version}`
  );
}

function handshakeFacts(handshake: Handshake): Facts {
  const { client, vserver } = handshake;
  return { ...clientFacts(client.address), sourcePort: client.port, ...vserverFacts(vserver) };
}

export function handshakeDone(handshake: Handshake, cipher: string, tookMs: number): Entry {
  return {
    category: 'SSLLOG',
    eventName: 'SSL_HANDSHAKE_SUCCESS',
    severity: INFORMATIONAL,
    write: () => `${handshakeEnds(handshake)} - CipherSuite "${cipher}" - Session New  - HandshakeTime ${tookMs} ms`,
    facts: () => ({ ...handshakeFacts(handshake), outcome: 'Success' }),
  };
}

export function handshakeFailed(handshake: Handshake, reason: string): Entry {
  return {
    category: 'SSLLOG',
    eventName: 'SSL_HANDSHAKE_FAILURE',
    severity: INFORMATIONAL,
    write: () => `${handshakeEnds(handshake)} - CipherSuite "NA"Session New - Reason "${reason}"`,
    facts: () => ({ ...handshakeFacts(handshake), message: reason, outcome: 'Failure' }),
  };
}

/** `Source IP:PORT - Destination IP:PORT - Start Time T GMT - End Time T GMT - …`: labels with blanks, times unquoted. */
export function connectionTerminated(source: Endpoint, destination: Endpoint, record: Span & Volume): Entry {
  return {
    category: 'TCP',
    eventName: 'CONN_TERMINATE',
    severity: INFORMATIONAL,
    write: ({ stamp, zone }) =>
      `Source ${written(source)} - Destination ${written(destination)} - Start Time ${stamp(record.begin)}${zone}` +
      ` - End Time ${stamp(record.end)}${zone} - ${writtenVolume(record)}`,
    facts: () => ({
      ...sourceFacts(source),
      ...destinationFacts(destination),
      ...spanFacts(record),
      ...volumeFacts(record),
    }),
  };
}

export function monitorChanged(monitor: string, state: 'UP' | 'DOWN'): Entry {
  return {
    category: 'EVENT',
    eventName: `MONITOR${state}`,
    severity: state === 'UP' ? INFORMATIONAL : ERROR,
    write: () => `Monitor ${monitor} - State ${state}`,
    facts: () => ({}),
  };
}

export function deviceChanged(device: string, state: 'UP' | 'DOWN'): Entry {
  return {
    category: 'EVENT',
    eventName: `DEVICE${state}`,
    severity: state === 'UP' ? INFORMATIONAL : ALERT,
    write: () => `Device "${device}" - State ${state}`,
    facts: () => ({}),
  };
}

/** Trap of a failed administrator's login: `netScalerLoginFailure (nsUserName = "U", sysIpAddress = IP)`. */
export function loginTrap(userName: string, nsip: string): Entry {
  return {
    category: 'SNMP',
    eventName: 'TRAP_SENT',
    severity: INFORMATIONAL,
    write: () =>
      `netScalerLoginFailure (nsUserName = "${userName}", sysIpAddress = ${nsip}, nsPartitionName = default)`,
    facts: () => ({ userName, outcome: 'Failure' }),
  };
}

export function trap(name: string, variables: string): Entry {
  return {
    category: 'SNMP',
    eventName: 'TRAP_SENT',
    severity: INFORMATIONAL,
    write: () => `${name} (${variables}, nsPartitionName = default)`,
    facts: () => ({}),
  };
}

export interface FirewallHit {
  readonly client: string;
  readonly clientPort: number;
  readonly transaction: number;
  readonly engine: number;
  readonly profile: string;
  readonly url: string;
  readonly action: 'blocked' | 'not blocked';
}

function firewallFacts(hit: FirewallHit): Facts {
  const outcome: Facts = hit.action === 'blocked' ? { outcome: 'Failure' } : {};
  return { ...sourceAddressFact(hit.client), requestUrl: hit.url, ...outcome };
}

/** `CLIENT TXN-PPEn SESSION PROFILE TEXT URL <ACTION>` */
export function firewallHit(hit: FirewallHit): Entry {
  return {
    category: 'APPFW',
    eventName: 'APPFW_STARTURL',
    severity: INFORMATIONAL,
    write: () =>
      `${hit.client} ${hit.transaction}-PPE${hit.engine} - ${hit.profile} Disallow Illegal URL: ${hit.url} <${hit.action}>`,
    facts: () => firewallFacts(hit),
  };
}

/** The same in the Common Event Format; `=` inside a value is escaped. */
export function firewallHitAsCef(hit: FirewallHit): Entry {
  const url = hit.url.replaceAll('=', '\\=');
  return {
    category: 'APPFW',
    eventName: 'APPFW_STARTURL',
    severity: INFORMATIONAL,
    write: () =>
      `CEF:0|Citrix|NetScaler|NS14.1|APPFW|APPFW_STARTURL|6|src=${hit.client} spt=${hit.clientPort} method=GET request=${url}` +
      ` msg=Disallow Illegal URL. cn1=${hit.transaction % 1000} cn2=${hit.transaction} cs1=${hit.profile} cs2=PPE${hit.engine}` +
      ` cs4=ALERT cs5=2026 act=${hit.action}`,
    facts: () => ({
      ...firewallFacts(hit),
      sourcePort: hit.clientPort,
      httpMethod: 'GET',
      message: 'Disallow Illegal URL.',
    }),
  };
}
