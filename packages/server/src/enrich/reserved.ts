// Addresses that are nowhere on the globe and in nobody's autonomous system: IANA's special-purpose registries
// (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry). No database is asked about them,
// whatever it may say.

import { isIpv4 } from './address-bits.js';

export const RESERVED: readonly { readonly network: string; readonly name: string }[] = [
  { network: '0.0.0.0/8', name: 'this network (RFC 791)' },
  { network: '10.0.0.0/8', name: 'private (RFC 1918)' },
  { network: '100.64.0.0/10', name: 'carrier-grade NAT (RFC 6598)' },
  { network: '127.0.0.0/8', name: 'loopback (RFC 1122)' },
  { network: '169.254.0.0/16', name: 'link-local (RFC 3927)' },
  { network: '172.16.0.0/12', name: 'private (RFC 1918)' },
  { network: '192.0.0.0/24', name: 'protocol assignments (RFC 6890)' },
  { network: '192.0.2.0/24', name: 'documentation (RFC 5737)' },
  { network: '192.88.99.0/24', name: '6to4 relays (RFC 7526)' },
  { network: '192.168.0.0/16', name: 'private (RFC 1918)' },
  { network: '198.18.0.0/15', name: 'benchmarks (RFC 2544)' },
  { network: '198.51.100.0/24', name: 'documentation (RFC 5737)' },
  { network: '203.0.113.0/24', name: 'documentation (RFC 5737)' },
  { network: '224.0.0.0/4', name: 'multicast (RFC 5771)' },
  { network: '240.0.0.0/4', name: 'reserved (RFC 1112)' },
  { network: '::1/128', name: 'loopback (RFC 4291)' },
  { network: '2001::/23', name: 'protocol assignments (RFC 2928)' },
  { network: '2001:db8::/32', name: 'documentation (RFC 3849)' },
  { network: '2002::/16', name: '6to4 (RFC 3056)' },
  { network: '3fff::/20', name: 'documentation (RFC 9637)' },
  { network: 'fc00::/7', name: 'private (RFC 4193)' },
  { network: 'fe80::/10', name: 'link-local (RFC 4291)' },
  { network: 'ff00::/8', name: 'multicast (RFC 4291)' },
];

/** What no range above names: of IPv6 only 2000::/3 has been given out. */
export function isGivenOut(address: bigint): boolean {
  return isIpv4(address) || address >> 125n === 1n;
}
