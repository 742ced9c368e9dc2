/**
 * Entries of module SSLVPN that belong to a VPN session. Bodies as in the vendor's syslog message reference and in public samples:
 *
 *   Context USER@CLIENT - SessionId: N- User USER - Client_ip IP - Nat_ip IP - Vserver IP:PORT - … - Group(s) "A,B"
 */
import {
  type Compression,
  clientAddressFact,
  destinationFacts,
  type Endpoint,
  type Entry,
  type Facts,
  INFORMATIONAL,
  type Span,
  type Style,
  sourceAddressFact,
  sourceFacts,
  spanFacts,
  type Volume,
  volumeFacts,
  vserverFacts,
  WARNING,
  written,
  writtenCompression,
  writtenSpan,
  writtenVolume,
} from './entry.js';
import { isoStamp } from './stamps.js';

const SESSION_TIMES = ['Start_time', 'End_time'] as const;

/** The one who is connected, as every line of the session repeats it. */
export interface Caller {
  readonly userName: string;
  readonly client: string;
  readonly vpnSession: number;
  readonly vserver: Endpoint;
  readonly groups: readonly string[];
}

export interface Flow extends Span, Volume {
  readonly caller: Caller;
  readonly nat: string;
  readonly source: Endpoint;
  readonly destination: Endpoint;
}

function context(caller: Caller, style: Style): string {
  return `Context ${caller.userName}@${caller.client} - SessionId: ${caller.vpnSession}${style.afterSessionId}`;
}

function groups(caller: Caller): string {
  return caller.groups.length === 0 ? 'N/A' : caller.groups.join(',');
}

function groupFacts(caller: Caller): Facts {
  return caller.groups.length === 0 ? {} : { group: caller.groups };
}

function who(caller: Caller, style: Style, nat: string): string {
  const { userName, client } = caller;
  return `${context(caller, style)}User ${userName} - Client_ip ${client} - Nat_ip ${nat} - Vserver ${written(caller.vserver)}`;
}

function callerFacts(caller: Caller): Facts {
  return { ...identityFacts(caller), ...sourceAddressFact(caller.client) };
}

/** Everything but the source: in the lines of a flow, that is another label. */
function identityFacts(caller: Caller): Facts {
  return {
    contextUser: caller.userName,
    userName: caller.userName,
    vpnSessionId: String(caller.vpnSession),
    ...clientAddressFact(caller.client),
    ...vserverFacts(caller.vserver),
    ...groupFacts(caller),
  };
}

function sslvpn(eventName: string, rest: Pick<Entry, 'write' | 'facts'>, severity = INFORMATIONAL): Entry {
  return { category: 'SSLVPN', eventName, severity, write: rest.write, facts: rest.facts };
}

export function login(caller: Caller, userAgent: string, clientType: string): Entry {
  return sslvpn('LOGIN', {
    write: (style) =>
      `${who(caller, style, '"Mapped Ip"')} - Browser_type "${userAgent}" - SSLVPN_client_type ${clientType} - Group(s) "${groups(caller)}"`,
    facts: () => ({ ...callerFacts(caller), userAgent, clientType, outcome: 'Success' }),
  });
}

export interface Totals extends Span, Volume {
  readonly tcpConnections: number;
  readonly udpFlows: number;
  readonly httpResources: number;
  readonly denied: number;
  readonly logoutMethod: 'Explicit' | 'TimedOut' | 'InternalError';
  readonly compression: Compression;
}

export function logout(caller: Caller, totals: Totals): Entry {
  const counted =
    `Http_resources_accessed ${totals.httpResources} - NonHttp_services_accessed ${totals.tcpConnections}` +
    ` - Total_TCP_connections ${totals.tcpConnections} - Total_UDP_flows ${totals.udpFlows}` +
    ` - Total_policies_allowed ${totals.tcpConnections + totals.udpFlows} - Total_policies_denied ${totals.denied}`;
  return sslvpn('LOGOUT', {
    write: (style) =>
      `${who(caller, style, '"Mapped Ip"')} - ${writtenSpan(totals, style, SESSION_TIMES)}${counted}` +
      ` - ${writtenVolume(totals)}${writtenCompression(totals.compression)}` +
      ` - LogoutMethod "${totals.logoutMethod}" - Group(s) "${groups(caller)}"`,
    facts: () => ({
      ...callerFacts(caller),
      ...spanFacts(totals),
      ...volumeFacts(totals),
      logoutMethod: totals.logoutMethod,
    }),
  });
}

