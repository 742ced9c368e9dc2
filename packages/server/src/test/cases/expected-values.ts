// What other parsers say about the same lines: their test expectations (Elastic Common Schema documents), path by path.

import { readFileSync } from 'node:fs';
import { samplesFolder } from './sample-lines.js';

export type Printed = Readonly<Record<string, unknown>>;

/** Reads, from our event, what a path of theirs should hold; undefined where our event says nothing of the kind. */
type Counterpart = (event: Printed) => unknown;

export interface Opinion {
  /** `parser number path`, the number from 1 in the order of their file. */
  readonly name: string;
  readonly message: string;
  readonly theirs: unknown;
  readonly counterpart: Counterpart;
}

const token =
  (name: string): Counterpart =>
  (event) =>
    event[name];

const attribute =
  (name: string): Counterpart =>
  (event) =>
    (event['attributes'] as Readonly<Record<string, string>> | undefined)?.[name];

/** ECS path → what it is compared with. */
const counterparts: Readonly<Record<string, Counterpart>> = {
  '@timestamp': token('eventTime'),
  'citrix.adc.alert.severity': attribute('cs4'),
  'citrix.adc.bytes.received': token('inByte'),
  'citrix.adc.bytes.sent': token('outByte'),
  'citrix.adc.virtual_server.ip': token('virtualSystem'),
  'citrix.adc.virtual_server.port': token('virtualPort'),
  'citrix.device_event_class_id': token('category'),
  'citrix.host': token('deviceName'),
  'citrix.name': token('eventName'),
  'citrix_adc.log.access': token('access'),
  'citrix_adc.log.client_ip': token('clientIpv4'),
  'citrix_adc.log.compression_ratio_recieved': attribute('Compression_ratio_recv'),
  'citrix_adc.log.compression_ratio_send': attribute('Compression_ratio_send'),
  'citrix_adc.log.destination.ip': token('destinationIpv4'),
  'citrix_adc.log.destination.port': token('destinationPort'),
  'citrix_adc.log.end_time': token('endTime'),
  'citrix_adc.log.groups': token('group'),
  'citrix_adc.log.http_resources_accessed': attribute('Http_resources_accessed'),
  'citrix_adc.log.logout_method': token('logoutMethod'),
  'citrix_adc.log.nat.ip': token('natSourceIP'),
  'citrix_adc.log.session_id': token('vpnSessionId'),
  'citrix_adc.log.source.ip': token('sourceIpv4'),
  'citrix_adc.log.source.port': token('sourcePort'),
  'citrix_adc.log.start_time': token('beginningTime'),
  'citrix_adc.log.total_bytes_received': token('inByte'),
  'citrix_adc.log.total_bytes_send': token('outByte'),
  'citrix_adc.log.total_compressed_bytes_recieved': attribute('Total_compressedbytes_recv'),
  'citrix_adc.log.total_compressed_bytes_send': attribute('Total_compressedbytes_send'),
  'citrix_adc.log.total_policies_allowed': attribute('Total_policies_allowed'),
  'citrix_adc.log.total_policies_denied': attribute('Total_policies_denied'),
  'citrix_adc.log.total_tcp_connections': attribute('Total_TCP_connections'),
  'citrix_adc.log.user': token('userName'),
  'citrix_adc.log.username': token('contextUser'),
  'citrix_adc.log.vserver.ip': token('virtualSystem'),
  'citrix_adc.log.vserver.port': token('virtualPort'),
  'client.ip': token('clientIpv4'),
  'destination.bytes': token('inByte'),
  'destination.ip': token('destinationIpv4'),
  'destination.port': token('destinationPort'),
  'event.code': token('eventName'),
  'event.duration': (event) => (typeof event['duration'] === 'number' ? event['duration'] * 1e9 : undefined),
  'event.end': token('endTime'),
  'event.id': token('sessionId'),
  'event.outcome': (event) => (event['outcome'] as string | undefined)?.toLowerCase(),
  'event.reason': token('message'),
  'event.severity': token('deviceSeverity'),
  'event.start': token('beginningTime'),
  'group.name': token('group'),
  'http.request.method': token('httpMethod'),
  'observer.hostname': token('deviceName'),
  'observer.name': token('deviceName'),
  'observer.version': attribute('version'),
  'process.command_line': token('command'),
  'rule.name': (event) => event['deniedByPolicy'] ?? attribute('cs1')(event),
  'server.ip': token('virtualSystem'),
  'server.port': token('virtualPort'),
  'source.bytes': token('outByte'),
  'source.ip': token('sourceIpv4'),
  'source.nat.ip': token('natSourceIP'),
  'source.port': token('sourcePort'),
  'tls.cipher': attribute('CipherSuite'),
  'tls.version': attribute('ClientVersion'),
  'url.original': token('requestUrl'),
  'user.name': token('userName'),
  'user_agent.original': token('userAgent'),
};

/** Their own classification, or what they compute from a value that is compared above. */
const notCompared: readonly RegExp[] = [
  /^event\.(action|category|dataset|kind|timezone|type)$/,
  /^citrix\.(cef_format|default_class)$/,
  /^citrix\.adc\.pseudo_tty$/,
  /^citrix_adc\.log\.duration$/,
  /^observer\.(product|vendor)$/,
  /^(client|source|destination)\.address$/,
  /^related\./,
  /^message$/,
  /^http\.response\./,
  /^process\.(interactive|name|pid)$/,
  /^url\.(domain|full|path|port|query|registered_domain|scheme|subdomain|top_level_domain)$/,
  /^user\.domain$/,
  /^user_agent\.(device\.name|name|os\.name|os\.version|version)$/,
];

const sources = [
  { parser: 'sekoia', file: 'sekoia-citrix-adc.expected.json' },
  { parser: 'elastic', file: 'elastic-citrix_adc-sslvpn-message.expected.json' },
] as const;

interface ExpectedFile {
  readonly events: readonly { readonly message: string; readonly expected: unknown }[];
}

export function opinions(): Opinion[] {
  return sources.flatMap(({ parser, file }) => {
    const { events } = JSON.parse(readFileSync(samplesFolder + file, 'utf8')) as ExpectedFile;
    return events.flatMap(({ message, expected }, index) =>
      leaves(expected, '').flatMap(({ path, value }) => {
        if (notCompared.some((pattern) => pattern.test(path))) return [];
        const counterpart = counterparts[path];
        if (counterpart === undefined) throw new Error(`${file}: nothing to compare ${path} with`);
        return [{ name: `${parser} ${index + 1} ${path}`, message, theirs: value, counterpart }];
      }),
    );
  });
}

function leaves(node: unknown, path: string): { path: string; value: unknown }[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [{ path, value: node }];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`));
}

/** Numbers agree with their text, lists of one with their element, times with the same instant. */
export function agrees(ours: unknown, theirs: unknown): boolean {
  if (Array.isArray(ours)) return ours.length === 1 && agrees(ours[0], theirs);
  if (ours === undefined || ours === null) return false;
  const [a, b] = [String(ours), String(theirs)];
  if (a === b || (typeof theirs === 'number' && Number(a) === theirs)) return true;
  return /^\d{4}-\d\d-\d\dT/.test(b) && Date.parse(a) === Date.parse(b);
}
