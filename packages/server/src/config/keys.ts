/**
 * Every key of the configuration, once: path → type, default, meaning, example. Types, validation, names of environment
 * variables and docs/reference/configuration.md derive from this table. `listeners[].` stands for each element of the list.
 *
 * A key is a promise that is hard to take back: forty are the limit, a test counts them.
 */
import { DEFAULT_INTERNAL_NETWORKS } from '../map/direction.js';
import { DEFAULT_CUSTOMER } from '../store/identity.js';
import { type ConfigKey, type ConfigOf, LISTENER_KINDS, type ListenerKind, type ListenerOf } from './key.js';

const STREAMS = ['tcp', 'tls', 'relp', 'relp-tls'] as const;
const SOCKETS = ['udp', ...STREAMS] as const;
const FILES = ['file', 'spool'] as const;
const TLS = ['tls', 'relp-tls'] as const;

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

export const configKeys = {
  dataFolder: {
    type: 'path',
    default: 'data',
    description: 'Folder of the journal and of the event store. One process at a time.',
    example: '/var/lib/gatehouse',
  },
  customerId: {
    type: 'id',
    default: DEFAULT_CUSTOMER,
    description: 'Tenant that events belong to; nobody sees events of another one.',
    example: '5b0c6f0e-8a57-4c36-9a0e-3f1f0a6d2b11',
  },
  internalNetworks: {
    type: 'networks',
    default: DEFAULT_INTERNAL_NETWORKS,
    description:
      'Networks inside the border, for `eventContext`. The default is private, shared and local address space.',
    example: '[10.0.0.0/8, "2001:db8:10::/48"]',
  },
  'enrich.folder': {
    type: 'path',
    default: null,
    description:
      'Folder of what is known of networks and people: `sites.csv`, `people.csv`, `directory.yaml` (LDAP), `watch/<list>.txt`; for another customer ' +
      '`customers/<id>/` in it. Read again when a file changes. Format: docs/enrichment.md.',
    example: '/etc/gatehouse/enrich',
  },
  'enrich.databases': {
    type: 'paths',
    default: [],
    description:
      'Databases in MaxMind format that are asked about public addresses instead of the installed ones, in this order; ' +
      'read again when replaced.',
    example: '[/usr/share/GeoIP/GeoLite2-City.mmdb, /usr/share/GeoIP/GeoLite2-ASN.mmdb]',
  },
  'enrich.trustedProxies': {
    type: 'networks',
    default: [],
    description:
      'Proxies and load balancers in front of the gateway. Where the source of an event is one of them, the place is that of the last ' +
      'address in `forwardedFor` that is none of them; nobody else is believed about `forwardedFor`.',
    example: '[192.0.2.10/32]',
  },
  'http.address': {
    type: 'address',
    default: '127.0.0.1',
    description:
      'Address of the web page and of the API. Beyond loopback it takes TLS: `http.tls`, or a proxy in front and `http.publicUrl`.',
    example: '0.0.0.0',
  },
  'http.port': { type: 'port', default: 8080, description: 'Its TCP port.', example: '8080' },
  'http.publicUrl': {
    type: 'origin',
    default: null,
    description:
      'Where people find the page, for links. It has to be said where a proxy in front does TLS; without it the address and port of the server count.',
    example: 'https://gatehouse.example.com',
  },
  'http.tls.certificate': {
    type: 'path',
    default: null,
    description: 'Certificate in PEM, followed by intermediate ones. Read again when the file changes.',
    example: '/etc/gatehouse/page.crt',
  },
  'http.tls.key': {
    type: 'path',
    default: null,
    description: 'Its private key in PEM.',
    example: '/etc/gatehouse/page.key',
  },
  'access.oidc': {
    type: 'path',
    default: null,
    description:
      'File that describes the identity provider (OpenID Connect) with which people sign in, beside passwords. Format: docs/sign-in.md.',
    example: '/etc/gatehouse/oidc.yaml',
  },
  'journal.maxBytes': {
    type: 'bytes',
    default: 4 * GIB,
    min: 16 * MIB,
    description:
      'Size at which the journal takes no more: TCP, TLS and RELP stop reading, UDP drops the newest and counts them. ' +
      'Choose what arrives in the longest time that the store may be away.',
    example: '20 GiB',
  },
  'journal.commitMs': {
    type: 'milliseconds',
    default: 20,
    min: 0,
    max: 10_000,
    description:
      'How long lines are gathered before they are made durable together. Shorter: sooner acknowledged; longer: fewer writes.',
    example: '20 ms',
  },
  'store.threads': {
    type: 'integer',
    default: 0,
    min: 0,
    max: 256,
    description: 'Worker threads that read lines and encode events; 0 is one for each processor.',
    example: '4',
  },
  'retention.days': {
    type: 'integer',
    default: 0,
    min: 0,
    max: 36_500,
    description:
      'Days that events are kept, by their own time in UTC; 0 is for ever. A running server removes what is older, of all customers, with the ' +
      'sessions that ended before.',
    example: '365',
  },
  'log.level': {
    type: 'choice',
    choices: ['error', 'warn', 'info', 'debug'],
    default: 'info',
    description:
      'Lowest level that is logged. error: act now, something is not working; warn: look at it today; ' +
      'info: nothing to do; debug: for the search for a fault.',
    example: 'info',
  },
  'listeners[].id': {
    type: 'id',
    required: true,
    description: 'Name of the event source: in metrics, status and logs, and what its events are attributed to.',
    example: 'vienna-gateways',
  },
  'listeners[].kind': {
    type: 'choice',
    choices: LISTENER_KINDS,
    required: true,
    description:
      'udp: RFC 5426; tcp: RFC 6587, counted or delimited, told apart per message; tls: RFC 5425; relp and relp-tls: acknowledged delivery; ' +
      'file: follows a growing file; spool: reads each file of a folder once.',
    example: 'tls',
  },
  'listeners[].address': {
    type: 'address',
    kinds: SOCKETS,
    default: '127.0.0.1',
    description: 'Address to listen on; `0.0.0.0` is every IPv4 address, `::` every address of both kinds.',
    example: '0.0.0.0',
  },
  'listeners[].port': {
    type: 'port',
    kinds: SOCKETS,
    default: { udp: 5514, tcp: 5514, tls: 6514, relp: 2514, 'relp-tls': 2515 },
    description: 'Port to listen on.',
    example: '6514',
  },
  'listeners[].path': {
    type: 'path',
    kinds: FILES,
    required: true,
    description:
      'file: the file, or a pattern with `*` and `?`; spool: the folder, whose files are moved to `done/` once read.',
    example: '/var/log/netscaler/*.log',
  },
  'listeners[].allowedPeers': {
    type: 'networks',
    kinds: SOCKETS,
    default: [],
    description:
      'Networks that may send; what comes from elsewhere is refused and counted. Without any, everybody may.',
    example: '[192.0.2.0/24]',
  },
  'listeners[].customerId': {
    type: 'id',
    inherits: 'customerId',
    description: 'Tenant of this source.',
    example: 'subsidiary-b',
  },
  'listeners[].timezone': {
    type: 'zone',
    default: 'UTC',
    description: 'Zone of times that do not say GMT.',
    example: 'Europe/Paris',
  },
  'listeners[].dateOrder': {
    type: 'choice',
    choices: ['mdy', 'dmy', 'ymd'],
    default: 'mdy',
    description: 'Order of dates that nothing else settles.',
    example: 'dmy',
  },
  'listeners[].severityFrom': {
    type: 'choice',
    choices: ['pri', 'header'],
    default: 'pri',
    description: 'Where `deviceSeverity` is read: in the syslog priority, or in the number that ends the header.',
    example: 'header',
  },
  'listeners[].silentAfterSeconds': {
    type: 'seconds',
    kinds: [...SOCKETS, 'file'],
    default: 900,
    min: 0,
    description: 'Time without an event after which the source is shown as silent; 0 is never.',
    example: '15 m',
  },
  'listeners[].maxFrameBytes': {
    type: 'bytes',
    default: { udp: 65_536, tcp: 65_536, tls: 65_536, relp: 65_536, 'relp-tls': 65_536, file: MIB, spool: MIB },
    min: 1024,
    max: 16 * MIB,
    description: 'Longer messages are cut to this length and marked; their original length is kept.',
    example: '128 KiB',
  },
  'listeners[].maxConnections': {
    type: 'integer',
    kinds: STREAMS,
    default: 5000,
    min: 1,
    max: 100_000,
    description:
      'Beyond this number the oldest quiet connection of the sender with most gives way to another sender; else the new one is ' +
      'refused. Both are counted. Each needs a file descriptor (`ulimit -n`).',
    example: '500',
  },
  'listeners[].idleTimeoutSeconds': {
    type: 'seconds',
    kinds: STREAMS,
    default: 60,
    min: 1,
    max: 86_400,
    description:
      'How long a sender may take for one message; then the connection is closed. Between messages silence is allowed.',
    example: '30 s',
  },
  'listeners[].receiveBufferBytes': {
    type: 'bytes',
    kinds: ['udp'],
    default: 8 * MIB,
    min: 65_536,
    max: GIB,
    description: 'Socket buffer for bursts. Linux grants at most `net.core.rmem_max`; what was granted is logged.',
    example: '32 MiB',
  },
  'listeners[].tls.certificate': {
    type: 'path',
    kinds: TLS,
    required: true,
    description: 'Certificate in PEM, followed by intermediate ones. Read again when the file changes.',
    example: '/etc/gatehouse/server.crt',
  },
  'listeners[].tls.key': {
    type: 'path',
    kinds: TLS,
    required: true,
    description: 'Its private key in PEM.',
    example: '/etc/gatehouse/server.key',
  },
  'listeners[].tls.keyPassphrase': {
    type: 'text',
    kinds: TLS,
    default: null,
    secret: true,
    description: 'Passphrase of the private key. Better given by the environment than in the file.',
    example: '"in the environment"',
  },
  'listeners[].tls.clientCa': {
    type: 'path',
    kinds: TLS,
    default: null,
    description: 'Authorities in PEM that client certificates are checked against.',
    example: '/etc/gatehouse/clients-ca.crt',
  },
  'listeners[].tls.requireClientCertificate': {
    type: 'boolean',
    kinds: TLS,
    default: false,
    description: 'Refuse clients without a certificate of `clientCa`.',
    example: 'true',
  },
  'listeners[].tls.minVersion': {
    type: 'choice',
    kinds: TLS,
    choices: ['TLSv1.2', 'TLSv1.3'],
    default: 'TLSv1.2',
    description: 'Oldest version of the protocol that is accepted.',
    example: 'TLSv1.3',
  },
} as const satisfies Record<string, ConfigKey>;

export type KeyPath = keyof typeof configKeys;
export type Config = ConfigOf<typeof configKeys>;
export type ListenerConfig<Kind extends ListenerKind = ListenerKind> = ListenerOf<typeof configKeys, Kind>;

export const keyPaths = Object.keys(configKeys) as readonly KeyPath[];
const LISTENER_PREFIX = 'listeners[].';

/** Path of a key in its own group: `listeners[].tls.key` is `tls.key` of a listener. */
export function localPath(path: KeyPath): string {
  return isListenerKey(path) ? path.slice(LISTENER_PREFIX.length) : path;
}

export function isListenerKey(path: KeyPath): boolean {
  return path.startsWith(LISTENER_PREFIX);
}

/** The table's entry without its literal types. */
export function keyAt(path: KeyPath): ConfigKey {
  return configKeys[path];
}
