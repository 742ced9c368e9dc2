// Datagrams that the kernel threw away because the buffer of our socket was full. Linux tells them per socket in /proc/net/udp
// and /proc/net/udp6 (proc(5)); other systems do not, which is null here and not zero.
//
//   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
//   9: 0100007F:158A 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 40722 2 00000000ac 17
//      │        └ port, hex                                                                              drops ┘
//      └ address, hex: 32-bit words in the byte order of the machine, one for IPv4, four for IPv6

import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { endianness } from 'node:os';

export interface UdpSocket {
  readonly address: string;
  readonly port: number;
}

const LOCAL_ADDRESS = 1;
const DROPS = 12;

/** Drops of the socket since it was opened; null where the system does not tell. */
export async function readKernelDrops(socket: UdpSocket): Promise<number | null> {
  const table = isIPv6(socket.address) ? '/proc/net/udp6' : '/proc/net/udp';
  try {
    return dropsOf(await readFile(table, 'latin1'), socket);
  } catch {
    return null; // not Linux, or a container without /proc
  }
}

/** Sockets that share address and port count together. Null when there is none. */
export function dropsOf(table: string, { address, port }: UdpSocket): number | null {
  const wanted = `${hexAddress(address)}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
  const drops = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[LOCAL_ADDRESS] === wanted)
    .map((columns) => Number(columns[DROPS] ?? 0));
  return drops.length === 0 ? null : drops.reduce((sum, count) => sum + count, 0);
}

function hexAddress(address: string): string {
  const bytes = isIPv6(address) ? ipv6Bytes(address) : address.split('.').map(Number);
  return bytes.map((_, index) => hexByte(bytes[inMachineOrder(index)] ?? 0)).join('');
}

/** Place of the byte that is printed at `index`: words are printed from their most significant byte on. */
function inMachineOrder(index: number): number {
  return endianness() === 'LE' ? index - (index % 4) + (3 - (index % 4)) : index;
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** RFC 4291 2.2: `::` stands once for as many zero words as are missing; the last two may be written as IPv4. Zones are left out. */
function ipv6Bytes(address: string): number[] {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const front = words(head);
  const back = tail === undefined ? [] : words(tail);
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => 0);
  return [...front, ...zeros, ...back].flatMap((word) => [word >> 8, word & 255]);
}

function words(text: string): number[] {
  return text
    .split(':')
    .filter((part) => part !== '')
    .flatMap((part) => {
      if (!part.includes('.')) return [Number.parseInt(part, 16)];
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      return [(a << 8) | b, (c << 8) | d];
    });
}
