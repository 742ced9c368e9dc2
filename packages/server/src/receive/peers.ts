// Addresses of senders: how they are printed, and which may send. IPv4 over an IPv6 socket (RFC 4291 section 2.5.5.2) is
// printed as IPv4: a sender has one name whatever the listener is bound to.

import { BlockList, isIPv6 } from 'node:net';

const MAPPED = '::ffff:';

export function peerAddress(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  return address.startsWith(MAPPED) && address.includes('.') ? address.slice(MAPPED.length) : address;
}

/** Networks in CIDR notation and single addresses; without any, everybody may send. */
export class AllowedPeers {
  readonly #networks: BlockList | undefined;

  constructor(networks: readonly string[]) {
    if (networks.length === 0) return;
    this.#networks = new BlockList();
    for (const network of networks) {
      const [address = '', prefix] = network.split('/');
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      if (prefix === undefined) this.#networks.addAddress(address, family);
      else this.#networks.addSubnet(address, Number(prefix), family);
    }
  }

  /** `peer` as peerAddress gives it. */
  allows(peer: string): boolean {
    if (this.#networks === undefined) return true;
    // The zone of a link-local address (`fe80::1%eth0`) names our interface, not the peer.
    const [address = ''] = peer.split('%');
    return this.#networks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}