function route(flow: Flow, style: Style): string {
  return `${who(flow.caller, style, flow.nat)} - Source ${written(flow.source)} - Destination ${written(flow.destination)}`;
}

function flowFacts(flow: Flow): Facts {
  return {
    ...identityFacts(flow.caller),
    natSourceIP: flow.nat,
    ...sourceFacts(flow.source),
    ...destinationFacts(flow.destination),
    ...volumeFacts(flow),
  };
}

export function tcpConnection(flow: Flow, compression: Compression): Entry {
  return sslvpn('TCPCONNSTAT', {
    write: (style) =>
      `${route(flow, style)} - ${writtenSpan(flow, style, SESSION_TIMES)}${writtenVolume(flow)}` +
      `${writtenCompression(compression)} - Access Allowed - Group(s) "${groups(flow.caller)}"`,
    facts: () => ({ ...flowFacts(flow), ...spanFacts(flow), access: 'Allowed', outcome: 'Success' }),
  });
}

export function udpFlow(flow: Flow): Entry {
  return sslvpn('UDPFLOWSTAT', {
    write: (style) =>
      `${route(flow, style)} - ${writtenSpan(flow, style, SESSION_TIMES)}${writtenVolume(flow)}` +
      ` - Access Allowed - Group(s) "${groups(flow.caller)}"`,
    facts: () => ({ ...flowFacts(flow), ...spanFacts(flow), access: 'Allowed', outcome: 'Success' }),
  });
}

export function deniedConnection(flow: Flow, policy: string): Entry {
  return sslvpn(
    'NONHTTP_RESOURCEACCESS_DENIED',
    {
      write: (style) =>
        `${route(flow, style)} - ${writtenVolume(flow)} - Denied_by_policy "${policy}" - Group(s) "${groups(flow.caller)}"`,
      facts: () => ({ ...flowFacts(flow), deniedByPolicy: policy, outcome: 'Failure' }),
    },
    WARNING,
  );
}

export interface WebRequest {
  readonly caller: Caller;
  readonly at: number;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly singleSignOn: boolean;
}

export function httpRequest(request: WebRequest): Entry {
  const { caller, host, method, path } = request;
  return sslvpn('HTTPREQUEST', {
    write: (style) =>
      `${context(caller, style)}${host} User ${caller.userName} : Group(s) ${groups(caller)} : Vserver ${written(caller.vserver)}` +
      ` - ${style.stamp(request.at)}${style.zone} : SSO is ${request.singleSignOn ? 'ON' : 'OFF'} : ${method} ${path} - -`,
    facts: () => ({
      ...callerFacts(caller),
      beginningTime: isoStamp(request.at),
      httpMethod: method,
      requestUrl: host + path,
    }),
  });
}

export function deniedRequest(request: WebRequest, policy: string, sent: number): Entry {
  const { caller, host, method, path } = request;
  return sslvpn(
    'HTTP_RESOURCEACCESS_DENIED',
    {
      write: (style) =>
        `${context(caller, style)}User ${caller.userName} - Vserver ${written(caller.vserver)} - Total_bytes_send ${sent}` +
        ` - Remote_host ${host} - Denied_url ${method} ${path} - Denied_by_policy "${policy}" - Group(s) "${groups(caller)}"`,
      facts: () => ({
        ...callerFacts(caller),
        outByte: sent,
        httpMethod: method,
        requestUrl: host + path,
        deniedByPolicy: policy,
        outcome: 'Failure',
      }),
    },
    WARNING,
  );
}

export function timedOutConnection(caller: Caller, nat: string, lastContact: number): Entry {
  return sslvpn('TCPCONN_TIMEDOUT', {
    write: (style) =>
      `${who(caller, style, nat)} - Last_contact "${style.stamp(lastContact)}${style.zone}" - Group(s) "${groups(caller)}"`,
    facts: () => ({ ...callerFacts(caller), natSourceIP: nat, endTime: isoStamp(lastContact) }),
  });
}
