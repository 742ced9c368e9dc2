// A small database in MaxMind's format (https://maxmind.github.io/MaxMind-DB/), so that tests say themselves what is where.
//
//   node: two records of 32 bits | 16 zeros | data: type and size in a byte, then the value | marker, metadata

type Value = string | number | { readonly [name: string]: Value };

export interface MmdbContent {
  readonly type: string;
  readonly version: 4 | 6;
  /** `198.41.0.0/24` → its record. */
  readonly records: Readonly<Record<string, Value>>;
}

interface Node {
  left: Node | number | null;
  right: Node | number | null;
}

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

export function mmdbBytes({ type, version, records }: MmdbContent): Buffer {
  const root: Node = { left: null, right: null };
  const data: Buffer[] = [];
  let size = 0;
  for (const [network, record] of Object.entries(records)) {
    const bytes = encoded(record);
    insert(root, prefixOf(network, version), size);
    data.push(bytes);
    size += bytes.length;
  }
  const nodes = listed(root);
  const metadata = { node_count: nodes.length, record_size: 32, ip_version: version, database_type: type };
  const rest = { binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: 1_780_000_000 };
  return Buffer.concat([tree(nodes), Buffer.alloc(16), ...data, MARKER, encoded({ ...metadata, ...rest })]);
}

function prefixOf(network: string, version: 4 | 6): string {
  const [address = '', length = ''] = network.split('/');
  const bits = address.includes(':') ? ipv6Bits(address) : ipv4Bits(address);
  const isMapped = version === 6 && !address.includes(':');
  return (isMapped ? '0'.repeat(96) : '') + bits.slice(0, Number(length));
}

function ipv4Bits(address: string): string {
  return address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
}

function ipv6Bits(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const [first, last] = [head, tail].map((side) => side.split(':').filter((group) => group !== ''));
  const middle = new Array<string>(8 - (first?.length ?? 0) - (last?.length ?? 0)).fill('0');
  const groups = [...(first ?? []), ...middle, ...(last ?? [])];
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

function insert(root: Node, bits: string, offset: number): void {
  let node = root;
  for (const [index, bit] of [...bits].entries()) {
    const side = bit === '1' ? 'right' : 'left';
    if (index === bits.length - 1) node[side] = offset;
    else {
      const below = node[side];
      const next: Node = typeof below === 'object' && below !== null ? below : { left: below, right: below };
      node[side] = next;
      node = next;
    }
  }
}

function listed(root: Node): Node[] {
  const nodes = [root];
  for (let at = 0; at < nodes.length; at++) {
    const { left, right } = nodes[at] as Node;
    for (const side of [left, right]) if (typeof side === 'object' && side !== null) nodes.push(side);
  }
  return nodes;
}

function tree(nodes: readonly Node[]): Buffer {
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  const bytes = Buffer.alloc(nodes.length * 8);
  const record = (side: Node['left']): number => {
    if (side === null) return nodes.length;
    return typeof side === 'number' ? nodes.length + 16 + side : (numbers.get(side) as number);
  };
  for (const [index, { left, right }] of nodes.entries()) {
    bytes.writeUInt32BE(record(left), index * 8);
    bytes.writeUInt32BE(record(right), index * 8 + 4);
  }
  return bytes;
}

function encoded(value: Value): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8');
    const head = text.length < 29 ? [0x40 | text.length] : [0x40 | 29, text.length - 29];
    return Buffer.concat([Buffer.from(head), text]);
  }
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? uint32(value) : double(value);
  const parts = Object.entries(value).flatMap(([name, inner]) => [encoded(name), encoded(inner)]);
  return Buffer.concat([Buffer.from([0xe0 | Object.keys(value).length]), ...parts]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(5, 0xc4);
  bytes.writeUInt32BE(value, 1);
  return bytes;
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9, 0x68);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}
