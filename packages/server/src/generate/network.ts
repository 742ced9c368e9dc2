/**
 * Where things stand: gateways in pairs for high availability, internal servers, public addresses.
 * Public addresses come from the ranges for documentation (RFC 5737, RFC 3849) as long as they suffice, then from those for
 * benchmarks and shared address space (RFC 2544 198.18/15, RFC 6598 100.64/10), which belong to nobody either.
 */
import type { Endpoint } from './entry.js';
import type { Random } from './random.js';

export interface Gateway {
  readonly host: string;
  /** Management address, from which the appliance logs. */
  readonly nsip: string;
  readonly node: number;
}

export const ENGINES = 4;

/** One serves, the other waits. */
export interface Pair {
  readonly name: string;
  readonly active: Gateway;
  readonly standby: Gateway;
  readonly vserver: Endpoint;
  /** Addresses that clients get inside: `10.200.0.0/16` as `10.200`. */
  readonly insidePrefix: string;
}

function pairOf(name: string, number: number): Pair {
  const gateway = (member: 1 | 2): Gateway => ({
    host: `gw-${name}-${member}`,
    nsip: `10.${number}0.0.${10 + member}`,
    node: 0,
  });
  return {
    name,
    active: gateway(1),
    standby: gateway(2),
    vserver: { address: `203.0.113.${number}`, port: 443 },
    insidePrefix: `10.20${number}`,
  };
}

export const VIENNA = pairOf('vie', 1);
export const SINGAPORE = pairOf('sin', 2);
export const PAIRS = [VIENNA, SINGAPORE] as const;

export interface Server {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

const SERVERS = [
  'mail',
  'files',
  'wiki',
  'erp',
  'crm',
  'git',
  'build',
  'payroll',
  'ledger',
  'tickets',
  'lab',
  'print',
] as const;
const PORTS: Readonly<Record<string, number>> = { files: 445, git: 22, ledger: 1433, lab: 3389, print: 9100 };

/** Internal servers: `NAME.corp.example.com` in 10.1.0.0/16. */
export function serverNamed(name: (typeof SERVERS)[number]): Server {
  const number = SERVERS.indexOf(name);
  return {
    host: `${name}.corp.example.com`,
    address: `10.1.${1 + (number % 4)}.${20 + number}`,
    port: PORTS[name] ?? 443,
  };
}

export const NAME_SERVER: Endpoint = { address: '10.1.0.53', port: 53 };
export const TERMINAL_SERVERS = ['10.1.8.31', '10.1.8.32', '10.1.8.33', '10.1.8.34'] as const;

/** Public addresses by use: each is handed out once, strangers' come round again. A place has a block of every range. */
export interface AddressBook {
  readonly home: (place: number) => string;
  readonly mobile: (place: number) => string;
  readonly abroad: () => string;
}

/** Addresses of a /27 without its ends. */
const DOCUMENTED = 30;
const STRANGERS = 230;
const PERCENT_IPV6 = 3;

export function createAddressBook(random: Random): AddressBook {
  const homes = createCounter();
  const mobiles = createCounter();
  let strangers = 0;
  return {
    home(place) {
      const index = homes(place);
      if (random.chance(PERCENT_IPV6)) return `2001:db8:${(16 + place).toString(16)}:1::${index.toString(16)}`;
      return index <= DOCUMENTED ? `192.0.2.${32 * place + index}` : benchmarkAddress(place, index - DOCUMENTED);
    },
    mobile(place) {
      const index = mobiles(place);
      return index <= DOCUMENTED ? `198.51.100.${32 * place + index}` : sharedAddress(place, index - DOCUMENTED);
    },
    abroad() {
      strangers = (strangers % STRANGERS) + 1;
      return `203.0.113.${20 + strangers}`;
    },
  };
}

/** Counts from 1, for every place. */
function createCounter(): (place: number) => number {
  const last = new Map<number, number>();
  return (place) => {
    const next = (last.get(place) ?? 0) + 1;
    last.set(place, next);
    return next;
  };
}

/** A /18 of 198.18.0.0/15, without the ends of its /24 networks. */
function benchmarkAddress(place: number, index: number): string {
  const network = 64 * place + (Math.floor(index / 254) % 64);
  return `198.${18 + (network >> 8)}.${network & 255}.${1 + (index % 254)}`;
}

/** A /13 of 100.64.0.0/10, likewise. */
function sharedAddress(place: number, index: number): string {
  const network = 2048 * place + (Math.floor(index / 254) % 2048);
  return `100.${64 + (network >> 8)}.${network & 255}.${1 + (index % 254)}`;
}
