// eventContext: which side of the border the two ends of a connection are on. Pure functions over addresses.

import { ipv4Number, ipv6Groups, mappedIpv4, readNetwork } from './address.js';

export type EventContext = 'local-to-remote' | 'remote-to-local' | 'local-to-local' | 'remote-to-remote';

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Prefix {
  readonly groups: readonly number[];
  readonly bits: number;
}

/** Networks on the inside of the border, ready to be compared with. */
export interface InternalNetworks {
  readonly ipv4: readonly Range[];
  readonly ipv6: readonly Prefix[];
}

/** RFC 1918, carrier-grade NAT (RFC 6598), loopback, link-local (RFC 3927, RFC 4291), unique local (RFC 4193). */
export const DEFAULT_INTERNAL_NETWORKS: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1/128',
  'fe80::/10',
  'fc00::/7',
];

/** Throws RangeError for what is no network: the caller reports it with the configuration key. */
export function internalNetworks(networks: readonly string[]): InternalNetworks {
  const ipv4: Range[] = [];
  const ipv6: Prefix[] = [];
  for (const network of networks) {
    const found = readNetwork(network);
    if (found === null) throw new RangeError(`not a network: ${network}`);
    if ('groups' in found) ipv6.push(found);
    else ipv4.push(rangeOf(found.ipv4, found.bits));
  }
  return { ipv4, ipv6 };
}

function rangeOf(value: number, bits: number): Range {
  const size = 2 ** (32 - bits);
  const from = Math.floor(value / size) * size;
  return { from, to: from + size - 1 };
}

function isInternalIpv4(value: number, { ipv4 }: InternalNetworks): boolean {
  for (const { from, to } of ipv4) if (value >= from && value <= to) return true;
  return false;
}

function isInternalIpv6(groups: readonly number[], networks: InternalNetworks): boolean {
  const mapped = mappedIpv4(groups);
  if (mapped >= 0) return isInternalIpv4(mapped, networks);
  return networks.ipv6.some((prefix) => isInside(groups, prefix));
}

function isInside(groups: readonly number[], { groups: network, bits }: Prefix): boolean {
  for (let left = bits, index = 0; left > 0; left -= 16, index++) {
    const mask = left >= 16 ? 0xffff : (0xffff << (16 - left)) & 0xffff;
    if (((groups[index] ?? 0) & mask) !== ((network[index] ?? 0) & mask)) return false;
  }
  return true;
}

/** False for what is no address. */
export function isInternal(address: string, networks: InternalNetworks): boolean {
  const value = ipv4Number(address);
  if (value >= 0) return isInternalIpv4(value, networks);
  const groups = ipv6Groups(address);
  return groups !== null && isInternalIpv6(groups, networks);
}

export function contextOf(isSourceInternal: boolean, isDestinationInternal: boolean): EventContext {
  if (isSourceInternal) return isDestinationInternal ? 'local-to-local' : 'local-to-remote';
  return isDestinationInternal ? 'remote-to-local' : 'remote-to-remote';
}

/** Direction between two IPv4 addresses; -1 as destination stands for the virtual server, the local end. */
export function directionIpv4(source: number, destination: number, networks: InternalNetworks): EventContext {
  return contextOf(isInternalIpv4(source, networks), destination < 0 || isInternalIpv4(destination, networks));
}
